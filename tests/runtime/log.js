/* Log: what is kept of a talk, and how it is shown. */
const TEXTS = { lang: 'en', log: 'Log', planned: 'planned', thisRun: 'this time', lastRun: 'last time', sum: 'sum', close: 'Close', onTime: '', ahead: '', behind: '', over: '' };

function start(kept) {
  deal(3);
  document.documentElement.dataset.at = '1';
  document.body.dataset.duration = '300';
  run('jquery', 'state', 'position', 'fit', 'seek', 'deck', 'listen', 'memory', 'pace', 'dialog', 'log', 'clock');
  Object.assign(slidekit, { name: 'talk', texts: TEXTS });
  if (kept) { slidekit.memory.write('log', kept); }
  slidekit.deck.start();
  slidekit.log(slidekit.deck);
  slidekit.clock(slidekit.deck);
  return slidekit.deck;
}

/* A run that began so many ms ago, with so many ms on each slide. */
const give = (ago, spent) => slidekit.deck.set({ started: Date.now() - ago, since: Date.now(), spent });
const kept = () => slidekit.memory.read('log');
const cells = () => [...slidekit.log.table()[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
const end = () => dispatchEvent(new Event('pagehide'));

test('a run is kept by the ids of its slides when the page is left', () => {
  start();
  give(90000, { 1: 30000, 2: 60000 });
  const { started } = slidekit.deck.state();
  end();
  const [{ at, spent }] = kept();
  equal([kept().length, at, spent['slide-2']], [1, started, 60000]);
});

test('a run is kept when its end is reached, and again, as one, when the page is left', () => {
  const deck = start();
  give(90000, { 1: 30000, 2: 60000 });
  equal(kept(), null);
  deck.last();
  equal(kept().length, 1);
  end();
  equal(kept().length, 1);
});

test('a reset keeps the run before', () => {
  start();
  give(90000, { 1: 90000 });
  slidekit.verbs.reset();
  slidekit.verbs.reset();
  equal([kept().length, slidekit.deck.state().started], [1, 0]);
});

test('leafing through for less than a minute is no run', () => {
  const deck = start();
  give(50000, { 1: 20000, 2: 30000 });
  deck.last();
  end();
  equal(kept(), null);
});

test('the last five runs are kept, the latest first', () => {
  start([5, 4, 3, 2, 1].map((at) => ({ at, spent: { 'slide-1': at } })));
  give(90000, { 1: 90000 });
  end();
  equal(kept().slice(1).map(({ at }) => at), [5, 4, 3, 2]);
});

test('each slide has a row: planned, this time, last time; their sum stands above', () => {
  start([{ at: 7, spent: { 'slide-1': 61000, 'slide-3': 5000, gone: 9000 } }]);
  give(90000, { 1: 30000, 2: 80000 });
  equal(cells(), [
    ['', 'planned', 'this time', 'last time'],
    ['sum', '5:00', '1:50', '1:06'],
    ['1 This is 1', '–', '0:30', '1:01'],
    ['2 This is 2', '2:30', '1:20', '–'],
    ['3 This is 3', '2:30', '–', '0:05']
  ]);
});

test('a title is text, whatever is in it', () => {
  start();
  slidekit.deck.slides()[0].setAttribute('aria-label', '1: a <b>b</b>');
  equal([cells()[2][0], slidekit.log.table().find('b').length], ['1 a <b>b</b>', 0]);
});

test('nonsense in the storage is no run', () => {
  for (const nonsense of ['x', 7, {}, [null, 3, 'x', {}, { at: 1.5, spent: {} }, { at: 1, spent: { 'slide-1': 'x' } }]]) {
    start(nonsense);
    equal(cells()[2].slice(0, 3), ['1 This is 1', '–', '–']);
    equal([undefined, '–'].includes(cells()[2][3]), true);
  }
});

test('it opens as a dialog', () => {
  start();
  slidekit.verbs.log();
  equal([document.querySelector('dialog[open]').getAttribute('aria-label'), document.querySelectorAll('dialog .deck-runs tr').length], ['Log', 5]);
});
