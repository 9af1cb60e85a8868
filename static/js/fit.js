/* Fit: the size of the stage, and of what stands on a slide. A slide is fitted once; `again` forgets that, for one slide
   or for all. Runs in the head, before jQuery: the first slide is fitted before the rest is there. Writes nothing but
   custom properties and classes: is-full, is-wide (code that scrolls), is-broken (words), and what a slide is made of (is-statement, is-list, …). */
(function (root, slidekit) {
  const RATIO = 1.08;                                              // from one size to the next
  const SMALLEST = 0.5;                                            // of the theme's own size: the floor
  const SIZES = Array.from({ length: 33 }, (_, n) => SMALLEST * RATIO ** n);      // 0.5 … 5.9
  const LARGEST = { statement: 5.5, list: 2.1, text: 2.1, code: 2.4, picture: 1.6, mixed: 1.5, small: 0.8 };
  const BLOCKS = 'pre, table, iframe, object, aside, dl, [display=block]';
  const SHORT = 90;                                                // so many letters with a title are a statement still,
  const LONG = 240;                                                // so many without one
  const ENLARGED = 3;                                              // a picture of pixels grows so far, a drawing without end
  let fitted = new WeakSet();

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

  function kindOf(slide, body) {
    if (slide.classList.contains('small')) { return 'small'; }
    if (slide.classList.contains('bigtext')) { return 'statement'; }
    const only = body.children.length === 1 && body.firstElementChild;
    if (only && only.matches('pre, .code-block')) { return 'code'; }
    if (body.querySelector(BLOCKS)) { return 'mixed'; }
    if (body.querySelector('img, svg, video, .missing-image')) { return body.querySelector('li') ? 'mixed' : 'picture'; }
    const { length } = body.textContent;
    const long = length > LONG || (length > SHORT && !slide.matches('.untitled, .divider, .title-slide'));
    if (body.querySelector('li, .line-block .line-block')) { return 'list'; }
    return long ? 'text' : 'statement';
  }

  /* Code is monospaced: its width is proportional to its size, so one look tells the size that fills the room. */
  function fitCode(pre) {
    const code = pre.firstElementChild;
    const style = getComputedStyle(pre);
    const room = pre.parentElement.clientWidth - paddings(getComputedStyle(pre.parentElement)) - number(style.borderLeftWidth) - number(style.borderRightWidth);
    const width = (code ? code.offsetWidth + 1 : pre.scrollWidth) + paddings(style);
    if (room > 0) { set(pre, '--code-fit', `${Math.floor(room / width * number(style.fontSize) * 9.95) / 10}px`); }
  }

  function fit(slide) {
    const body = slide && slide.querySelector('.slide-body');
    if (!body || fitted.has(slide) || !slide.offsetWidth || root.dataset.view === 'read') { return; }
    const kind = kindOf(slide, body);
    const style = getComputedStyle(slide);
    const room = number(style.getPropertyValue('--stage-height')) - number(style.paddingTop) - number(style.paddingBottom);
    const fits = () => body.offsetHeight <= room && body.scrollWidth <= body.clientWidth + 1;
    const sizes = SIZES.filter((size) => size <= LARGEST[kind]);
    const all = Array.from(body.querySelectorAll('img'));
    const pictures = all.filter((picture) => picture.naturalWidth);
    if (all.every((picture) => picture.complete)) { fitted.add(slide); }

    slide.classList.add(`is-${kind}`);
    body.classList.remove('is-full');
    set(body, '--fit', 1);
    set(body, '--picture', `${room * 0.4}px`);
    for (const picture of pictures) {
      const drawing = /^data:image\/svg|\.svg$/.test(picture.src);
      set(picture, '--ratio', picture.naturalWidth / picture.naturalHeight);
      set(picture, '--widest', drawing ? '100%' : `${picture.naturalWidth * ENLARGED}px`);
    }
    const codes = body.querySelectorAll('pre');
    for (const pre of codes) { fitCode(pre); }
    const largest = () => search(sizes.length, (n) => { set(body, '--fit', sizes[n]); return fits(); });
    body.classList.remove('is-broken');
    let best = largest();
    if (best === 0 && body.scrollWidth > body.clientWidth + 1 && !codes.length) {
      body.classList.add('is-broken');                             // no size makes its longest word fit
      best = largest();
    }
    set(body, '--fit', sizes[best].toFixed(3));
    if (pictures.length) {
      const shares = 48;
      const share = search(shares, (n) => { set(body, '--picture', `${room * (n + 1) / shares}px`); return fits(); });
      set(body, '--picture', `${room * (share + 1) / shares}px`);
    }
    const full = !fits();
    body.classList.toggle('is-full', full);
    for (const box of [body, ...codes]) {
      const scrolls = box === body ? full : box.scrollWidth > box.clientWidth + 1;
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

  slidekit.fit = { stage, slide: fit, again: (slide) => { if (slide) { fitted.delete(slide); } else { fitted = new WeakSet(); } } };
}(document.documentElement, window.slidekit = window.slidekit || {}));
