/* Screen: the whole of it, and awake. */
function start(wakeLock) {
  deal(3);
  Object.defineProperty(navigator, 'wakeLock', { value: wakeLock, configurable: true });
  run('jquery', 'state', 'position', 'deck', 'screen');
  slidekit.deck.start();
  slidekit.screen(slidekit.deck);
  return slidekit.deck;
}

/* A browser's wake lock that counts. */
function clerk() {
  const locks = [];
  return { locks, request: async (kind) => { const lock = new EventTarget(); locks.push([kind, lock]); return lock; } };
}

test('the first move keeps the screen awake, once', async () => {
  const wake = clerk();
  const deck = start(wake);
  equal(wake.locks.length, 0);
  deck.next(); deck.next();
  await frame();
  equal(wake.locks.map(([kind]) => kind), ['screen']);
});

test('it is taken again when the page is seen again after sleep', async () => {
  const wake = clerk();
  const deck = start(wake);
  deck.next();
  deck.set({ started: 1 });
  await frame();
  wake.locks[0][1].dispatchEvent(new Event('release'));
  document.dispatchEvent(new Event('visibilitychange'));
  await frame();
  equal(wake.locks.length, 2);
});

test('a browser that has none, or refuses it, presents all the same', async () => {
  for (const wake of [undefined, { request: async () => { throw new DOMException('no', 'NotAllowedError'); } }]) {
    const deck = start(wake);
    deck.next();
    await frame();
    equal(place(), '2');
    deck.first();
  }
});
