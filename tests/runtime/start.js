/* Start: what the body says is read, and everything is wired. */
function start(address = '', said = {}) {
  deal(5);
  Object.assign(document.body.dataset, { view: 'slides', keys: 'yes', transition: 'none' }, said);
  history.replaceState(null, '', location.pathname + address);
  run('fit', 'early', 'jquery', 'state', 'position', 'deck', 'listen', 'memory', 'likeness', 'point', 'mode', 'keymap', 'dialog', 'seek', 'list', 'hash', 'keys', 'screen', 'scale', 'morph', 'transition', 'view', 'pages', 'find', 'help', 'pen', 'laser', 'zoom', 'mouse', 'touch', 'progress', 'media', 'announce', 'pace', 'log', 'presenter', 'clock', 'sync', 'speaker', 'start');
}

test('the deck works from keys to address', () => {
  start();
  press('ArrowRight');
  equal([place(), shown(), location.hash], ['2', ['slide-2'], '#2']);
});

test('the deck opens at its address', () => {
  start('#3');
  equal([place(), shown()], ['3', ['slide-3']]);
});

test('nothing is hidden any more', () => {
  start();
  equal(document.documentElement.classList.contains('is-starting'), false);
});

test('the author may prefer reading', () => {
  start('', { view: 'read' });
  equal(document.documentElement.dataset.view, 'read');
});

test('who asks for slides gets them all the same', () => {
  start('?view=slides', { view: 'read' });
  equal(document.documentElement.dataset.view, 'slides');
});

test('one name is added to the window', () => {
  const before = Object.keys(window);
  start();
  equal(Object.keys(window).filter((name) => !before.includes(name)).sort(), ['$', 'jQuery', 'slidekit']);
});

test('starting twice is harmless', () => {
  start();
  run('start');
  press('ArrowRight');
  equal([place(), location.hash], ['2', '#2']);
});
