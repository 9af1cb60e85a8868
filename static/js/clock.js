/* Clock: starts at a person's first move to another slide than the first, counts the time on each slide, waits while
   somebody asks. `t` shows it in a corner, quietly; in the speaker's window it halts it and lets it go on. While it is
   seen, deck:tick tells what it says: {plan, elapsed, left, rest, kind, words, now, sure}. */
(function ($, slidekit) {
  const TICK = 500;
  const SURE = 3000;                                               // a second press so soon is meant
  let timer;

  slidekit.clock = function (deck) {
    const { pace, memory, texts, verbs } = slidekit;
    const { tab } = memory;
    const { duration, end } = document.body.dataset;
    const asked = new URLSearchParams(location.search).get('end');
    const $corner = $('<aside class="deck-clock" dir="ltr">');
    let timings;
    let pressed = 0;

    const presents = () => deck.view() === 'presenter';
    const sure = () => Date.now() - pressed < SURE;

    slidekit.clock.look = function () {
      timings ||= deck.slides().map(({ dataset }, n) => (dataset.timing ?? (n ? NaN : 0)) * 1000);      // the first stands there until the clock starts
      const look = pace.look(deck.state(), { timings, duration: duration * 1000 || 0, asked, end }, Date.now());
      const [kind, words] = deck.state().halted ? ['is-good', texts.halted] : pace.say(look, texts);
      return { ...look, kind, words, now: new Date().toTimeString().slice(0, 5), sure: sure() };
    };

    function tick() {
      const look = slidekit.clock.look();
      const { left, elapsed, kind, words, now } = look;
      const time = left === null ? pace.time(elapsed) : `${pace.time(left)} ${texts.left}`;
      const said = kind === 'is-over' ? [words] : kind === 'is-late' ? [time, words] : [time];
      $corner.attr('class', `deck-clock ${kind}`).text([...said, now].join(' · '));
      $(document).trigger('deck:tick', look);
    }

    function run() {
      clearInterval(timer);
      timer = 0;
      $corner.detach();
      if (tab.clock) { $corner.attr({ lang: texts.lang, 'aria-label': texts.clock }).appendTo(document.body); }
      if (tab.clock || presents()) {
        tick();
        timer = setInterval(tick, TICK);
      }
    }

    verbs.pause = () => {
      const now = Date.now();
      const { started, halted, paused, since } = deck.state();
      if (!started) { return; }
      deck.set(halted
        ? { halted: 0, paused: paused + Math.max(0, now - halted), since: now - Math.max(0, halted - since) }
        : { halted: now });
    };

    verbs.clock = () => {
      if (presents()) { return verbs.pause(); }
      tab.clock = !tab.clock;
      memory.save();
      run();
    };

    verbs.reset = () => {
      const meant = sure();
      pressed = meant ? 0 : Date.now();
      if (meant) {
        slidekit.log.save();
        deck.set({ started: 0, halted: 0, paused: 0, since: 0, spent: {} });
      }
      tick();
    };

    $('.deck-clock').remove();
    slidekit.listen('clock', {
      'deck:change'(event, { from, to, by }) {
        if (from.slide === to.slide || (by && !/hash|scroll/.test(by))) { return; }
        const now = Date.now();
        const state = deck.state();
        if (state.started) {
          deck.set({ since: now, spent: pace.spent({ ...state, slide: from.slide }, now) });
        } else if (to.slide > 1 && by !== 'scroll') { deck.set({ started: now, since: now }); }
      },
      'deck:state': () => timer && tick(),
      'deck:view': run,
      'deck:edit': () => { timings = null; }
    });
    run();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
