/* Find: one list of slides to choose from: all of them as likenesses (overview), those with a text (search), those of a
   number or a title (jump). Only what is near the list's window is made; what was read of the slides is forgotten on closing. */
(function ($, slidekit) {
  const { position, seek } = slidekit;
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

  function open(deck, mode) {
    const { texts } = slidekit;
    const slides = deck.slides();
    const here = deck.at();
    const tiled = mode === 'overview' && deck.view() !== 'read';
    const $list = $('<div class="deck-list" id="deck-list" role="listbox">').toggleClass('is-tiled', tiled)
      .attr({ 'aria-label': texts[mode], lang: document.documentElement.lang, dir: deck.isRtl() ? 'rtl' : 'ltr' });
    const $query = $(`<input class="deck-query" role="combobox" aria-expanded="true" aria-controls="deck-list" autocomplete="off" spellcheck="false" autofocus${tiled ? ' inputmode="none"' : ''}>`)
      .attr({ 'aria-label': texts[mode], placeholder: texts[tiled ? 'filter' : mode] });
    const $status = $('<p class="deck-count" role="status">');
    const [list] = $list;
    let said;                                                      // by the slides
    let query;
    let found;                                                     // { slide, step }, the step only if it was asked for
    let active;
    let options = new Map();                                       // by number of slide
    let columns;
    let pitch;                                                     // from one row to the next

    function optionOf({ slide: number, step }) {
      const slide = slides[number - 1];
      const name = position.format({ slide: number, step });
      const title = deck.titleOf(slide);
      const $option = $('<div role="option">').attr({ id: `deck-option-${number}`, 'aria-label': title ? `${name}: ${title}` : name })
        .append($('<b>').text(name), $('<span>').text(title));
      if (number === here.slide) { $option.attr('aria-current', 'true'); }
      if (tiled) { $('<div class="deck-tile">').append(slidekit.likeness(slide, Infinity)).prependTo($option); }
      if (mode === 'search') { $('<small>').append(...marked(said[number - 1].text, query)).appendTo($option); }
      return $option[0];
    }

    function paint() {
      const first = Math.max(0, Math.floor(list.scrollTop / pitch) - 1) * columns;
      const last = Math.min(found.length, (Math.ceil((list.scrollTop + list.clientHeight) / pitch) + 1) * columns);
      const before = options;
      const fresh = [];
      options = new Map();
      for (let n = first; n < last; n += 1) {
        const number = found[n].slide;
        const option = before.get(number) || optionOf(found[n]);
        if (!before.delete(number)) { fresh.push(option); }
        options.set(number, option);
        option.style.setProperty('--row', Math.floor(n / columns) + 1);
        option.style.setProperty('--column', n % columns + 1);
        for (const [name, value] of [['selected', n === active], ['posinset', n + 1], ['setsize', found.length]]) { option.setAttribute(`aria-${name}`, value); }
      }
      for (const option of before.values()) { option.remove(); }
      list.append(...fresh);
      if (tiled) { for (const option of fresh) { slidekit.fit.slide(option.querySelector('.slide')); } }
      $query.attr('aria-activedescendant', options.get(found[active]?.slide)?.id ?? null);
    }

    /* Make one the active one and show it: somewhere, or in the middle. */
    function activate(wanted, share) {
      active = Math.max(0, Math.min(found.length - 1, wanted));
      const top = Math.floor(active / columns) * pitch;
      const room = list.clientHeight - pitch;
      list.scrollTop = share ? top - room * share : Math.min(top, Math.max(list.scrollTop, top - room));
      paint();
    }

    function measure() {
      const style = getComputedStyle(list);
      const tracks = style.gridTemplateColumns.split(' ');
      columns = tracks.length;
      list.style.setProperty('--tile-scale', parseFloat(tracks[0]) / parseFloat(style.getPropertyValue('--stage-width')));
      list.style.setProperty('--rows', Math.ceil(found.length / columns));
      pitch = parseFloat(style.gridAutoRows) + parseFloat(style.rowGap);
    }

    function look() {
      const text = $query.val().trim();
      const place = mode !== 'search' && position.parse(text);
      query = seek.query(text);
      found = place ? [position.nearest(place, slides.length, deck.steps)] : [];
      if (!query.empty) {
        said ||= slides.map((slide) => ({ title: seek.fold(deck.titleOf(slide)), text: seek.text(slide) }));
        for (const [n, one] of said.entries()) {
          one.folded ??= seek.fold(one.text);
          if (query.in(mode === 'jump' ? one.title : one.folded) && n + 1 !== found[0]?.slide) { found.push({ slide: n + 1 }); }
        }
      } else if (mode !== 'search') { found = slides.map((slide, n) => ({ slide: n + 1 })); }
      if (!tiled) {
        options = new Map();
        $list.empty();
      }
      $status.text(found.length ? `${texts.slides}: ${found.length}` : query.empty ? '' : texts.none);
      measure();
      activate(query.empty ? here.slide - 1 : 0, 0.5);
    }

    function choose(n) {
      if (!found[n]) { return; }
      const { slide, step } = found[n];
      const stay = query.empty && slide === here.slide;
      $list.closest('dialog')[0].close();
      deck.go({ slide, step: step ?? (stay ? here.step : query.step(slides[slide - 1])) });
      if (!query.empty && mode !== 'jump') { shine(slides[slide - 1], query); }
    }

    function key(event) {
      const { key, altKey, ctrlKey, metaKey, originalEvent } = event;
      if (altKey || ctrlKey || metaKey || originalEvent.isComposing) { return; }
      const way = deck.isRtl() ? -1 : 1;
      const last = found.length - 1;
      const moves = { ArrowUp: active < columns ? 0 : -columns, ArrowDown: Math.floor(active / columns) < Math.floor(last / columns) ? columns : 0 };
      if (tiled) { Object.assign(moves, { ArrowLeft: -way, ArrowRight: way, Home: -last, End: last }); }
      if (key === 'Enter') { choose(active); } else if (key in moves) { activate(active + moves[key]); } else { return; }
      event.preventDefault();
    }

    slidekit.dialog(tiled ? mode : 'rows', texts[mode], ($dialog) => $dialog.addClass('deck-find').append($query, $status, $list));
    $query.on('input', look).on('keydown', key).on('pointerdown', () => $query.attr('inputmode', 'search'));      // a tile is not to be hidden by a keyboard
    $list.on('scroll', paint).on('mousedown', () => false)         // the text stays in focus
      .on('click', '[role=option]', function () { choose(this.ariaPosInSet - 1); });
    look();
    new ResizeObserver(() => {
      measure();
      activate(active);
    }).observe(list);
  }

  slidekit.find = function (deck) {
    for (const mode of ['overview', 'search', 'jump']) { slidekit.verbs[mode] = () => open(deck, mode); }
  };
}(jQuery, window.slidekit));
