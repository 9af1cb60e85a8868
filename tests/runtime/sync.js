/* Sync: what a window says to the others of its deck, and what it believes. Another window is played by a channel. */
const NAME = 'slidekit talk';
const SESSION = 4711;
const SOON = 150;                                                    // a message is heard by then
let other;
let said;

function start(view = 'slides', { tab = { session: SESSION }, visit = 'navigate', name = '' } = {}) {
  deal(9);
  Object.assign(document.documentElement.dataset, { at: '1', view });
  window.name = name;
  run('jquery', 'state', 'position', 'deck', 'listen', 'memory', 'sync');
  Object.assign(slidekit, { name: NAME, visit });
  slidekit.memory.load();
  slidekit.memory.tab = tab;
  other?.close();
  other = new BroadcastChannel(NAME);
  said = [];
  other.onmessage = ({ data }) => said.push(data);
  slidekit.deck.start();
  slidekit.sync(slidekit.deck);
  return slidekit.deck;
}

const message = (more) => ({ slidekit: NAME, session: SESSION, from: 99, role: 'presenter', seq: 5, author: 99, kind: 'ping', ...more });
const state = (more) => ({ ...slidekit.state.fresh(), ...more });
const post = async (more) => {
  other.postMessage(message(more));
  await pause(SOON);
};
const told = () => said.filter(({ kind }) => kind === 'state');
const kinds = () => said.map(({ kind }) => kind);
const end = () => dispatchEvent(new Event('pagehide'));

test('it says hello, with its session', async () => {
  start();
  await pause(SOON);
  equal(said.map(({ kind, session, role }) => [kind, session, role]), [['hello', SESSION, 'slides']]);
});

test('the state of the other window is taken', async () => {
  start();
  await post({ kind: 'state', state: state({ slide: 4, curtain: 1 }) });
  const { slide, curtain } = slidekit.deck.state();
  equal([slide, curtain, shown()], [4, 1, ['slide-4']]);
});

test('who has moved tells the others, once', async () => {
  const deck = start();
  await post({ seq: 1, author: 0 });
  deck.next();
  deck.set({ curtain: 1 });
  await pause(SOON);
  equal(told().map(({ seq, state: { slide, curtain } }) => [seq, slide, curtain]), [[2, 2, 1]]);
});

test('nobody is told what came from them', async () => {
  start();
  await post({ kind: 'state', state: state({ slide: 4 }) });
  await pause(SOON);
  equal(told(), []);
});

test('where nobody listens, nothing is told', async () => {
  start().next();
  await pause(SOON);
  equal(told(), []);
});

test('who asks gets an answer at once: the state, if theirs is older', async () => {
  start().next();
  await post({ seq: 1 });
  equal(told().map(({ seq, state: { slide } }) => [seq, slide]), [[2, 2]]);
  await post({ seq: 9 });
  equal(kinds().at(-1), 'here');
});

test('an older state is no news', async () => {
  const deck = start();
  await post({ seq: 8, kind: 'state', state: state({ slide: 8 }) });
  await post({ seq: 7, kind: 'state', state: state({ slide: 7 }) });
  equal(deck.at().slide, 8);
});

test('of two states of one number all windows take the same', async () => {
  const deck = start();
  await post({ seq: 8, author: 50, kind: 'state', state: state({ slide: 8 }) });
  await post({ seq: 8, author: 40, kind: 'state', state: state({ slide: 4 }) });
  equal(deck.at().slide, 8);
  await post({ seq: 8, author: 60, kind: 'state', state: state({ slide: 6 }) });
  equal(deck.at().slide, 6);
});

test('what is no state of a deck is dropped', async () => {
  const deck = start();
  const kind = 'state';
  for (const wrong of [
    'slide 4', null, 7, [], {},
    message({ kind, state: null }), message({ kind, state: state({ slide: 4.5 }) }), message({ kind, state: state({ slide: '4' }) }),
    message({ kind, state: { slide: 4 } }), message({ kind, state: state({ slide: 4, ink: 'x' }) }),
    message({ kind, state: state({ slide: 4 }), slidekit: 'another talk' }), message({ kind, state: state({ slide: 4 }), session: 12 }),
    message({ kind, state: state({ slide: 4 }), session: '4711' }), message({ kind, state: state({ slide: 4 }), seq: -1 }),
    message({ kind, state: state({ slide: 4 }), seq: 2.5 }), message({ kind, state: state({ slide: 4 }), seq: 2 ** 52 }),
    message({ kind, state: state({ slide: 4 }), author: {} }), message({ kind, state: state({ slide: 4 }), from: null })
  ]) { other.postMessage(wrong); window.postMessage(wrong, '*'); }
  await pause(100);
  equal(deck.at().slide, 1);
});

test('a message from a window counts like one from the channel', async () => {
  const deck = start();
  window.postMessage(message({ kind: 'state', state: state({ slide: 4 }) }), '*');
  await pause(SOON);
  equal(deck.at().slide, 4);
});

test('a slide that is not there is the nearest', async () => {
  const deck = start();
  await post({ kind: 'state', state: state({ slide: 400 }) });
  equal(deck.at().slide, 9);
});

test('a window opened by another has its session by its name', async () => {
  start('presenter', { tab: {}, name: 'slidekit-presenter-4711' });
  await pause(SOON);
  equal([said[0].session, slidekit.memory.tab.session], [SESSION, SESSION]);
});

test('a window without a session makes one, and bears it in its name', () => {
  start('slides', { tab: {} });
  const { session } = slidekit.memory.tab;
  equal([Number.isSafeInteger(session) && session > 0, window.name, slidekit.sync.nameOf('presenter')], [true, `slidekit-slides-${session}`, `slidekit-presenter-${session}`]);
});

test('nonsense in the memory is no session and no number', () => {
  start('slides', { tab: { session: 'x', seq: 1.5, author: {} }, visit: 'reload' });
  const { session, seq, author } = slidekit.memory.tab;
  equal([Number.isSafeInteger(session), seq, author], [true, 1, 0]);
});

test('a number survives a reload, but not another visit', () => {
  const tab = () => ({ session: SESSION, seq: 40, author: 7, at: '1' });
  const found = () => [slidekit.memory.tab.seq, slidekit.memory.tab.author];
  start('slides', { tab: tab(), visit: 'reload' });
  equal(found(), [40, 7]);
  start('slides', { tab: tab() });
  equal(found(), [1, 0]);
});

test('a number does not survive an address that brings one elsewhere', () => {
  start('slides', { tab: { session: SESSION, seq: 40, author: 7, at: '3' }, visit: 'reload' });
  equal([slidekit.memory.tab.seq, slidekit.memory.tab.at], [1, '1']);
});

test('a speaker opened by hand joins the first lonely audience', async () => {
  const deck = start('presenter', { tab: {} });
  await post({ session: 12, role: 'slides', kind: 'here', paired: true });
  await post({ session: 13, role: 'presenter', kind: 'hello' });
  equal(slidekit.memory.tab.session === 12 || slidekit.memory.tab.session === 13, false);
  await post({ session: 14, role: 'slides', kind: 'hello', paired: false });
  await post({ session: 15, role: 'slides', kind: 'hello', paired: false });
  equal(slidekit.memory.tab.session, 14);
  await post({ session: 14, role: 'slides', kind: 'state', state: state({ slide: 4 }) });
  equal(deck.at().slide, 4);
});

test('a speaker with a session joins nobody', async () => {
  start('presenter');
  await post({ session: 14, role: 'slides', kind: 'hello', paired: false });
  equal(slidekit.memory.tab.session, SESSION);
});

test('a stranger who says hello hears that we are here', async () => {
  start();
  await post({ session: 14, kind: 'hello' });
  equal([kinds().at(-1), said.at(-1).session, said.at(-1).paired], ['here', SESSION, false]);
});

test('who has a speaker says so', async () => {
  start();
  await post();
  equal([said.at(-1).kind, said.at(-1).paired], ['here', true]);
});

test('a laser goes over, and comes from there; what is no place puts it out', async () => {
  const spots = [];
  start();
  $(document).on('deck:laser', (event, spot) => spots.push(spot));
  await post({ kind: 'laser', x: 10, y: 20 });
  await post({ kind: 'laser', x: 10.5, y: 'x' });
  equal(spots, [{ x: 10, y: 20, by: 'peer' }, { by: 'peer' }]);
  $(document).trigger('deck:laser', { x: 3, y: 4 });
  await pause(SOON);
  equal(said.filter(({ kind }) => kind === 'laser').map(({ x, y }) => [x, y]), [[3, 4]]);
});

test('who goes says so', async () => {
  start();
  end();
  await pause(SOON);
  equal(kinds(), ['hello', 'bye']);
});

test('an audience is there, lost, and there again', async () => {
  const news = [];
  start('presenter');
  $(document).on('deck:partner', (event, status) => news.push(status));
  await post({ role: 'slides' });
  equal(news, ['there']);
  await post({ role: 'slides', kind: 'bye' });
  await pause(2300);
  equal(news, ['there', 'lost']);
  await post({ role: 'slides', kind: 'here' });
  equal(news, ['there', 'lost', 'there']);
});

test('an audience that never came is none', async () => {
  const news = [];
  start('presenter');
  $(document).on('deck:partner', (event, status) => news.push(status));
  await pause(4300);
  equal(news, ['alone']);
});

test('a speaker who lost the audience takes one that has just been opened, not one that somebody leafs through', async () => {
  start('presenter');
  await post({ role: 'slides' });
  await post({ role: 'slides', kind: 'bye' });
  await pause(2300);
  await post({ session: 14, role: 'slides', kind: 'here', seq: 40, author: 7 });
  await post({ session: 14, role: 'slides', kind: 'hello', seq: 40, author: 7 });
  equal(slidekit.memory.tab.session, SESSION);
  await post({ session: 15, role: 'slides', kind: 'hello', seq: 1, author: 0 });
  equal(slidekit.memory.tab.session, 15);
});

test('what a speaker did alone goes on with the audience that comes', async () => {
  const deck = start('presenter', { tab: {} });
  deck.go({ slide: 6, step: 0 });
  await pause(SOON);
  await post({ session: 14, role: 'read', kind: 'hello', seq: 30, author: 7 });
  equal([slidekit.memory.tab.session, told().at(-1).session, told().at(-1).state.slide, told().at(-1).seq > 30], [14, 14, 6, true]);
});

test('a role or a kind that is no word is dropped', async () => {
  const deck = start();
  for (const wrong of [{ role: 7 }, { kind: {} }, { role: { toString: 1, valueOf: 1 } }, { kind: null }]) {
    await post({ kind: 'state', state: state({ slide: 4 }), ...wrong });
  }
  equal(deck.at().slide, 1);
});

test('a number too large to go on from is forgotten', async () => {
  start('slides', { tab: { session: SESSION, seq: Number.MAX_SAFE_INTEGER, author: 7, at: '1' }, visit: 'reload' });
  equal(slidekit.memory.tab.seq, 1);
});

test('another speaker is no audience', async () => {
  const news = [];
  start('presenter');
  $(document).on('deck:partner', (event, status) => news.push(status));
  await post({ role: 'presenter' });
  equal(news, []);
});

test('after a crash one goes on where one was, if nobody else is there', async () => {
  run('state');
  localStorage.setItem(`${NAME} open`, JSON.stringify({ state: { ...state(), slide: 6 }, time: Date.now() }));
  const deck = start('slides', { tab: {} });
  await pause(350);
  equal(deck.at().slide, 6);
});

test('where another window of the deck is there, nothing crashed', async () => {
  run('state');
  localStorage.setItem(`${NAME} open`, JSON.stringify({ state: { ...state(), slide: 6 }, time: Date.now() }));
  const deck = start('slides', { tab: {} });
  await post({ session: 14, kind: 'here' });
  await pause(350);
  equal(deck.at().slide, 1);
});

test('a browser without channels does without', async () => {
  const { BroadcastChannel: kept } = window;
  window.BroadcastChannel = function () { throw new Error('refused'); };
  try {
    deal(3);
    run('jquery', 'state', 'position', 'deck', 'listen', 'memory', 'sync');
    Object.assign(slidekit, { name: NAME });
    slidekit.deck.start();
    slidekit.sync(slidekit.deck);
    slidekit.deck.next();
  } finally { window.BroadcastChannel = kept; }
  equal(slidekit.deck.at().slide, 2);
});
