const sockets = [];
window.WebSocket = class {
  static OPEN = 1;
  static CLOSED = 3;
  readyState = 1;
  sent = [];
  constructor(address) {
    this.address = address;
    sockets.push(this);
    setTimeout(() => this.onopen?.());
  }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.readyState = 3; }
  tell(message) { this.onmessage({ data: JSON.stringify({ command: 'slidekit', ...message }) }); }
};

async function start(count = 3) {
  deal(count);
  document.documentElement.dataset.live = 'v.1';
  run('jquery', 'state', 'position', 'deck', 'listen', 'pace', 'live');
  window.took = [];
  const note = (name) => Object.assign(() => {}, { apply: (what) => took.push([name, what]), take: (what) => took.push([name, what]), say: (...said) => took.push(['say', ...said]) });
  Object.assign(slidekit, { patch: note('patch'), trouble: note('trouble'), source: note('source'), texts: { gone: 'gone' } });
  slidekit.deck.start();
  slidekit.live(slidekit.deck);
  await pause(10);
  took.length = 0;
  return sockets.at(-1);
}

test('a page that is not served asks for nothing', async () => {
  deal(1);
  run('jquery', 'state', 'position', 'deck', 'listen', 'live');
  slidekit.live(slidekit.deck);
  equal([sockets.length, slidekit.name], [0, undefined]);
});

test('it says hello and which version it is', async () => {
  const { sent } = await start();
  equal(sent, [
    { command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] },
    { command: 'slidekit', path: location.pathname, version: 'v.1', role: 'slides' }
  ]);
});

test('what leads from its version is taken over', async () => {
  const socket = await start();
  socket.tell({ from: 'v.1', version: 'v.2', slides: { start: 0, end: 1, items: ['x'] }, ids: ['a'] });
  equal(took, [['patch', { slides: { start: 0, end: 1, items: ['x'] }, ids: ['a'] }]]);
  equal(document.documentElement.dataset.live, 'v.2');
});

test('a whole deck replaces whatever is there', async () => {
  const socket = await start();
  socket.tell({ from: null, version: 'w.9', slides: { start: 0, end: 7, items: ['x'] } });
  equal(took, [['patch', { slides: { items: ['x'] } }]]);
});

test('what leads from another version is not, and it joins again', async () => {
  const socket = await start();
  socket.tell({ from: 'v.7', version: 'v.8', slides: { start: 0, end: 1, items: ['x'] }, troubles: {} });
  socket.tell({ from: 'v.8', version: 'v.9', frame: {} });
  await pause(400);
  equal([took, socket.sent.length, document.documentElement.dataset.live], [[], 3, 'v.1']);
});

test('when the server has a deck at last, it joins again and is not loaded again', async () => {
  const socket = await start();
  window.stays = true;
  socket.tell({ reload: true, stale: true });
  await pause(400);
  equal([socket.sent.length, window.stays], [3, true]);
});

test('what is no version’s is for every one', async () => {
  const socket = await start();
  socket.tell({ troubles: { errors: [] }, go: 3 });
  socket.tell({ place: 'x:1' });
  equal([took.map(([name]) => name), place()], [['trouble', 'source'], '3']);
});

test('messages of others are dropped', async () => {
  const socket = await start();
  socket.tell({ command: 'reload', go: 3 });
  equal(place(), '1');
});

test('going to a slide keeps the time of the one before', async () => {
  const socket = await start();
  slidekit.deck.set({ started: Date.now() - 9000, since: Date.now() - 5000 });
  socket.tell({ go: { slide: 2, edited: true } });
  const { spent, since, slide } = slidekit.deck.state();
  equal([slide, Math.round(spent[1] / 1000), Date.now() - since < 1000], [2, 5, true]);
});

test('a server that is gone is looked for until it is back', async () => {
  const socket = await start();
  const before = sockets.length;
  socket.readyState = 3;
  socket.onclose();
  await pause(350);
  equal([sockets.length, sockets.at(-1).sent.length], [before + 1, 2]);
});

test('who comes back to the window does not wait', async () => {
  const socket = await start();
  const before = sockets.length;
  socket.readyState = 3;
  socket.onclose();
  $(window).trigger('focus');
  equal(sockets.length, before + 1);
});
