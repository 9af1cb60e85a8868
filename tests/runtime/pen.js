/* Pen: strokes on the slide. */
function start(remembered) {
  deal(3);
  document.head.insertAdjacentHTML('beforeend', `<style>
    :root { --stage-width: 1280px; --stage-height: 720px }
    .slide { position: fixed; left: 0; top: 0; width: 1280px; height: 720px } .deck-ink { position: fixed; left: 0; top: 0; width: 1280px }</style>`);
  run('jquery', 'state', 'position', 'deck', 'listen', 'point', 'mode', 'pen');
  slidekit.deck.start(remembered);
  slidekit.pen(slidekit.deck);
  return slidekit.deck;
}

const paper = () => document.querySelector('.deck-ink');
const drawn = () => paper().lastChild.getAttribute('d');

function point(kind, clientX, clientY, settings) {
  paper().dispatchEvent(new PointerEvent(`pointer${kind}`, { bubbles: true, clientX, clientY, pointerId: 1, ...settings }));
}

function draw(...places) {
  point('down', ...places[0]);
  for (const place of places.slice(1)) { point('move', ...place); }
  point('up', ...places.at(-1));
}

test('a stroke is whole tenths in the state, by slide', () => {
  const deck = start();
  deck.next();
  draw([10, 20], [30.04, 20]);
  equal(deck.state().ink, { 2: [[100, 200, 300, 200]] });
  equal(slidekit.state.sane(deck.state()) !== null, true);
});

test('it is seen twice: a line on its halo', () => {
  start();
  draw([10, 20], [30, 20]);
  equal([...paper().children].map((path) => path.getAttribute('d')), ['M100,200L100,200,300,200', 'M100,200L100,200,300,200']);
});

test('a click is a dot', () => {
  const deck = start();
  draw([10, 20]);
  equal([deck.state().ink[1], drawn()], [[[100, 200]], 'M100,200L100,200']);
});

test('points closer than two units are dropped', () => {
  const deck = start();
  draw([10, 20], [11, 20], [11.9, 20], [12, 20], [12, 21]);
  equal(deck.state().ink[1], [[100, 200, 120, 200]]);
});

test('the line is seen at once; the state follows a few times a second', async () => {
  const deck = start();
  const before = deck.state().ink;
  point('down', 10, 20);
  point('move', 30, 20);
  equal([drawn(), deck.state().ink === before], ['M100,200L100,200,300,200', true]);
  await pause(80);
  point('move', 50, 20);
  const told = deck.state().ink;
  equal(told, { 1: [[100, 200, 300, 200, 500, 200]] });
  point('move', 70, 20);
  equal(told, { 1: [[100, 200, 300, 200, 500, 200]] });
  point('up', 70, 20);
  equal(deck.state().ink, { 1: [[100, 200, 300, 200, 500, 200, 700, 200]] });
});

test('another finger and another button draw nothing', () => {
  const deck = start();
  point('down', 10, 20, { button: 2 });
  equal(deck.state().ink, {});
  point('down', 10, 20);
  point('down', 500, 500, { pointerId: 2 });
  point('move', 600, 600, { pointerId: 2 });
  point('up', 600, 600, { pointerId: 2 });
  point('move', 30, 20);
  point('up', 30, 20);
  equal(deck.state().ink[1], [[100, 200, 300, 200]]);
});

test('undo takes the last stroke of this slide, clear all of them', () => {
  const deck = start();
  draw([10, 20]); draw([30, 20]);
  deck.next();
  draw([50, 20]);
  slidekit.verbs.undo();
  slidekit.verbs.undo();
  equal(deck.state().ink, { 1: [[100, 200], [300, 200]] });
  deck.previous();
  slidekit.verbs.undo();
  equal([deck.state().ink, drawn()], [{ 1: [[100, 200]] }, 'M100,200L100,200']);
  draw([70, 20]);
  slidekit.verbs.clear();
  equal([deck.state().ink, drawn()], [{}, '']);
});

test('a move ends the stroke, which stays on its slide', () => {
  const deck = start();
  point('down', 10, 20);
  point('move', 30, 20);
  deck.next();
  point('move', 50, 20);
  equal([deck.state().ink, drawn()], [{ 1: [[100, 200, 300, 200]] }, '']);
});

test('the strokes of another window, and of before a reload, are seen', () => {
  const deck = start({ ink: { 1: [[1, 2, 3, 4]] } });
  equal(drawn(), 'M1,2L1,2,3,4');
  deck.set({ ink: { 1: [[1, 2], [5, 6, 7, 8]] } }, 'peer');
  equal(drawn(), 'M1,2L1,2M5,6L5,6,7,8');
});

test('a state that was told is never changed', () => {
  const deck = start();
  draw([10, 20]);
  const first = deck.state().ink;
  draw([30, 20]);
  equal(first, { 1: [[100, 200]] });
});

test('no slide has more strokes than a state may have', () => {
  const deck = start();
  deck.set({ ink: { 1: new Array(2000).fill([1, 2]) } });
  draw([10, 20], [30, 20]);
  equal(deck.state().ink[1].length, 2000);
});

test('no stroke has more numbers than a state may have', () => {
  const deck = start();
  equal(slidekit.state.sane({ ...deck.state(), ink: { 1: [new Array(slidekit.state.POINTS).fill(0)] } }) !== null, true);
  slidekit.state.POINTS = 200;                                     // to draw so many takes a minute
  slidekit.pen(deck);
  point('down', 0, 0);
  for (let n = 1; n <= 110; n += 1) { point('move', n % 2 * 100, 50); }
  point('up', 0, 0);
  equal(deck.state().ink[1][0].length, 200);
});

test('an edit that changes the size of the sheet changes the measure of its lines', () => {
  start();
  document.documentElement.style.setProperty('--stage-width', '960px');
  $(document).trigger('deck:edit');
  equal(paper().getAttribute('viewBox'), '0 0 9600 7200');
});

test('started twice, it draws once', () => {
  const deck = start();
  slidekit.pen(deck);
  draw([10, 20], [30, 20]);
  equal([document.querySelectorAll('.deck-ink').length, deck.state().ink[1].length], [1, 1]);
});

test('what was cleared comes back by undo, as long as nothing was drawn since', () => {
  const deck = start();
  draw([10, 20], [30, 20]);
  draw([50, 20], [70, 20]);
  slidekit.verbs.clear();
  equal(deck.state().ink, {});
  slidekit.verbs.undo();
  equal(deck.state().ink[1].length, 2);
  slidekit.verbs.clear();
  draw([10, 20], [30, 20]);
  slidekit.verbs.undo();
  equal(deck.state().ink, {});
});
