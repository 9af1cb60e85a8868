/* Help: which keys do what, from the same table as the keys, as far as there is something that does it. */
(function ($, slidekit) {
  const SIGNS = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
  const TURNED = { ArrowLeft: '→', ArrowRight: '←' };

  slidekit.help = function (deck) {
    slidekit.verbs.help = function () {
      const { texts, verbs, keymap } = slidekit;
      const named = (key) => deck.isRtl() && TURNED[key] || SIGNS[key] || texts[key] || key;
      const $keys = (keys) => keys.split(' ').map((key) => $('<kbd>').toggleClass('is-letter', /^(Shift\+)?.$/.test(key))
        .text(key.split(/\+(?=.)/).map(named).join(' + '))[0]);
      const row = ([name, keys]) => $('<div>').append($('<dt>').text(texts[name] || name), $('<dd>').append(...$keys(keys)))[0];
      const rows = [...Object.entries(keymap).filter(([verb]) => verbs[verb]), ['number', '1 2 Enter'], ['escape', 'Esc']];
      const $letters = $('<input type="checkbox">').prop({ checked: slidekit.letters(), disabled: document.body.dataset.keys === 'no' });
      const show = ($dialog) => $dialog.toggleClass('has-no-letters', !slidekit.letters());

      slidekit.dialog('help', texts.help, function ($dialog) {
        $letters.on('change', () => {
          slidekit.letters($letters.prop('checked'));
          show($dialog);
        });
        show($dialog).append(
          $('<h2>').text(texts.help),
          $('<dl>').append(...rows.map(row)),
          $('<p>').text(texts.touch),
          $('<label>').append($letters, ` ${texts.letters}`));
      });
    };
  };
}(jQuery, window.slidekit));
