/* Presenter: the speaker's window: this slide, what comes next, the notes, the time. The slide is the deck's own, where
   the style sheet puts it; the desk around it is made here, and filled right after each move. */
(function ($, slidekit) {
  const root = document.documentElement;
  const LARGER = 1.15;
  const LEAST = 50;                                                // per cent: the size of the notes
  const MOST = 400;
  const TIMES = ['time', 'elapsed', 'left', 'slide', 'pace'];
  const VERBS = ['previous', 'next', 'pause', 'black', 'log', 'reset'];

  slidekit.presenter = function (deck) {
    const { likeness, log, memory, pace, position, texts, verbs } = slidekit;
    let size = Number(memory.read('notes')) || 130;
    let partner = '';
    let noted;
    let timer;

    $('.deck-desk').remove();
    slidekit.listen('presenter', {});
    if (deck.view() !== 'presenter' || !deck.current()) { return; }

    const own = `lang="${root.lang}" dir="${root.dir || 'ltr'}"`;
    /* No template stands in another: the minifier takes the inner one's spaces. */
    const button = (verb, text = texts[verb], more = '') => `<button type="button" data-verb="${verb}"${more}>${text}</button>`;
    const small = (verb, text) => button(verb, text, ` aria-label="${texts[verb]}"`);
    const time = (name) => `<div><dt>${texts[name]}<dd class="deck-${name}"></div>`;
    const $desk = $(`<div class="deck-desk" lang="${texts.lang}" dir="ltr">
      <section class="deck-times" aria-label="${texts.clock}">
        <dl>${TIMES.map(time).join('')}</dl>
        <p class="deck-news"><span role="status"></span>${button('speaker', texts.open)}</p>
      </section>
      <nav class="deck-verbs" aria-label="${texts.speaker}">${VERBS.map((verb) => button(verb)).join('')}</nav>
      <div class="deck-side">
        <section class="deck-next" aria-label="${texts.next}"><h2></h2><div class="deck-pane" ${own}></div></section>
        <section class="deck-prompt" aria-label="${texts.notes}"><h2><span>${texts.notes}</span>${small('smaller', 'A−')}${small('larger', 'A+')}</h2>
          <div class="deck-said" role="group" aria-label="${texts.notes}" tabindex="0" ${own}></div></section>
      </div></div>`);
    const $part = (name) => $desk.find(`.deck-${name}`);
    const $verb = (name) => $desk.find(`[data-verb=${name}]`);

    function write($where, text) {
      if ($where.text() !== text) { $where.text(text); }           // what stays is not read aloud again
    }

    function resize(by) {
      size = Math.round(Math.max(LEAST, Math.min(size * by, MOST)));
      $part('said').css('font-size', `${size}%`);
      memory.write('notes', size);
    }

    function show() {
      const { slide, step, curtain, halted } = deck.state();
      const steps = deck.steps(slide);
      const gone = texts[partner];
      write($part('slide'), `${slide} / ${deck.slides().length}` + (steps ? ` · ${step} / ${steps}` : ''));
      write($part('news').attr('class', `deck-news is-${partner}`).children('span'), [gone, [null, texts.black, texts.white][curtain]].filter(Boolean).join(' · '));
      $verb('speaker').prop('hidden', !gone);
      $verb('black').attr('aria-pressed', curtain > 0);
      $verb('pause').attr('aria-pressed', halted > 0);
    }

    function tick({ elapsed, left, kind, words, now, sure }) {
      write($part('time'), now);
      write($part('elapsed'), pace.time(elapsed));
      write($part('left'), left === null ? '' : pace.time(left));
      write($part('pace').attr('class', `deck-pace ${kind}`), words);
      write($verb('reset'), texts[sure ? 'sure' : 'reset']);
    }

    function fillNext() {
      const at = deck.at();
      const next = position.next(at, deck.slides().length, deck.steps);
      const ends = position.format(next) === position.format(at);
      const slide = deck.slides()[next.slide - 1];
      const $seen = ends ? log.table() : likeness(slide, next.step);
      $part('next').children('h2').text(ends ? texts.end : `${texts.next} · ${position.format(next)} · `)
        .append(ends ? '' : $('<bdi>').attr('lang', root.lang).text(deck.titleOf(slide)));
      $part('pane').toggleClass('is-log', ends).attr('tabindex', ends ? 0 : null).empty().append($seen);
      if (!ends) { slidekit.reveal($seen[0], next.step); }
    }

    function fillNotes() {
      const slide = deck.current();
      const { step } = deck.at();
      const [box] = $part('said');
      if (noted !== slide) {
        noted = slide;
        const notes = deck.notesOf(slide);
        $(box).toggleClass('is-empty', !notes);
        box.replaceChildren(notes || texts.noNotes);
      }
      const [now] = $('.note', box).removeClass('is-now').filter((n, note) => note.dataset.note <= step).last().addClass('is-now');
      box.scrollTop = now && step ? now.offsetTop : 0;
    }

    function fill() {
      fillNext();
      fillNotes();
    }

    function fillSoon() {                                          // the slide itself goes first
      clearTimeout(timer);
      timer = setTimeout(fill);
    }

    $desk.on('click', ({ target, detail }) => {
      const verb = target.closest('[data-verb]')?.dataset.verb;
      if (detail) { document.activeElement.blur(); }               // after the mouse, the keys move the deck again
      if (verb) { verbs[verb](); }
    }).appendTo(document.body);
    root.style.setProperty('--scheme', getComputedStyle(root).colorScheme);      // the slides keep theirs; the desk is dark
    document.title = `${texts.speaker}: ${$('h1').first().text()}`;
    verbs.smaller = () => resize(1 / LARGER);
    verbs.larger = () => resize(LARGER);
    slidekit.listen('presenter', {
      'deck:state': show,
      'deck:tick': (event, look) => tick(look),
      'deck:partner'(event, status) {
        partner = status;
        show();
      },
      'deck:change': fillSoon,
      'deck:view': fillSoon,
      'deck:edit'() {
        noted = null;
        show();
        fillSoon();
      }
    });
    resize(1);
    show();
    fillSoon();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
