/* Memory: the state survives a reload (in this tab) and a crash (in this browser). What is kept may have been changed by
   anybody, so it is read with suspicion; a browser that refuses to keep anything is one without memory. */
(function ($, slidekit) {
  const PAUSE = 250;

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

    /* The state before the reload. */
    load() {
      const kept = read('sessionStorage', slidekit.name);
      memory.tab = { ...kept?.tab };
      return slidekit.again ? slidekit.state.sane(kept?.state) : null;
    },

    /* The state before the crash: what was kept, and not put away. For a tab that nobody has moved yet. */
    recover(deck) {
      const state = slidekit.state.sane(memory.read('open'));
      if (state && !location.hash && deck.state().slide === 1 && !deck.state().step) { deck.set(state, 'memory'); }
    },

    save() {
      const state = slidekit.deck.state();
      write('sessionStorage', slidekit.name, { state, tab: memory.tab });
      memory.write('open', state);
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
