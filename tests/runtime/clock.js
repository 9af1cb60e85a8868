/* Clock: when it starts, what it counts, what stops it. */
const TEXTS = { lang: 'en', clock: 'Clock', left: 'left', onTime: 'on time', behind: '{} min behind', ahead: '{} min ahead', over: 'over by {}' };
const now = Date.now;
let ahead = 0;

function start(said = {}, view = 'slides') {
  ahead = 0;
  Date.now = () => now() + ahead;
  deal(5);
  Object.assign(document.documentElement.dataset, { at: '1', view });
  for (const [name, value] of Object.entries(said)) { document.body.dataset[name] = value; }
  run('jquery', 'state', 'position', 'fit', 'seek', 'deck', 'listen', 'memory', 'pace', 'log', 'clock');
  Object.assign(slidekit, { name: 'talk', texts: TEXTS });
  slidekit.deck.start();
  slidekit.log(slidekit.deck);
  slidekit.clock(slidekit.deck);
  return slidekit.deck;
}

const near = (found, wanted) => { if (Math.abs(found - wanted) > 400) { throw new Error(`${found} is not near ${wanted}`); } };
const corner = () => document.querySelector('.deck-clock')?.textContent;

test('it starts when somebody leaves the first slide', () => {
  const deck = start();
  equal(deck.state().started, 0);
  deck.next();
  near(deck.state().started, now());
  near(deck.state().since, now());
});

test('nothing else starts it: another window, the memory, scrolling, a step, a way back to the first', () => {
  const deck = start();
  for (const by of ['peer', 'memory', 'scroll']) { deck.go({ slide: 3, step: 0 }, by); }
  deck.go({ slide: 1, step: 0 });
  equal(deck.state().started, 0);
});

test('it counts the time on each slide', () => {
  const deck = start();
  deck.next();
  ahead += 5000;
  deck.next();
  ahead += 3000;
  deck.previous();
  ahead += 2000;
  deck.last();
  near(deck.state().spent[2], 7000);
  near(deck.state().spent[3], 3000);
  near(deck.state().since, now() + 10000);
});

test('a move in another window is counted there', () => {
  const deck = start();
  deck.next();
  ahead += 5000;
  deck.go({ slide: 3, step: 0 }, 'peer');
  equal(deck.state().spent, {});
});

test('a pause counts for no slide', () => {
  const deck = start();
  deck.next();
  ahead += 5000;
  slidekit.verbs.pause();
  near(deck.state().halted, now() + 5000);
  ahead += 60000;
  slidekit.verbs.pause();
  ahead += 1000;
  deck.next();
  equal(deck.state().halted, 0);
  near(deck.state().paused, 60000);
  near(deck.state().spent[2], 6000);
});

test('a slide reached in a pause begins with the end of the pause', () => {
  const deck = start();
  deck.next();
  slidekit.verbs.pause();
  ahead += 5000;
  deck.next();
  ahead += 5000;
  slidekit.verbs.pause();
  ahead += 1000;
  near(slidekit.pace.spent(deck.state(), Date.now())[3], 1000);
});

test('before the start there is nothing to pause', () => {
  const deck = start();
  slidekit.verbs.pause();
  equal(deck.state().halted, 0);
});

test('one press resets nothing, two in three seconds do', () => {
  const deck = start();
  deck.next();
  const { started } = deck.state();
  slidekit.verbs.reset();
  ahead += 4000;
  slidekit.verbs.reset();
  equal(deck.state().started, started);
  ahead += 1000;
  slidekit.verbs.reset();
  const { started: after, since, paused, spent } = deck.state();
  equal([after, since, paused, spent, deck.state().slide], [0, 0, 0, {}, 2]);
});

test('after a reset the clock starts again with the next move', () => {
  const deck = start();
  deck.next();
  slidekit.verbs.reset();
  slidekit.verbs.reset();
  deck.next();
  near(deck.state().started, now());
});

test('the corner is empty until somebody asks, and again after', () => {
  start({ duration: '600' });
  equal(corner(), undefined);
  slidekit.verbs.clock();
  equal(corner().startsWith('10:00 left · '), true);
  slidekit.verbs.clock();
  equal(corner(), undefined);
});

test('the corner says what is late, and by how much one is over', () => {
  const deck = start({ duration: '600' });
  deck.next();
  slidekit.verbs.clock();
  ahead = 360500;
  $(document).trigger('deck:state', {});
  equal(corner().startsWith('3:59 left'), true);
  equal(document.querySelector('.deck-clock').classList.contains('is-late'), true);
  equal(corner().includes(' · 4 min behind · '), true);
  ahead = 680200;
  deck.last();
  equal([corner().startsWith('over by 1:20 · '), document.querySelector('.deck-clock').classList.contains('is-over')], [true, true]);
});

test('without an end the corner counts up', () => {
  const deck = start();
  deck.next();
  ahead = 65300;
  slidekit.verbs.clock();
  equal(corner().startsWith('1:05 · '), true);
});

test('in the speaker window its key halts it, and its words are told', () => {
  const deck = start({}, 'presenter');
  const told = [];
  $(document).on('deck:tick', (event, look) => told.push(look.kind));
  deck.next();
  slidekit.verbs.clock();
  near(deck.state().halted, now());
  equal([corner(), told.length > 0, told[0]], [undefined, true, 'is-good']);
});

test('started twice, it counts once', () => {
  const deck = start();
  slidekit.verbs.clock();
  slidekit.clock(deck);
  equal(document.querySelectorAll('.deck-clock').length, 1);
  deck.next();
  ahead += 5000;
  deck.next();
  near(deck.state().spent[2], 5000);
});
