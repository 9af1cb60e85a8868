/* View: reading follows the position, the position the reading; printing from anywhere. */
function start(view) {
  deal(9, (n) => `<div style="height: 600px">This is ${n}</div>`);
  document.body.style.margin = 0;
  document.documentElement.dataset.view = view;
  run('jquery', 'state', 'position', 'deck', 'view');
  slidekit.deck.start();
  slidekit.view(slidekit.deck);
  return slidekit.deck;
}

const top = (n) => Math.round(document.querySelector(`#slide-${n}`).getBoundingClientRect().top);

test('in the reading view a move brings the slide into sight', () => {
  const deck = start('read');
  deck.go({ slide: 5, step: 0 });
  equal(top(5), 0);
});

test('in the reading view scrolling moves the position', async () => {
  start('read');
  scrollTo(0, document.querySelector('#slide-4').offsetTop);
  await frame(); await frame(); await frame();
  equal(['4', '5'].includes(place()), true);
});

test('at the very end one is at the last slide', async () => {
  start('read');
  scrollTo(0, 1e6);
  await frame(); await frame(); await frame();
  equal(place(), '9');
});

test('a move in the reading view is not undone by the scrolling it causes', async () => {
  const deck = start('read');
  deck.go({ slide: 8, step: 0 });
  await frame(); await frame(); await frame();
  equal(place(), '8');
});

test('a switch to reading starts at the slide one had', () => {
  const deck = start('slides');
  deck.go({ slide: 6, step: 0 });
  deck.show('read');
  equal([top(6), place()], [0, '6']);
});

test('printing shows the print view and gives back the slides', () => {
  const deck = start('slides');
  window.dispatchEvent(new Event('beforeprint'));
  equal(deck.view(), 'print');
  window.dispatchEvent(new Event('afterprint'));
  equal(deck.view(), 'slides');
});

test('printing gives back the reading view', () => {
  const deck = start('read');
  window.dispatchEvent(new Event('beforeprint'));
  equal(deck.view(), 'print');
  window.dispatchEvent(new Event('afterprint'));
  equal(deck.view(), 'read');
});

test('printing keeps the place', () => {
  const deck = start('slides');
  deck.go({ slide: 7, step: 0 });
  window.dispatchEvent(new Event('beforeprint'));
  window.dispatchEvent(new Event('afterprint'));
  equal([place(), shown()], ['7', ['slide-7']]);
});
