/* Frame: what surrounds the slides becomes that of the talk's next version: title, style, direction, metadata, header,
   footer, and what the pieces read on <body>, which are started again. */
(function ($, slidekit) {
  const root = document.documentElement;

  const CHANGES = {
    header(html) {
      const title = $('body > header > h1').first().text();
      $('body > header').remove();
      const $header = $('<header>').addClass(html ? 'deck-header' : 'visually-hidden').html(html).insertBefore('main');
      if (!$header.children('h1.visually-hidden').length) { $(html ? '<h1 class="visually-hidden">' : '<h1>').text(title).prependTo($header); }
    },
    title(text, deck) {
      $('body > header > h1').first().text(text);
      document.title = deck.view() === 'presenter' ? `${slidekit.texts.speaker}: ${text}` : text;
    },
    css(text) {
      $('head > style').not('.deck-style').first().text(text);
      if (root.style.getPropertyValue('--scheme')) { root.style.setProperty('--scheme', getComputedStyle(root).colorScheme); }
    },
    dir(way, deck) {
      $([root, ...$('.deck-said, .deck-pane')]).attr('dir', way || null);
      slidekit.mouse(deck);
    },
    meta(html) {
      const all = [...document.head.children];
      const from = all.findIndex((one) => one.matches('[name=viewport]'));
      const end = all.findIndex((one) => one.matches('script, style'));
      $(all.slice(from + 1, end)).filter('meta').remove();
      all[end].insertAdjacentHTML('beforebegin', html);
    },
    footer(html) {
      $('body > .deck-footer').remove();
      if (html) { $('<footer class="deck-footer">').html(html).insertAfter('main'); }
    },
    before(html) { $('[data-part=before]').html(html); },
    after(html) { $('[data-part=after]').html(html); },
    body(attributes, deck) {
      const { body } = document;
      if (attributes['data-view'] !== body.dataset.view) { location.reload(); }      // in which view a deck begins
      for (const { name } of [...body.attributes]) { if (name.startsWith('data-') && !(name in attributes)) { body.removeAttribute(name); } }
      for (const [name, value] of Object.entries(attributes)) { body.setAttribute(name, value); }
      for (const piece of ['progress', 'clock']) { slidekit[piece](deck); }
    }
  };

  /* Take over the parts that are given, under their names. */
  slidekit.frame = function (deck, parts) {
    const scroll = slidekit.graft.scrolling([deck.current()]);
    for (const [name, change] of Object.entries(CHANGES)) { if (name in parts) { change(parts[name], deck); } }
    slidekit.fit.again();
    slidekit.fit.stage();
    slidekit.patch.tell(deck.state(), deck.state());
    scroll();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
