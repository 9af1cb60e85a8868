/* Start: wire the rest. The only file that does something when it is loaded. */
(function ($, slidekit) {
  const { deck, memory } = slidekit;
  const asked = new URLSearchParams(location.search).has('view');
  $('.deck-style').remove();
  $('<style class="deck-style">').text(slidekit.css || '').appendTo('head');      // in layers, so the place does not matter
  deck.start(memory.load());
  if (!asked && document.body.dataset.view === 'read') { deck.show('read'); }
  memory.start();
  for (const piece of ['hash', 'keys', 'screen', 'transition', 'find', 'help', 'pen', 'laser', 'progress', 'zoom', 'mouse', 'touch', 'media', 'announce', 'log', 'presenter', 'clock', 'sync', 'speaker']) { slidekit[piece](deck); }
  document.documentElement.classList.remove('is-starting');
  slidekit.scale(deck);
  slidekit.view(deck);
  slidekit.pages(deck);
  slidekit.move?.(deck);                                           // if there is moving code
  slidekit.live?.(deck);                                           // in a served page
}(jQuery, window.slidekit));
