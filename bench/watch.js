/* Runs in a page before anything of its own: notes when the first slide is seen, and how long each key takes. */
(function () {
  const SLIDE = 'section.slide.is-current, main:not(:has(section.slide))';
  const bench = { first: null, keys: [] };

  function isSeen(element) {
    if (!element || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { return false; }
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  }

  function lookForFirst() {
    const slide = document.querySelector(SLIDE);
    if (!isSeen(slide) || slide.textContent.trim() === '') {
      requestAnimationFrame(lookForFirst);
    } else {
      requestAnimationFrame(function () { bench.first = performance.now(); });
    }
  }

  window.addEventListener('keydown', function (event) {
    const before = document.querySelector(SLIDE);
    requestAnimationFrame(function () {
      const after = document.querySelector(SLIDE);
      const moved = after !== before && isSeen(after) && !isSeen(before);
      requestAnimationFrame(function () {
        bench.keys.push(moved ? performance.now() - event.timeStamp : null);
      });
    });
  }, true);

  window.bench = bench;
  requestAnimationFrame(lookForFirst);
}());
