/* Progress: a bar and a number. */
function start(settings = {}) {
  deal(4);
  document.querySelector('#slide-2').dataset.steps = 3;
  document.querySelector('#slide-4').dataset.steps = 1;
  if (settings.titled) { document.querySelector('#slide-1').classList.add('title-slide'); }
  Object.assign(document.body.dataset, settings.said);
  run('jquery', 'state', 'position', 'deck', 'listen', 'progress');
  slidekit.deck.start();
  slidekit.progress(slidekit.deck);
  return slidekit.deck;
}

const share = () => Number(document.querySelector('.deck-progress').style.getPropertyValue('--share'));
const number = () => document.querySelector('.deck-number').dataset.number;

test('each slide is as much, and a step its share of that; at the end it is all', () => {
  const deck = start();
  const seen = [share()];
  for (let n = 0; n < 7; n += 1) { deck.next(); seen.push(share()); }
  equal(seen, [0.25, 0.3125, 0.375, 0.4375, 0.5, 0.75, 0.875, 1]);
});

test('the number counts slides, and is no text', () => {
  const deck = start();
  equal(number(), '1 / 4');
  deck.last();
  equal([number(), document.querySelector('.deck-number').textContent], ['4 / 4', '']);
});

test('the title slide has none', () => {
  const deck = start({ titled: true });
  equal(number(), '');
  deck.next();
  equal(number(), '2 / 4');
});

test('the author may want neither', () => {
  start({ said: { progress: 'no', numbers: 'no' } });
  slidekit.deck.next();
  equal(document.querySelectorAll('.deck-progress, .deck-number').length, 0);
});

test('neither is read aloud', () => {
  start();
  equal([...document.querySelectorAll('.deck-progress, .deck-number')].map((one) => one.getAttribute('aria-hidden')), ['true', 'true']);
});

test('a deck without slides has no way', () => {
  deal(0);
  run('jquery', 'state', 'position', 'deck', 'listen', 'progress');
  slidekit.deck.start();
  slidekit.progress(slidekit.deck);
  equal(number(), undefined);
});
