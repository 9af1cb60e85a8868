/* Source: from a place on a slide to its line in the source: Alt and a click, or a key. The server knows the line from the
   slide and the words there; it opens an editor, or names an address that does. */
(function ($, slidekit) {
  const MOST = 200;                                                // letters of the words
  const SHOWN = 3000;                                              // ms that the place is said
  const BLOCK = '.line, p, li, h2, h3, h4, h5, h6, td, th, dt, dd, figcaption, caption, blockquote, .line-block';
  const EDITOR = /^(?!(?:https?|wss?|ftp|javascript|data|file|blob|about|view-source):)[a-z][a-z0-9+.-]*:\/\//i;
  slidekit.keymap.source = 'e';

  const brief = (text) => text.replace(/\s+/g, ' ').trim().slice(0, MOST);

  /* The line of a text that has this place in it. */
  function lineAt(text, offset) {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return text.slice(start).split('\n')[0];
  }

  /* Where text is in the window: a node and a place in it, in whichever way the browser tells. */
  function caret(x, y) {
    if (document.caretPositionFromPoint) {
      const { offsetNode: node, offset } = document.caretPositionFromPoint(x, y) || {};
      return { node, offset };
    }
    const { startContainer: node, startOffset: offset } = document.caretRangeFromPoint?.(x, y) || {};
    return { node, offset };
  }

  /* The name of a picture's file: it stands in the source as it is. */
  const fileOf = ({ nodeName, src }) => nodeName === 'IMG' && /^http[^?#]*\/([^/?#]+)/.exec(src)?.[1];

  /* The words in a line of code, in a block of text, or of a picture. */
  function wordsOf(element, { clientX, clientY }) {
    const pre = element.closest('pre');
    const { node, offset } = caret(clientX, clientY);
    if (pre?.contains(node)) {
      const before = document.createRange();
      before.setStart(pre, 0);
      before.setEnd(node, offset);
      return brief(lineAt(pre.textContent, before.toString().length));
    }
    const block = element.closest(BLOCK);
    return brief(fileOf(element) || (element.alt ?? (block || element).textContent));
  }

  slidekit.source = function (deck) {
    let mouse = null;
    let timer;

    /* The slide under the mouse and the element there, whatever lies above. */
    function under({ clientX, clientY }) {
      for (const element of document.elementsFromPoint(clientX, clientY)) {
        const slide = element.closest('main > section.slide');
        if (slide) { return { element, number: deck.numberOf(slide) }; }
        if (element.closest('.deck-said')) { return { element, number: deck.at().slide }; }
        if (!element.closest('main')) { return {}; }
      }
      return {};
    }

    slidekit.source.open = (slide, text) => slidekit.live.send({ command: 'slidekit-open', slide, text: brief(text) });

    /* The answer: an address for the browser to open, a place to say. */
    slidekit.source.take = function ({ open, place }) {
      if (place) {
        slidekit.trouble.say('place', place);
        clearTimeout(timer);
        timer = setTimeout(slidekit.trouble.say, SHOWN, 'place', '');
      }
      if (EDITOR.test(open)) {
        const link = $('<a hidden>').attr('href', open).appendTo(document.body)[0];
        link.click();
        link.remove();
      }
    };

    slidekit.verbs.source = () => {
      const { element, number } = mouse ? under(mouse) : {};
      slidekit.source.open(number || deck.at().slide, element ? wordsOf(element, mouse) : '');
    };

    /* With Alt, nothing else hears of the mouse: no pen, no dragging, no link. */
    function point(event) {
      if (!event.altKey || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !event.detail && event.type === 'click') { return; }
      const { element, number } = under(event);
      if (!element) { return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === 'click') { slidekit.source.open(number, wordsOf(element, event)); }
    }

    for (const kind of ['pointerdown', 'mousedown', 'click']) {
      document.removeEventListener(kind, slidekit.source.point, true);
      document.addEventListener(kind, point, true);
    }
    slidekit.source.point = point;
    slidekit.listen('source', {
      pointermove: ({ originalEvent: event }) => { mouse = event; },
      mouseout: ({ relatedTarget }) => { mouse = relatedTarget && mouse; }
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
