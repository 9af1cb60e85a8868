/* Keys: turn key presses into verbs of the deck. Leaves alone what belongs to the browser, to a form or to a focused thing. */
(function ($, slidekit) {
  const MOVES = {
    next: ['ArrowRight', 'ArrowDown', ' ', 'PageDown', 'Enter', 'n', 'j', 'l'],
    previous: ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace', 'p', 'k', 'h'],
    first: ['Home'],
    last: ['End']
  };
  const SCROLLS = /^(ArrowDown|ArrowUp| |Page.*|Home|End)$/;       // what a page of text uses itself
  const OPERATES = /^(Arrow.*| |Enter)$/;                           // what a link, a button or a player uses itself
  const DIGIT = /^\d$/;
  const ALONE = /^(Shift|Control|Alt|Meta|.+Lock)/;
  const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
  const BUSY = 'a[href], button, summary, audio, video, [tabindex="0"]';
  const DIGITS_WAIT = 2000;
  const ENOUGH_DIGITS = 9;

  /* The letter or digit that stands on this key, wherever the layout has no Latin ones. */
  function named(event) {
    const { key, code = '' } = event;
    if (key.length > 1) { return key; }
    if (key > '~') { return code === 'Period' ? '.' : (/^(?:Key|Digit|Numpad)(\w)$/.exec(code) || [key, key])[1].toLowerCase(); }
    return key.toLowerCase();
  }

  slidekit.keys = function (deck) {
    const letters = document.body.dataset.keys !== 'no';
    const digits = document.querySelector('.deck-digits');
    let waiting = '';
    let timer;

    function wait(text) {
      clearTimeout(timer);
      waiting = text;
      if (digits) { digits.textContent = text; }
      if (text) { timer = setTimeout(wait, DIGITS_WAIT, ''); }
    }

    function fullscreen() {
      const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
      done?.catch(() => {});            // a frame may refuse
    }

    const TOGGLES = {
      f: fullscreen,
      b: () => deck.black(!deck.isBlack()),
      '.': () => deck.black(!deck.isBlack()),
      r: () => deck.show(deck.view() === 'read' ? 'slides' : 'read')
    };

    /* What the key does, or nothing if it is not ours. */
    function meaning(key, event) {
      if (DIGIT.test(key)) { return () => wait((waiting + key).slice(0, ENOUGH_DIGITS)); }
      if (key === 'Enter' && waiting) { return deck.go.bind(null, { slide: Number(waiting), step: 0 }); }
      if (key === 'Escape') { return waiting || !deck.isBlack() ? null : () => deck.black(false); }
      if (/^[a-z.]$/.test(key) && (!letters || event.shiftKey)) { return null; }
      if (TOGGLES[key]) { return event.repeat ? () => {} : TOGGLES[key]; }
      if (deck.view() !== 'slides' && SCROLLS.test(key)) { return null; }
      if (OPERATES.test(key) && event.target.closest?.(BUSY)) { return null; }
      const move = key === ' ' && event.shiftKey ? 'previous' : Object.keys(MOVES).find((name) => MOVES[name].includes(key));
      return move && deck[move];
    }

    $(document).off('.slidekit-keys').on('keydown.slidekit-keys', function ({ originalEvent: event }) {
      if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) { return; }
      if (!event.key || ALONE.test(event.key) || event.target.closest?.(FIELD)) { return; }
      const key = named(event);
      const act = meaning(key, event);
      if (waiting && !DIGIT.test(key)) { wait(''); }
      if (!act) { return; }
      event.preventDefault();
      act();
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
