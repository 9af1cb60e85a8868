/* Memory: what is there again after a reload or a crash. */
function start(visit = 'reload') {
  deal(9);
  document.documentElement.dataset.at = '1';
  run('jquery', 'state', 'position', 'deck', 'memory');
  Object.assign(slidekit, { name: 'talk', visit });
  slidekit.deck.start(slidekit.memory.load());
  slidekit.memory.start();
  return slidekit.deck;
}

const end = (kind) => dispatchEvent(new Event(kind));

test('after a reload everything is as it was', () => {
  const deck = start();
  deck.set({ slide: 4, curtain: 1, started: 1000, ink: { 4: [[1, 2, 3, 4]] } });
  end('pagehide');
  const again = start();
  const { slide, curtain, started, ink } = again.state();
  equal([slide, curtain, started, ink], [4, 1, 1000, { 4: [[1, 2, 3, 4]] }]);
  equal(shown(), ['slide-4']);
});

test('another visit begins anew', () => {
  start().set({ slide: 4, curtain: 1 });
  end('pagehide');
  const { slide, curtain } = start('navigate').state();
  equal([slide, curtain], [1, 0]);
});

test('a change is kept soon, without waiting for the end', async () => {
  start().set({ slide: 3 });
  await pause(400);
  equal(start().state().slide, 3);
});

test('after a crash another tab can go on', async () => {
  start().set({ slide: 5, started: 7 });
  await pause(400);
  sessionStorage.clear();
  const deck = start('navigate');
  slidekit.memory.recover(deck);
  equal([deck.state().slide, deck.state().started], [5, 7]);
});

test('what was put away is no crash', async () => {
  start().set({ slide: 5 });
  await pause(400);
  end('pagehide');
  sessionStorage.clear();
  const deck = start('navigate');
  slidekit.memory.recover(deck);
  equal(deck.state().slide, 1);
});

test('who has moved already stays where they are; the clock goes on', async () => {
  start().set({ slide: 5, started: 7, curtain: 1 });
  await pause(400);
  const deck = start('navigate');
  deck.next();
  slidekit.memory.recover(deck);
  equal([deck.state().slide, deck.state().curtain, deck.state().started], [2, 0, 7]);
});

test('who has pressed black already sees black, in the place of the crash too', async () => {
  start().set({ slide: 1, started: 7, zoom: 200, zoomX: 50 });
  await pause(400);
  const deck = start('navigate');
  deck.black();
  slidekit.memory.recover(deck);
  equal([deck.state().curtain, deck.state().zoom, deck.state().zoomX, deck.state().started], [1, 100, 0, 7]);
});

test('what this deck has kept itself is no crash', async () => {
  const deck = start();
  deck.set({ slide: 6 }, 'hash');
  await pause(400);
  deck.black();
  slidekit.memory.recover(deck);
  equal(deck.state().curtain, 1);
});

test('a crash of long ago is another talk', async () => {
  start().set({ slide: 5, started: 7 });
  await pause(400);
  const deck = start('navigate');
  const { now } = Date;
  Date.now = () => now() + 31 * 60 * 1000;
  slidekit.memory.recover(deck);
  Date.now = now;
  equal([deck.state().slide, deck.state().started], [1, 0]);
});

test('nonsense in the storage is no state', () => {
  for (const kept of ['', 'x', '{', 'null', '7', '{"state":{"slide":"<b>"}}', '{"state":null,"tab":7}', '{"state":{"slide":3},"time":1e15}']) {
    sessionStorage.setItem('talk', kept);
    localStorage.setItem('talk open', kept);
    const deck = start();
    slidekit.memory.recover(deck);
    equal(deck.at(), { slide: 1, step: 0 });
  }
});

test('a place beyond the end, kept from a longer deck, is the last', () => {
  start().set({ slide: 9 });
  end('pagehide');
  deal(3);
  document.documentElement.dataset.at = '1';
  slidekit.deck.start(slidekit.memory.load());
  equal(shown(), ['slide-3']);
});

test('where storage is refused the deck presents all the same', () => {
  const refuse = { get() { throw new DOMException('refused', 'SecurityError'); }, configurable: true };
  Object.defineProperty(window, 'sessionStorage', refuse);
  Object.defineProperty(window, 'localStorage', refuse);
  const deck = start();
  deck.next();
  slidekit.memory.save();
  slidekit.memory.recover(deck);
  equal(shown(), ['slide-2']);
});

test('where storage is full the deck presents all the same', () => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  const deck = start();
  deck.next();
  slidekit.memory.save();
  equal(shown(), ['slide-2']);
});
