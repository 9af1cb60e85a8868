/* Fitting: what lies outside the slide, is cut off, or has to be scrolled; the outermost of it, once. */
(function (slidekit) {
  const SLACK = 1.5;                                               // units that rounding takes
  const THINGS = 'img, svg, video, audio, canvas, iframe, object, table, pre, math, figure, aside, hr, .missing-image, .qr';
  const GIVEN = '[data-fit=none], [data-fit=scroll]';              // what the author wants as it is
  const { seen, said, blockOf, around, inked } = slidekit.sight;

  /* By how many units a box lies outside another, and where. */
  function beyond(box, frame) {
    const sides = {
      left: frame.left - box.left, right: box.left + box.width - frame.left - frame.width,
      top: frame.top - box.top, bottom: box.top + box.height - frame.top - frame.height
    };
    const [side, amount] = Object.entries(sides).sort((one, other) => other[1] - one[1])[0];
    return amount > SLACK ? { side, amount: Math.round(amount) } : null;
  }

  /* The line of code that is longest. */
  const longest = (pre) => pre.textContent.split('\n').reduce((one, other) => other.length > one.length ? other : one, '').trim();

  slidekit.fitting = function (look) {
    const { slide, stage, units, texts } = look;
    const found = [];
    const tell = (element, kind, more) => {
      if (!found.some((one) => one.element.contains(element))) {
        found.push({ code: 'overflow', element, kind, tag: element.localName, text: said(element), box: units(element.getBoundingClientRect()), ...more });
      }
    };
    const own = (element) => element.closest(GIVEN) || (element !== slide && !element.closest('.slide-body'));

    for (const box of slide.querySelectorAll('.slide-body, .slide-body *')) {
      if (!box.clientWidth || own(box) || !seen(box) || box.matches('svg *, math *, textarea, select, input, iframe, video, img')) { continue; }
      const style = getComputedStyle(box);
      if (style.overflowX === 'visible' || (style.textOverflow === 'ellipsis' && !box.textContent.trim())) { continue; }
      const [wide, tall] = [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight];
      if (wide <= SLACK && tall <= SLACK) { continue; }
      const scrolls = [style.overflowX, style.overflowY].some((value) => /auto|scroll/.test(value));
      const side = tall > SLACK && (tall >= wide || style.overflowX === 'clip') ? 'bottom' : 'right';
      tell(box, scrolls ? 'scrolls' : 'cut', {
        side, amount: side === 'right' ? wide : tall, whole: box.matches('.slide-body'),
        text: box.matches('pre') && side === 'right' ? longest(box) : box.matches('.slide-body') ? '' : said(box)
      });
    }
    for (const box of slide.querySelectorAll(THINGS.split(', ').map((name) => `.slide-body ${name}`).join())) {
      if (own(box) || !seen(box) || box.closest('svg, math') !== box && box.closest('svg, math') || look.windowOf(box.parentElement)) { continue; }
      const rect = units(box.getBoundingClientRect());
      const out = rect.width && rect.height && !box.closest('.fill') && beyond(rect, stage);
      if (out) { tell(box, 'outside', out); }
    }
    const lost = new Map();
    for (const { parent, whole, clipped } of texts) {
      if (clipped || own(parent)) { continue; }
      const out = beyond(around(whole.map(inked)), stage);
      const block = out && blockOf(parent, slide);
      if (out && !(lost.get(block)?.amount >= out.amount)) { lost.set(block, out); }
    }
    for (const [block, out] of lost) { tell(block, 'outside', out); }
    return found;
  };
}(window.slidekit));
