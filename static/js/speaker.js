/* Speaker: `s` goes from the audience's window to the speaker's and back, and opens the one that is not there. */
(function ($, slidekit) {
  const SHARE = 0.8;                                               // of the screen

  slidekit.speaker = function (deck) {
    const { sync, texts, position, verbs } = slidekit;
    const view = deck.view() === 'presenter' ? 'slides' : 'presenter';

    verbs.speaker = () => {
      const there = sync.partner();
      if (there) { return there.focus(); }
      const address = new URL(location);
      address.searchParams.set('view', view);
      address.hash = position.format(deck.at());
      const name = sync.nameOf(view);
      const size = ['width', 'height'].map((side) => `,${side}=${Math.round(SHARE * screen[side])}`).join('');
      if (window.open(address, name, `popup${size}`)) { return; }
      slidekit.dialog('blocked', texts.speaker, ($dialog) => {
        const $link = $('<a>').attr({ href: address, target: name }).text(texts.open).on('click', () => $dialog[0].close());
        $dialog.append($('<p>').text(texts.blocked), $('<p>').append($link));
      });
    };
  };
}(jQuery, window.slidekit = window.slidekit || {}));
