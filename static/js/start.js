/* Start: read what the body says and wire the rest. The only file that does something when it is loaded. */
(function (slidekit) {
  const root = document.documentElement;
  const { deck } = slidekit;
  const asked = new URLSearchParams(location.search).has('view');
  deck.start();
  if (!asked && document.body.dataset.view === 'read') { deck.show('read'); }
  slidekit.hash(deck);
  slidekit.keys(deck);
  slidekit.transition(deck);
  root.classList.remove('is-starting');
  slidekit.scale(deck);
  slidekit.view(deck);
}(window.slidekit));
