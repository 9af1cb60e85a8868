/* Announce: what is said of a move. */
function start(inside = (n) => `<p>This is ${n}</p>`) {
  deal(3, inside);
  run('jquery', 'state', 'position', 'fit', 'seek', 'deck', 'listen', 'mode', 'announce');
  slidekit.texts = { black: 'Black screen', white: 'White screen', pen: 'Pen', on: 'on', off: 'off' };
  slidekit.mode('pen');
  slidekit.deck.start();
  slidekit.announce(slidekit.deck);
  return slidekit.deck;
}

const said = () => document.querySelector('[role=status][aria-atomic=true]').textContent;
const wait = () => pause(220);

test('nothing is said until somebody moves', async () => {
  start();
  await wait();
  equal(said(), '');
});

test('number and text are said after the last move, once, and are gone a second later', async () => {
  const deck = start();
  deck.next();
  await pause(80);
  deck.next();
  await pause(100);
  equal(said(), '');
  await pause(120);
  equal(said(), '3 / 3 This is 3');
  await pause(1000);
  equal(said(), '');
});

test('pictures say what they show; nothing hidden is said', async () => {
  const deck = start((n) => `<p>a <img alt="a cat" src="data:,"> b</p>
    <script>let x;</script><style>p {}</style><p aria-hidden="true">c</p><p data-step="1">d</p> <p>e</p>${n}`);
  deck.next();
  await wait();
  equal(said(), '2 / 3 a a cat b e2');
});

test('of a step, what it brought', async () => {
  const deck = start(() => '<p>a</p> <ul data-step="1"><li data-step="1">b</li> <li data-step="2">c <img alt="d" src="data:,"></li></ul> <p data-step="2">e</p>');
  document.querySelector('#slide-1').dataset.steps = 2;
  deck.next();
  await wait();
  equal(said(), '1 / 3 b ');
  deck.next();
  await wait();
  equal(said(), '1 / 3 c de');
  deck.previous();
  await wait();
  equal(said(), '1 / 3 ');
});

test('several steps at once are said together', async () => {
  const deck = start(() => '<p data-step="1">a</p> <p data-step="2">b</p>');
  document.querySelector('#slide-1').dataset.steps = 2;
  deck.next(); deck.next();
  await wait();
  equal(said(), '1 / 3 ab');
});

test('the curtain and the pen are said', async () => {
  const deck = start();
  deck.black();
  await wait();
  equal(said(), 'Black screen');
  deck.white();
  await wait();
  equal(said(), 'White screen');
  deck.white();
  await wait();
  equal(said(), '1 / 3 ');
  slidekit.verbs.pen();
  await wait();
  equal(said(), 'Pen: on');
  slidekit.verbs.pen();
  await wait();
  equal(said(), 'Pen: off');
});

test('who reads hears nothing: the slides are all there', async () => {
  const deck = start();
  deck.show('read');
  deck.next();
  await wait();
  equal(said(), '');
});

test('ink, time and zoom are not said', async () => {
  const deck = start();
  deck.set({ started: 5, zoom: 200, ink: { 1: [[1, 2]] } });
  await wait();
  equal(said(), '');
});

test('what a step lights is said, what it hides is not', async () => {
  const deck = start((n) => n > 1 ? 'x' : '<p data-step="1-1">gone</p><p data-step="3">later</p><code data-lit="0"><i data-lit="0-1">one</i> <i data-lit="2">two</i> three</code>');
  document.querySelector('.slide').dataset.steps = 3;
  const story = [];
  for (const step of [1, 2, 1]) {
    deck.go({ slide: 1, step });
    await wait();
    story.push(said());
  }
  equal(story, ['1 / 3 gone', '1 / 3 two', '1 / 3 goneone']);
});
