/* Trouble: what is wrong with the talk, over its last good state, in a corner or on the speaker's desk; and, in a line
   there, what else the page has to say about being served. The style sheet keeps all of it off a full screen. */
(function ($, slidekit) {
  const PATIENCE = 300;                                            // ms: a file that is half written mends itself
  const KINDS = ['errors', 'warnings'];
  const MESSAGE = /^(.*?):(\d+)(?::(\d+))?: (?:\w+: )?(.*?)(?: \[([\w-]+)\])?$/;

  /* What is said of one trouble: where, what, the name of its kind, and the picture of the line. */
  function read(text) {
    const [head, ...picture] = text.split('\n');
    const [, file, line, column, message = head, code = ''] = MESSAGE.exec(head) || [];
    const margin = Math.min(...picture.map((one) => one.search(/\S|$/)));
    return { at: file ? [file, line, column].filter(Boolean).join(':') : '', message, code, picture: picture.map((one) => one.slice(margin)).join('\n') };
  }

  /* The source line in the picture. */
  const excerpt = (picture) => (/^\s*\d+ \| ?(.*)$/m.exec(picture) || ['', ''])[1];

  slidekit.trouble = function (deck) {
    const { texts } = slidekit;
    const says = {};
    let shown = { errors: [], warnings: [] };
    let wanted = shown;
    let timer;

    $('.deck-live').remove();
    const $live = $(`<div class="deck-live" lang="${texts.lang}" dir="ltr"><p class="deck-says" role="status"></p>
      <p class="visually-hidden" role="status"></p><section class="deck-troubles" aria-label="${texts.troubles}" hidden></section></div>`);
    const $box = $live.children('.deck-troubles');
    const $lists = Object.fromEntries(KINDS.map((kind) => [kind, $(`<details class="deck-${kind}" ${kind === 'errors' ? 'open' : ''}>
      <summary></summary><ul tabindex="0"></ul></details>`).appendTo($box)]));

    const counted = (kind, { length }) => length ? texts[length === 1 ? kind.slice(0, -1) : kind].replace('{}', length) : '';

    function row({ text, slide }) {
      const { at, message, code, picture } = read(text);
      const button = (words, label, act) => $('<button type="button">').text(words).attr('title', label).on('click', ({ detail }) => {
        if (detail) { document.activeElement.blur(); }             // after the mouse, the keys move the deck again
        act();
      });
      const $where = $('<p class="deck-where">').append(
        at && (slide ? button(at, texts.source, () => slidekit.source.open(slide, excerpt(picture))) : $('<span>').text(at)),
        slide ? button(`${texts.slide} ${slide}`, texts.show, () => deck.go({ slide, step: deck.steps(slide) })).addClass('deck-to') : '');
      return $('<li>').append($where, $('<p>').text(message).append(code && $('<small>').text(` ${code}`)), picture && $('<samp>').text(picture))[0];
    }

    function show(troubles) {
      const said = KINDS.map((kind) => counted(kind, troubles[kind])).filter(Boolean).join(', ');
      for (const kind of KINDS) {
        if (JSON.stringify(troubles[kind]) === JSON.stringify(shown[kind])) { continue; }      // what one reads stays as it is
        const [list] = $lists[kind].children('ul');
        const { scrollTop } = list;
        list.setAttribute('aria-label', texts[kind].replace('{}', '').trim());
        list.replaceChildren(...troubles[kind].map(row));
        list.scrollTop = scrollTop;
        $lists[kind].children('summary').text(counted(kind, troubles[kind]));
      }
      for (const kind of KINDS) { $lists[kind].prop('hidden', !troubles[kind].length); }
      $box.prop('hidden', !said);
      $live.children('.visually-hidden').text(said);
      shown = troubles;
    }

    /* Take what is wrong now: {errors, warnings}, of {text, slide}. Mended is gone at once; what is new must stay a while. */
    slidekit.trouble.take = function (troubles) {
      wanted = troubles;
      clearTimeout(timer);
      show(Object.fromEntries(KINDS.map((kind) => [kind, shown[kind].length ? wanted[kind] : []])));
      timer = setTimeout(() => show(wanted), PATIENCE);
    };

    /* Say something in the line, in the name of something; nothing takes it away. */
    slidekit.trouble.say = function (name, text) {
      says[name] = text;
      const line = Object.values(says).filter(Boolean).at(-1) ?? '';
      const $line = $live.children('.deck-says');
      if ($line.text() !== line) { $line.text(line); }
    };
    $live.appendTo(document.body);
  };
}(jQuery, window.slidekit = window.slidekit || {}));
