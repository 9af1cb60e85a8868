/* Early: settle which view this is before anything is painted. Runs in the head, alone: there is no body yet. */
(function (root) {
  const asked = new URLSearchParams(location.search).get('view');
  const phone = matchMedia('(max-width: 600px) and (orientation: portrait)').matches;
  const views = ['slides', 'read', 'print'];
  root.dataset.view = views.includes(asked) ? asked : asked === null && phone ? 'read' : 'slides';
  root.classList.add('is-starting');
}(document.documentElement));
