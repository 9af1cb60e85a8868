/* Mode: what the pointer is. */
function start() {
  deal(2);
  run('jquery', 'state', 'position', 'deck', 'mode');
  slidekit.deck.start();
  const heard = [];
  jQuery(document).on('deck:mode', (event, told) => heard.push(told));
  return heard;
}

const classes = () => document.documentElement.className;

test('its verb turns it on and off, and tells', () => {
  const heard = start();
  const on = slidekit.mode('brush');
  equal([on(), classes()], [false, '']);
  slidekit.verbs.brush();
  equal([on(), classes()], [true, 'is-brush']);
  slidekit.verbs.brush();
  equal([on(), classes()], [false, '']);
  equal(heard, [{ name: 'brush', on: true }, { name: 'brush', on: false }]);
});

test('Esc ends it, if it is on', () => {
  start();
  const on = slidekit.mode('brush');
  const end = () => slidekit.ends.some((one) => one());
  equal(end(), false);
  slidekit.verbs.brush();
  equal([end(), on(), end()], [true, false, false]);
});
