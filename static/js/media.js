/* Media: what starts by itself plays while its slide is shown, and nowhere else. A viewer who wants less motion gets the
   controls instead of a moving picture; in the speaker's window nothing is heard. */
(function ($, slidekit) {
  const PLAYERS = 'video, audio';

  slidekit.media = function (deck) {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const started = new Set();
    const staged = () => /slides|presenter/.test(deck.view());
    const players = (slide) => slide ? Array.from(slide.querySelectorAll(PLAYERS)) : [];
    const isHeld = (one) => still.matches && one.nodeName === 'VIDEO';

    function stop(one) {
      one.pause();
      if (started.delete(one)) { one.currentTime = 0; }
    }

    function start(one) {
      started.add(one);
      one.play().catch(({ name }) => { if (name === 'NotAllowedError' && 'bare' in one.dataset) { one.controls = true; } });
    }

    function show(slide) {
      const isShown = staged() && slide === deck.current();
      for (const one of players(slide)) {
        const { autoplay, bare } = one.dataset;
        const plays = isShown && autoplay !== undefined && !isHeld(one) && !one.closest('[data-step]:not(.is-shown)');
        if (bare !== undefined) { one.controls = deck.view() === 'read' || (staged() && autoplay !== undefined && isHeld(one)); }
        if (plays && !started.has(one)) { start(one); }
        if (!plays && started.has(one)) { stop(one); }
      }
    }

    /* A film that nobody has seen has no picture for paper and overview; a browser makes one when it is sought. */
    function wake(one) { if (one.nodeName === 'VIDEO' && one.readyState && one.paused && !one.poster && !one.currentTime) { one.currentTime = 0.001; } }
    const woken = ({ target }) => wake(target);

    function hush({ target }) { if (deck.view() === 'presenter') { target.muted = true; } }

    slidekit.listen('media', {
      'deck:change'(event, { leaving, entering }) {
        if (leaving !== entering) { players(leaving).forEach(stop); }
        show(entering);
      },
      'deck:edit': () => show(deck.current()),
      'deck:view': () => deck.slides().forEach(show)
    });
    document.removeEventListener('play', slidekit.media.hush, true);
    document.addEventListener('play', slidekit.media.hush = hush, true);      // it does not bubble
    document.removeEventListener('loadedmetadata', slidekit.media.woken, true);
    document.addEventListener('loadedmetadata', slidekit.media.woken = woken, true);
    document.querySelectorAll('main video').forEach(wake);
    still.onchange = () => show(deck.current());
    if (staged()) { show(deck.current()); }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
