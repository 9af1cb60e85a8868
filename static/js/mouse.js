/* Mouse: the cursor, and with it the controls, are there when the mouse moves and go when it rests. The controls call
   verbs, as keys do; a click on them leaves the focus where it is. */
(function ($, slidekit) {
  const REST = 2000;
  const { classList } = document.documentElement;
  const ICONS = {
    previous: 'M15 5l-7 7 7 7',
    next: 'M9 5l7 7-7 7',
    overview: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
    speaker: 'M3 4h18v12H3zM8 20h8M12 16v4',
    pen: 'M4 20l1-5L16 4l4 4L9 19z',
    read: 'M5 6h14M5 12h14M5 18h9',
    fullscreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    help: 'M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.1'
  };

  slidekit.mouse = function (deck) {
    const { verbs, texts, keymap } = slidekit;
    let $nav;
    let awake = false;
    let timer;
    let last;

    function button(verb) {
      const key = slidekit.letters() ? ` (${keymap[verb].split(' ').find((one) => !one[1])})` : '';
      return $(`<button type="button"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[verb]}"/></svg></button>`)
        .attr({ 'aria-label': texts[verb], title: texts[verb] + key, 'data-verb': verb })
        .on('click', () => verbs[verb]());
    }

    function build() {
      $nav ||= $('<nav class="deck-controls">')
        .attr({ 'aria-label': texts.controls, lang: texts.lang, dir: deck.isRtl() ? 'rtl' : 'ltr' })
        .append(Object.keys(ICONS).filter((verb) => verbs[verb]).map(button))
        .on('mousedown', false)
        .appendTo('body');
      show();
    }

    function show() {
      classList.toggle('is-awake', awake && !classList.contains('is-laser'));
      $nav?.toggleClass('is-awake', awake).prop('inert', deck.state().curtain > 0)
        .find('[data-verb=pen]').attr('aria-pressed', classList.contains('is-pen'));
    }

    /* Show the controls, until the mouse rests or for good, or hide them. */
    slidekit.controls = function (on = !awake, rests = false) {
      clearTimeout(timer);
      if (on) { build(); }
      if (on !== awake) {
        awake = on;
        show();
      }
      if (rests) { timer = setTimeout(slidekit.controls, REST, false); }
    };

    $('.deck-controls').remove();
    slidekit.listen('mouse', {
      pointermove({ pointerType, screenX, screenY }) {
        const place = `${screenX} ${screenY}`;
        if (deck.view() !== 'slides' || pointerType === 'touch' || place === last) { return; }      // a slide that moves under the mouse
        last = place;
        slidekit.controls(true, true);
      },
      keydown({ key }) { if (key === 'Tab' && deck.view() === 'slides') { build(); } },
      'deck:state': show,
      'deck:mode': show
    });
    show();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
