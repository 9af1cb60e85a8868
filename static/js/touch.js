/* Touch: a swipe or a tap at the side moves, a tap elsewhere shows and hides the controls. What scrolls, or has a job of
   its own, keeps its touches; two fingers are the browser's. Where one reads, only the tap is ours. */
(function ($, slidekit) {
  const FAR = 50;
  const NEAR = 10;
  const LONG = 700;                                                // ms: longer is no swipe and no tap
  const EDGE = 0.15;                                               // of the window's width
  const CLICKED = 100;                                             // a tap's click has come by then, but for a busy machine

  slidekit.touch = function (deck) {
    let start = null;
    let owed = false;                                              // a tap's click has not come yet

    function begin({ touches, target, timeStamp: time }) {
      owed = false;
      const [{ clientX: x, clientY: y }] = touches;
      const free = /slides|read/.test(deck.view()) && touches.length === 1 && visualViewport.scale <= 1
        && !document.documentElement.classList.contains('is-pen') && !slidekit.point.isBusy(target);
      start = free && { x, y, time };
    }

    function turn(left) { if (left === deck.isRtl()) { deck.next(); } else { deck.previous(); } }

    /* What a tap brings to light is not pressed by it. */
    function judge(event) {
      if (owed && event.target.closest('.deck-controls')) {
        event.preventDefault();
        event.stopPropagation();
      }
      owed = false;
    }

    function show() {
      owed = true;
      setTimeout(slidekit.controls, CLICKED);
    }

    function end(event) {
      if (!start || event.timeStamp - start.time > LONG || !getSelection().isCollapsed) { return; }
      const { clientX, clientY } = event.changedTouches[0];
      const way = clientX - start.x;
      const aside = Math.abs(clientY - start.y);
      const share = clientX / innerWidth;
      start = null;
      if (deck.view() === 'read') {                                // one reads by scrolling
        if (Math.hypot(way, aside) <= NEAR) { show(); }
      } else if (Math.abs(way) > Math.max(FAR, 2 * aside)) {
        if (deck.state().zoom === 100) { turn(way > 0); }
      } else if (Math.hypot(way, aside) > NEAR) {
        return;
      } else if (Math.abs(share - 0.5) > 0.5 - EDGE) {
        event.preventDefault();                                    // or the click goes to the next slide
        turn(share < EDGE);
      } else { show(); }
    }

    function forget() { start = null; }

    document.removeEventListener('scroll', slidekit.touch.forget, true);
    document.addEventListener('scroll', slidekit.touch.forget = forget, true);      // of what stands on a slide: does not bubble
    document.removeEventListener('click', slidekit.touch.judge, true);
    document.addEventListener('click', slidekit.touch.judge = judge, true);         // before the controls hear of it
    slidekit.listen('touch', { touchstart: begin, touchend: end, touchcancel: forget });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
