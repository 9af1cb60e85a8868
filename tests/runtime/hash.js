/* Hash: address and position follow each other. */
function start(address = '') {
  deal(9, (n) => `<p id="part-${n}">This is ${n}</p>`);
  history.replaceState(null, '', location.pathname + address);
  run('jquery', 'state', 'position', 'deck', 'hash');
  slidekit.deck.start();
  slidekit.hash(slidekit.deck);
  return slidekit.deck;
}

function pushed() {
  let count = 0;
  const push = history.pushState;
  history.pushState = (...told) => { count += 1; push.apply(history, told); };
  return () => count;
}

async function type(address) {
  location.hash = address;
  await frame();
  await frame();
}

test('a move is written into the address', () => {
  const deck = start();
  deck.next();
  equal(location.hash, '#2');
});

test('an address is read at the start', () => {
  start('#4');
  equal([place(), shown()], ['4', ['slide-4']]);
});

test('an address that changes moves', async () => {
  start();
  await type('#7');
  equal(place(), '7');
});

test('a name moves to its slide and puts it in focus', async () => {
  start();
  await type('#part-5');
  equal([place(), document.activeElement.id], ['5', 'part-5']);
});

test('reading an address adds no history', async () => {
  start('#4');
  const pages = pushed();
  await type('#part-5');
  equal([place(), pages()], ['5', 0]);
});

test('a move adds one page to the history', () => {
  const deck = start();
  const pages = pushed();
  deck.next();
  equal(pages(), 1);
});

test('scrolling adds none', () => {
  const deck = start();
  const pages = pushed();
  deck.go({ slide: 3, step: 0 }, 'scroll');
  equal([pages(), location.hash], [0, '#3']);
});

test('an address that cannot be read leaves one where one is', async () => {
  const deck = start('#3');
  await type('#%E0%A4%A');
  equal([place(), location.hash], ['3', '#3']);
  equal(deck.at().slide, 3);
});

test('a thousand moves are written without a complaint, and the last one counts', async () => {
  const deck = start();
  for (let n = 0; n < 1000; n += 1) { deck[n % 2 ? 'previous' : 'next'](); }
  deck.last();
  await pause(250);
  equal(location.hash, '#9');
});

test('starting twice listens once', () => {
  const deck = start();
  slidekit.hash(deck);
  const pages = pushed();
  deck.next();
  equal([pages(), location.hash], [1, '#2']);
});
