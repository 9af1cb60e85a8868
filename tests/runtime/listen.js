/* Listen: the document's events. */
test('a piece that is started twice hears an event once', () => {
  deal(1);
  run('jquery', 'listen');
  const heard = [];
  slidekit.listen('ear', { 'deck:change': () => heard.push('first') });
  slidekit.listen('ear', { 'deck:change': (event, told) => heard.push(told.by) });
  jQuery(document).trigger('deck:change', { by: 'peer' });
  equal(heard, ['peer']);
});

test('pieces take no events from each other', () => {
  deal(1);
  run('jquery', 'listen');
  const heard = [];
  slidekit.listen('one', { keydown: () => heard.push(1) });
  slidekit.listen('two', { keydown: () => heard.push(2), keyup: () => heard.push(3) });
  press('a');
  equal(heard, [1, 2]);
});
