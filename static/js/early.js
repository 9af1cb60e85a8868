/* Early: what must be settled before anything is painted, in the head: the view, and the first slide, which is shown in
   its right size as soon as it is there, however long the deck behind it is. The runtime starts after that paint, or at
   the first key, click or touch, whichever comes first. (An address with a position, or a reload, shows nothing
   until then.) */
(function (root, slidekit) {
  const asked = new URLSearchParams(location.search).get('view');
  const phone = matchMedia('(max-width: 600px) and (orientation: portrait)').matches;
  const views = ['slides', 'read', 'presenter', 'print'];
  const wakes = ['keydown', 'pointerdown', 'touchstart', 'wheel', 'hashchange', 'beforeprint', 'resize'];

  root.dataset.view = views.includes(asked) ? asked : asked === null && phone ? 'read' : 'slides';
  slidekit.name = `slidekit ${location.pathname} ${document.title}`;      // all pages from file:// share one storage
  /* A reload goes on where one was, a way back too; another visit begins anew. */
  slidekit.visit = performance.getEntriesByType('navigation')[0]?.type ?? 'navigate';
  const waits = location.hash !== '' || slidekit.visit !== 'navigate';
  root.classList.toggle('is-starting', waits);

  /* Called right after the first slide. */
  slidekit.first = function () {
    if (asked === null && document.body.dataset.view === 'read') { root.dataset.view = 'read'; }
    if (waits) { return; }
    slidekit.fit.stage();
    slidekit.fit.slide(document.querySelector('.is-current'));
  };

  /* Called by the page's last script with all the rest, jQuery and ours, packed: it takes as long to start as everything
     before it. */
  slidekit.boot = function (packed) {
    function go(event) {
      slidekit.printing ||= event?.type === 'beforeprint';         // too late for who begins to listen now
      for (const kind of wakes) { removeEventListener(kind, go, true); }
      if (packed) {
        const script = document.createElement('script');           // the policy knows its hash
        script.textContent = slidekit.inflate(atob(packed));
        document.head.append(script);
        script.remove();
      }
      packed = '';
    }
    if (waits || root.dataset.view !== 'slides' || document.body.dataset.view === 'read' || document.hidden) {
      go();
      return;
    }
    for (const kind of wakes) { addEventListener(kind, go, true); }
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)));      // the first paint is between the two
    setTimeout(go, 500);
  };
}(document.documentElement, window.slidekit));
