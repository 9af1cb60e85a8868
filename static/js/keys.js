/* Keys: turn key presses into verbs, by the keymap. Leaves alone what belongs to the browser, to a form or to a focused thing. */
(function ($, slidekit) {
  const MOVES = /^(next|previous)$/;
  const SCROLLS = /^(ArrowDown|ArrowUp|(Shift\+)?Space|Page.*|Home|End)$/;       // what a page of text uses itself
  const STAGED = /^(pen|undo|clear|laser|zoom.*)$/;                // what needs one slide before the eye
  const OPERATES = /^(Arrow.*|(Shift\+)?Space|Enter)$/;            // what a link, a button or a player uses itself
  const DIGIT = /^\d$/;
  const CHARACTER = /^(Shift\+)?.$/;
  const ALONE = /^(Shift|Control|Alt|Meta|.+Lock)/;
  const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
  const BUSY = 'a[href], button, summary, audio, video, [tabindex="0"]';
  const TURNED = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };
  const DIGITS_WAIT = 2000;
  const ENOUGH_DIGITS = 9;
  const REPEAT = 90;                                               // a held key turns a page in so many ms, not thirty a second
  const OFF = 'slidekit keys off';                                 // remembered for all decks: it is the speaker's hand

  /* As the keymap calls it: the letter or digit that stands on this key, wherever the layout has no Latin ones. */
  function named({ key, code = '', shiftKey }) {
    let name = key;
    if (/[^\0-~]/.test(key)) { name = code === 'Period' ? '.' : (/^(?:Key|Digit|Numpad)(\w)$/.exec(code) || [key, key])[1]; }
    if (name === ' ') { name = 'Space'; }
    if (/^[a-z]$/i.test(name)) { name = shiftKey ? name.toUpperCase() : name.toLowerCase(); }
    return shiftKey && /^([A-Z]|Space)$/.test(name) ? `Shift+${name}` : name;
  }

  slidekit.keys = function (deck) {
    const { verbs, ends, keymap } = slidekit;
    const digits = document.querySelector('.deck-digits');
    const known = Object.fromEntries(Object.entries(keymap).flatMap(([verb, keys]) => keys.split(' ').map((key) => [key, verb])));
    let waiting = '';
    let timer;
    let moved = 0;

    function wait(text) {
      clearTimeout(timer);
      waiting = text;
      if (digits) { digits.textContent = text; }
      if (text) { timer = setTimeout(wait, DIGITS_WAIT, ''); }
    }

    /* What the key does, or nothing if it is not ours. */
    function meaning(key, event) {
      if (DIGIT.test(key) && (waiting || key !== '0' || deck.state().zoom === 100)) { return () => wait((waiting + key).slice(0, ENOUGH_DIGITS)); }
      if (key === 'Enter' && waiting) { return deck.go.bind(null, { slide: Number(waiting), step: 0 }); }
      if (key === 'Escape') { return () => event.repeat || waiting || ends.some((end) => end()) || verbs.overview?.(); }
      if (CHARACTER.test(key) && !slidekit.letters()) { return null; }
      if (OPERATES.test(key) && event.target.closest?.(BUSY)) { return null; }
      const verb = known[deck.isRtl() && TURNED[key] || key];
      if (!verbs[verb] || (/read|print/.test(deck.view()) && (SCROLLS.test(key) || STAGED.test(verb)))) { return null; }
      if (!event.repeat) { return verbs[verb]; }
      return MOVES.test(verb) && event.timeStamp - moved >= REPEAT ? verbs[verb] : () => {};
    }

    $(document).off('.slidekit-keys').on('keydown.slidekit-keys', function ({ originalEvent: event }) {
      if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) { return; }
      if (!event.key || ALONE.test(event.key) || event.target.closest?.(FIELD) || document.querySelector('dialog[open]')) { return; }
      const key = named(event);
      const act = meaning(key, event);
      const before = deck.at();
      if (act) {
        event.preventDefault();
        act();
      }
      if (waiting && !DIGIT.test(key)) { wait(''); }
      if (before.slide !== deck.at().slide || before.step !== deck.at().step) { moved = event.timeStamp; }
    });
  };

  /* Whether single characters are keys; `on` settles it. */
  slidekit.letters = function (on) {
    try {
      if (on !== undefined) { localStorage.setItem(OFF, on ? '' : '1'); }
      return document.body.dataset.keys !== 'no' && !localStorage.getItem(OFF);
    } catch { return document.body.dataset.keys !== 'no'; }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
