/* Log: how long a talk, or its rehearsal, stayed on each slide; the last few of this deck are kept in this browser. */
(function ($, slidekit) {
  const RUNS = 5;
  const LEAST = 60000;                                             // leafing through is no rehearsal

  const sum = (times) => times.reduce((all, time) => all + time, 0);

  slidekit.log = function (deck) {
    const { memory, pace, position, texts, verbs } = slidekit;

    /* The kept runs but the one that started then, latest first: {at, spent: ms by a slide's id}. */
    function others(started) {
      const kept = memory.read('log');
      return Array.isArray(kept) ? kept.filter((run) => run?.spent && Number.isSafeInteger(run.at) && run.at !== started) : [];
    }

    function run() {
      const state = deck.state();
      const times = Object.entries(pace.spent(state, Date.now()));
      return { at: state.started, spent: Object.fromEntries(times.map(([number, time]) => [deck.slides()[number - 1]?.id, time])) };
    }

    slidekit.log.save = () => {
      const { at, spent } = run();
      if (sum(Object.values(spent)) >= LEAST) { memory.write('log', [{ at, spent }, ...others(at)].slice(0, RUNS)); }
    };

    slidekit.log.table = function () {
      const { at, spent } = run();
      const last = others(at)[0]?.spent;
      const { plan } = slidekit.clock.look();
      const timeIn = (times) => ({ id }) => Number(times[id]) || 0;
      const columns = { planned: (slide, n) => plan[n], thisRun: timeIn(spent), ...last && { lastRun: timeIn(last) } };
      const head = Object.keys(columns).map((name) => `<th scope="col">${texts[name]}`);
      const row = (name, times) => $('<tr>').append($('<th scope="row">').text(name), times.map((time) => $('<td>').text(time ? pace.time(time) : '–')));
      const rows = deck.slides().map((slide, n) => [`${n + 1} ${deck.titleOf(slide)}`, Object.values(columns).map((time) => time(slide, n))]);
      const all = Object.keys(columns).map((name, n) => sum(rows.map(([, times]) => times[n])));
      return $(`<table class="deck-runs" lang="${texts.lang}" dir="ltr">`).append(
        $('<thead>').append(`<tr><td>${head.join('')}`, row(texts.sum, all)),
        $(`<tbody lang="${document.documentElement.lang}">`).append(rows.map((one) => row(...one)))
      );
    };

    verbs.log = () => slidekit.dialog('log', texts.log, ($dialog) => $dialog.append($('<h2>').text(texts.log), slidekit.log.table()));
    $(window).off('.slidekit-log').on('pagehide.slidekit-log', slidekit.log.save);
    slidekit.listen('log', {
      'deck:change'(event, { to }) {
        if (position.format(position.next(to, deck.slides().length, deck.steps)) === position.format(to)) { slidekit.log.save(); }
      }
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
