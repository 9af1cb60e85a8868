/* Memory: the state survives a reload (in this tab) and a crash (in this browser). What is kept may have been changed by
   anybody, so it is read with suspicion; a browser that refuses to keep anything is one without memory. */
(function ($, slidekit) {
  const PAUSE = 250;
  const LONG = 30 * 60 * 1000;                                     // an older state is of another day's talk

  function read(storage, name) {
    try { return JSON.parse(window[storage].getItem(name)); } catch { return null; }
  }

  function write(storage, name, value) {
    try { if (value) { window[storage].setItem(name, JSON.stringify(value)); } else { window[storage].removeItem(name); } } catch { /* full, or refused */ }
  }

  const memory = slidekit.memory = {
    read: (name) => read('localStorage', `${slidekit.name} ${name}`),
    write: (name, value) => write('localStorage', `${slidekit.name} ${name}`, value),
    /* What belongs to this tab alone, the state aside. */
    tab: {},
    /* What a deck that crashed had kept; read before this one keeps anything. */
    crashed: null,

    /* The state before the reload. */
    load() {
      const kept = read('sessionStorage', slidekit.name);
      memory.tab = { ...kept?.tab };
      memory.kept = Boolean(kept);
      memory.crashed = memory.read('open');
      return slidekit.visit === 'navigate' ? null : slidekit.state.sane(kept?.state);
    },

    /* The state before the crash: what was kept not long ago, and not put away. The place only for who has done nothing
       yet; the clock and the drawings in any case. */
    recover(deck) {
      const kept = memory.crashed;
      const state = slidekit.state.sane(kept?.state);
      if (!state || !(Date.now() - kept.time < LONG)) { return; }
      const now = deck.state();
      const idle = !now.curtain && now.zoom === 100;
      const lost = !location.hash && now.slide === 1 && !now.step;
      const { slide, step, curtain, zoom, zoomX, zoomY, ...rest } = state;
      deck.set(idle && (lost || (slide === now.slide && step === now.step)) ? state : rest, 'memory');
    },

    save() {
      const state = slidekit.deck.state();
      write('sessionStorage', slidekit.name, { state, tab: memory.tab });
      memory.write('open', { state, time: Date.now() });
    },

    start() {
      let timer;
      $(document).off('.slidekit-memory').on('deck:state.slidekit-memory', function (event, { by }) {
        if (by === 'start') { return; }
        clearTimeout(timer);
        timer = setTimeout(memory.save, PAUSE);
      });
      $(window).off('.slidekit-memory').on('pagehide.slidekit-memory', function () {
        clearTimeout(timer);
        memory.save();
        memory.write('open', null);
      });
    }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
