/* Sight: what of a slide can be seen, and where, in units of the stage. The other pieces ask it; it judges nothing. */
(function (slidekit) {
  const SEEN = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
  const BLOCKS = 'address, aside, blockquote, caption, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, li, math, ol, p, pre, section, table, td, th, tr, ul, svg, .line, [class*=block]';
  const SAID = 160;                                                // letters of a text that is told
  const LETTERS = 0.1;                                             // of the height of a line: the air above its letters, and below

  const seen = (element) => element.checkVisibility(SEEN) && !element.closest('.visually-hidden, [hidden], script, style, option');
  const tidy = (text) => text.replace(/\s+/g, ' ').trim().slice(0, SAID);
  const said = (element) => tidy(element.innerText ?? element.textContent ?? '') || tidy(element.alt || element.getAttribute('aria-label') || '');
  const clips = (element) => getComputedStyle(element).overflowX !== 'visible' && !element.matches('svg *');

  /* The block that a text belongs to: a paragraph, a cell, a line of code, a label of a drawing. */
  function blockOf(element, slide) {
    const label = element.closest('svg text');
    if (label) { return label; }
    const block = element.closest('math') || element.closest(BLOCKS);
    return block && slide.contains(block) ? block : slide;
  }

  const meet = (one, other) => {
    const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
    return { left, top, width: Math.min(one.left + one.width, other.left + other.width) - left, height: Math.min(one.top + one.height, other.top + other.height) - top };
  };
  const around = (boxes) => {
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    return { left, top, width: Math.max(...boxes.map((box) => box.left + box.width)) - left, height: Math.max(...boxes.map((box) => box.top + box.height)) - top };
  };

  /* A slide as the audience has it: its frame, and the texts on it with their boxes, whole and as far as they are seen;
     where it is alone, if not the `whole` is asked. */
  slidekit.sight = function (slide, whole = true) {
    const frame = slide.getBoundingClientRect();
    const scale = frame.width / slide.offsetWidth || 1;
    const units = ({ left, top, width, height }) => ({ left: (left - frame.left) / scale, top: (top - frame.top) / scale, width: width / scale, height: height / scale });
    const stage = units(frame);
    const windows = new Map();

    /* The part of the stage where an element can be seen: what clips it, clips. */
    function windowOf(element) {
      if (!element || element === slide || !slide.contains(element)) { return null; }
      if (!windows.has(element)) {
        const outer = windowOf(element.parentElement);
        const own = clips(element) ? units(element.getBoundingClientRect()) : null;
        windows.set(element, own && outer ? meet(own, outer) : own || outer);
      }
      return windows.get(element);
    }

    function* texts(root) {
      const range = document.createRange();
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const { data, parentElement: parent } = walk.currentNode;
        if (!data.trim() || !seen(parent)) { continue; }
        range.setStart(walk.currentNode, data.search(/\S/));
        range.setEnd(walk.currentNode, data.trimEnd().length);
        const whole = [...range.getClientRects()].filter((box) => box.width && box.height).map(units);
        if (!whole.length) { continue; }
        const pane = windowOf(parent);
        const boxes = pane ? whole.map((box) => meet(box, pane)).filter((box) => box.width > 0.5 && box.height > 0.5) : whole;
        const drawn = parent.getScreenCTM?.();                     // a drawing has a scale of its own
        const size = parseFloat(getComputedStyle(parent).fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) / scale : 1);
        yield { data, parent, whole, boxes, size, clipped: Boolean(pane) };
      }
    }

    if (!whole) { return { slide, stage, units }; }
    return { slide, stage, units, windowOf, texts: [...texts(slide)], beside: [...document.querySelectorAll('.deck-header, .deck-footer')].flatMap((one) => seen(one) ? [...texts(one)] : []) };
  };
  const inked = (box) => ({ ...box, top: box.top + box.height * LETTERS, height: box.height * (1 - 2 * LETTERS) });
  Object.assign(slidekit.sight, { seen, tidy, said, blockOf, meet, around, inked });
}(window.slidekit));
