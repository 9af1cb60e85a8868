/* Find: choose a slide from all of them as likenesses (overview), from those that have a text (search), or of a number or
   a title (jump). What was read of the slides is forgotten with the dialog. */
(function ($, slidekit) {
  const BEFORE = 30;                                               // letters of a snippet before what was found,
  const SNIPPET = 200;                                             // and in all
  const SHINE = 5000;                                              // ms that it is marked on the slide
  let timer;

  /* The text with what was found in it marked, from a little before that. */
  function marked(text, query) {
    const from = text.lastIndexOf(' ', Math.max(0, query.hits(text)[0]?.[0] - BEFORE)) + 1;
    const part = text.slice(from, from + SNIPPET);
    const parts = [from ? '… ' : ''];
    let done = 0;
    for (const [start, end] of query.hits(part)) {
      parts.push(part.slice(done, start), $('<mark>').text(part.slice(start, end))[0]);
      done = end;
    }
    return [...parts, part.slice(done)];
  }

  function shine(slide, query) {
    if (!window.Highlight) { return; }
    clearTimeout(timer);
    CSS.highlights.set('deck-found', new Highlight(...query.ranges(slide)));
    timer = setTimeout(() => CSS.highlights.delete('deck-found'), SHINE);
  }

  const deal = (deck) => deck.slides().map((slide, n) => ({ slide, number: n + 1 }));

  function open(deck, mode) {
    const { texts, position, seek } = slidekit;
    let here = deck.at();
    const tiled = mode === 'overview' && deck.view() !== 'read';
    let all = deal(deck);
    const $list = $('<div class="deck-list" id="deck-list">').toggleClass('is-tiled', tiled)
      .attr({ 'aria-label': texts.slides, lang: document.documentElement.lang, dir: deck.isRtl() ? 'rtl' : 'ltr' });
    const $query = $('<input class="deck-query" role="combobox" aria-expanded="true" aria-controls="deck-list" autocomplete="off" spellcheck="false" autofocus>')
      .attr({ 'aria-label': texts[mode], placeholder: texts[tiled ? 'filter' : mode] });
    const $status = $('<p class="deck-count" role="status">');
    let query;

    const heading = (one) => one.title ??= deck.titleOf(one.slide);
    const words = (one) => one.text ??= seek.text(one.slide);
    const folded = (one) => one.folded ??= seek.fold(mode === 'jump' ? heading(one) : words(one));

    function make(one) {
      const name = position.format({ slide: one.number, step: one.step });
      const $option = $('<div>').attr('aria-label', [name, heading(one)].filter(Boolean).join(': '))
        .append($('<b>').text(name));
      if (mode !== 'search' || !one.slide.matches('.untitled')) { $option.append($('<span>').text(heading(one))); }      // the text alone says it
      if (one.number === here.slide) { $option.attr('aria-current', 'true'); }
      if (tiled) { $('<div class="deck-tile">').append(slidekit.likeness(one.slide, deck.steps(one.number))).prependTo($option); }
      if (mode === 'search') { $('<small>').append(...marked(words(one), query)).appendTo($option); }
      return $option[0];
    }

    /* `chosen` is the number of the slide to begin at. */
    function look(chosen) {
      const text = $query.val().trim();
      const place = mode !== 'search' && position.parse(text);
      query = seek.query(text);
      let found = query.empty && mode === 'search' ? [] : all;
      if (!query.empty) { found = found.filter((one) => query.in(folded(one))); }
      if (place && all.length) {
        const { slide, step } = position.nearest(place, all.length, deck.steps);
        found = [{ ...all[slide - 1], step }, ...found.filter((one) => one.number !== slide)];
      }
      if (mode === 'search') { found = found.map((one) => ({ ...one })); }      // another query, another snippet
      $status.text(found.length ? `${texts.slides}: ${found.length}` : query.empty ? '' : texts.none);
      show(found, found.findIndex(({ number }) => number === (chosen > 0 ? chosen : query.empty && here.slide)));
    }

    slidekit.find.renew = (chosen) => {                            // the slides are others now
      here = deck.at();
      all = deal(deck);
      look(chosen);
    };

    function choose({ slide, number, step }) {
      const stay = query.empty && number === here.slide;
      $list.closest('dialog')[0].close();
      deck.go({ slide: number, step: step ?? (stay ? here.step : query.step(slide)) });
      if (mode !== 'jump') { shine(slide, query); }
    }

    const show = slidekit.list({ $list, $query, tiled, make, choose, added: (option) => slidekit.fit.slide(option.querySelector('.slide')) });
    slidekit.dialog(tiled ? 'overview' : 'rows', texts[mode], ($dialog) => $dialog.addClass('deck-find').append($query, $status, $list));
    $query.on('input', look);
    if (tiled) { $query.attr('inputmode', 'none').on('pointerdown', () => $query.attr('inputmode', 'search')); }      // no keyboard over the tiles until it is wanted
    look();
  }

  slidekit.find = function (deck) {
    for (const mode of ['overview', 'search', 'jump']) { slidekit.verbs[mode] = () => open(deck, mode); }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
