/* Early: what must be settled before anything is painted, in the head: the view, and the first slide, which is shown in
   its right size as soon as it is there, however long the deck behind it is. The runtime starts after that paint, or at
   the first key, click or touch, whichever comes first. (An address with a position shows nothing until then.) */
(function (root, slidekit) {
  const asked = new URLSearchParams(location.search).get('view');
  const phone = matchMedia('(max-width: 600px) and (orientation: portrait)').matches;
  const views = ['slides', 'read', 'print'];
  const wakes = ['keydown', 'pointerdown', 'touchstart', 'wheel', 'hashchange', 'beforeprint', 'resize'];

  root.dataset.view = views.includes(asked) ? asked : asked === null && phone ? 'read' : 'slides';
  root.classList.toggle('is-starting', location.hash !== '');

  /* Called right after the first slide. */
  slidekit.first = function () {
    if (asked === null && document.body.dataset.view === 'read') { root.dataset.view = 'read'; }
    if (location.hash) { return; }
    slidekit.fit.stage();
    slidekit.fit.slide(document.querySelector('main > .slide'));
  };

  /* Called by the page's last script with all the rest: jQuery alone takes as long as everything before it. */
  slidekit.boot = function (run) {
    function go() {
      for (const kind of wakes) { removeEventListener(kind, go, true); }
      if (run) { run(); }
      run = null;
    }
    if (location.hash || root.dataset.view !== 'slides' || document.body.dataset.view === 'read' || document.hidden) {
      go();
      return;
    }
    for (const kind of wakes) { addEventListener(kind, go, true); }
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)));      // the first paint is between the two
    setTimeout(go, 500);
  };
}(document.documentElement, window.slidekit));
