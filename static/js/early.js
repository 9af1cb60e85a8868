/* Early: settle which view this is, and show the first slide as soon as it is there, in its right size, however long
   the deck behind it is. Runs in the head: there is no body yet. */
(function (root, slidekit) {
  const asked = new URLSearchParams(location.search).get('view');
  const phone = matchMedia('(max-width: 600px) and (orientation: portrait)').matches;
  const views = ['slides', 'read', 'print'];

  function first() {
    const slide = document.querySelector('main > .slide');
    if (!root.classList.contains('is-starting')) { return; }
    if (!slide?.nextElementSibling) {
      requestAnimationFrame(first);
      return;
    }
    if (asked === null && document.body.dataset.view === 'read') { root.dataset.view = 'read'; }
    slidekit.fit.stage();
    slidekit.fit.slide(slide);
    root.classList.remove('is-starting');
  }

  root.dataset.view = views.includes(asked) ? asked : asked === null && phone ? 'read' : 'slides';
  root.classList.toggle('is-starting', root.dataset.view === 'slides');
  if (!location.hash) { requestAnimationFrame(first); }
}(document.documentElement, window.slidekit));
