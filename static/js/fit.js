/* Fit: the size of the stage, and of what stands on a slide. A slide is fitted once; `again` forgets that, for one slide
   or for all. Runs in the head, before jQuery: the first slide is fitted before the rest is there. Writes nothing but
   custom properties and classes: is-full, is-wide (code that scrolls), is-broken (words), and what a slide is made of (is-statement, is-list, …). */
(function (root, slidekit) {
  const RATIO = 1.08;                                              // from one size to the next
  const SMALLEST = 0.5;                                            // of the theme's own size: the floor
  const SIZES = Array.from({ length: 44 }, (_, n) => SMALLEST * RATIO ** n);      // 0.5 … 13.7
  const LARGEST = { statement: 5.5, list: 2.1, text: 2.1, code: 2.4, picture: 1.6, mixed: 1.5, small: 0.8 };
  const BLOCKS = 'pre, table, iframe, object, aside, dl, [display=block], .columns';
  const SHORT = 90;                                                // so many letters with a title are a statement still,
  const LONG = 240;                                                // so many without one
  const ENLARGED = 3;                                              // a picture of pixels grows so far, a drawing or a film without end
  let fitted = new WeakMap();                                      // for paper or not

  const set = (element, name, value) => element.style.setProperty(name, value);
  const number = (text) => parseFloat(text) || 0;
  const paddings = (style) => number(style.paddingLeft) + number(style.paddingRight);

  /* The index of the last size that fits; the first if none does. */
  function search(count, fits) {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(middle)) { low = middle; } else { high = middle - 1; }
    }
    return low;
  }

  /* What is not seen in this view, as a selector (layer `shown`). */
  const onPaper = () => /read|print/.test(root.dataset.view);
  const unseen = () => onPaper() ? '.slide-display, .hidden:not(.print)' : '.handout, .print, .hidden:not(.slide-display)';

  function kindOf(slide, whole) {
    let body = whole;
    if (body.querySelector(unseen())) {
      body = body.cloneNode(true);
      for (const one of body.querySelectorAll(unseen())) { one.remove(); }
    }
    if (slide.classList.contains('small')) { return 'small'; }
    if (slide.matches('.bigtext, .cover, .layout-statement, .layout-quote, .layout-big-number')) { return 'statement'; }
    const only = body.children.length === 1 && body.firstElementChild;
    if (slide.matches('.layout-code') || only && only.matches('pre, .code-block, .magic-move, div:has(> [display=block])')) { return 'code'; }
    if (body.querySelector(BLOCKS)) { return 'mixed'; }
    const { length } = body.textContent;
    const pictures = Array.from(body.querySelectorAll('img, svg, video, canvas, .missing-image'));
    const beside = slide.matches('[class*=layout-picture-]');
    if (!beside && pictures.some((one) => !slide.matches('.untitled:not(.layout-full-picture)') || !one.closest('.fill'))) { return length > LONG || body.querySelector('li, .align-left, .align-right') ? 'mixed' : 'picture'; }
    const long = length > LONG || slide.matches('.two-columns') || (length > SHORT && !slide.matches('.untitled, .divider, .title-slide'));
    const list = body.querySelector('li, .line-block .line-block');
    return !list && !long ? 'statement' : beside ? 'mixed' : list ? 'list' : 'text';
  }

  /* Code is monospaced: its width is proportional to its size, so one look tells the size that fills the room. */
  function fitCode(pre) {
    const stack = pre.closest('.magic-move') || pre;                // all of its blocks have one size
    const codes = Array.from(stack.querySelectorAll('pre > :first-child'), (code) => code.offsetWidth + 1);
    const style = getComputedStyle(pre);
    const around = getComputedStyle(stack.parentElement);
    const columns = number(around.columnCount) || 1;
    const whole = stack.parentElement.clientWidth - paddings(around) - (columns - 1) * number(around.columnGap);
    const room = whole / columns - number(style.borderLeftWidth) - number(style.borderRightWidth);
    const width = (codes[0] ? Math.max(...codes) : pre.scrollWidth) + paddings(style);
    if (room > 0) { set(stack, '--code-fit', `${Math.floor(room / width * number(style.fontSize) * 9.95) / 10}px`); }
  }

  function fit(slide) {
    const body = slide && slide.querySelector('.slide-body');
    if (!body || fitted.get(slide) === onPaper() || !slide.offsetWidth || root.dataset.view === 'read') { return; }
    const kind = kindOf(slide, body);
    const style = getComputedStyle(slide);
    const room = number(style.getPropertyValue('--stage-height')) - number(style.paddingTop) - number(style.paddingBottom);
    const wide = () => boxes.some((box) => box.scrollWidth > box.clientWidth + 1);
    const boxes = [body, ...body.querySelectorAll('.column')];
    const kept = root.dataset.view !== 'print' && body.querySelector('[data-fit=none]');       // code that may lie outside
    const fits = () => body.offsetHeight <= room && (kept || !wide());
    const sizes = SIZES.filter((size) => slide.matches('.bigtext') || size <= LARGEST[kind]);
    const all = Array.from(body.querySelectorAll('img, video, canvas'), (one) => [one, one.naturalWidth ?? one.videoWidth ?? one.width, one.naturalHeight ?? one.videoHeight ?? one.height]);
    const pictures = all.filter(([, width]) => width);
    if (all.every(([one, width]) => width || (one.complete ?? one.error))) { fitted.set(slide, onPaper()); }

    for (const name of Object.keys(LARGEST)) { slide.classList.toggle(`is-${name}`, name === kind); }
    body.classList.remove('is-full');
    set(body, '--fit', 1);
    set(body, '--picture', `${room * 0.4}px`);
    for (const [picture, width, height] of pictures) {
      const drawing = picture.nodeName !== 'IMG' || /^data:image\/svg|\.svg(\?|$)/.test(picture.src);
      set(picture, '--ratio', width / height);
      set(picture, '--widest', drawing ? '100%' : `${width * ENLARGED}px`);
    }
    const codes = body.querySelectorAll('pre');
    for (const pre of codes) {
      pre.classList.remove('is-wide');                               // on paper it would be broken into lines, and no longer wide
      fitCode(pre);
    }
    const largest = () => search(sizes.length, (n) => { set(body, '--fit', sizes[n]); return fits(); });
    body.classList.remove('is-broken');
    body.classList.add('is-unbroken');                             // cells of a table, if that leaves them large
    let best = largest();
    if (sizes[best] < 0.7) {
      body.classList.remove('is-unbroken');
      best = largest();
    }
    if (best === 0 && wide() && !codes.length) {
      body.classList.add('is-broken');                             // no size makes its longest word fit
      best = largest();
    }
    set(body, '--fit', kept && best === 0 ? 1 : sizes[best].toFixed(3));
    if (boxes.length > 1 || slide.matches('.two-columns')) { codes.forEach(fitCode); }              // the gap between columns grows with the text
    if (pictures.length || body.querySelector('.qr, .frame, .diagram, [data-fit=scroll]')) {
      const shares = 48;
      const share = search(shares, (n) => { set(body, '--picture', `${room * (n + 1) / shares}px`); return fits(); });
      set(body, '--picture', `${room * (share + 1) / shares}px`);
    }
    const full = !kept && !fits();
    body.classList.toggle('is-full', full);
    for (const box of [body, ...codes]) {
      const larger = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      const scrolls = box === body ? full : larger && !(kept && box.dataset.fit === 'none');
      box.classList.toggle('is-wide', scrolls && box !== body);
      if (scrolls) { box.tabIndex = 0; } else { box.removeAttribute('tabindex'); }
    }
  }

  function stage() {
    const style = getComputedStyle(root);
    const width = number(style.getPropertyValue('--stage-width')) || 1280;
    const height = number(style.getPropertyValue('--stage-height')) || 720;
    set(root, '--scale', Math.min(innerWidth / width, innerHeight / height));
  }

  slidekit.fit = { stage, slide: fit, unseen, again: (slide) => { if (slide) { fitted.delete(slide); } else { fitted = new WeakMap(); } } };
}(document.documentElement, window.slidekit = window.slidekit || {}));
