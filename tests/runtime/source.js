const DECK = (n) => `<pre>one = ${n}\ntwo = ${n}\nthree = ${n}</pre><p>some <b>words</b></p><img alt="a cat" width="50" height="50">`;

function start() {
  deal(2, DECK);
  run('jquery', 'state', 'position', 'deck', 'listen', 'keymap', 'source');
  window.sent = [];
  slidekit.live = { send: (message) => sent.push([message.slide, message.text]) };
  slidekit.trouble = { say: (...said) => { window.said = said; } };
  slidekit.deck.start();
  slidekit.source(slidekit.deck);
}

function click(selector, share = 0.5, settings = {}) {
  const target = document.querySelector(`.is-current ${selector}`);
  const { x, y, width, height } = target.getBoundingClientRect();
  const at = { clientX: x + Math.min(20, width / 2), clientY: y + height * share, bubbles: true, cancelable: true, detail: 1 };
  return !target.dispatchEvent(new MouseEvent('click', { ...at, altKey: true, ...settings }));
}

test('Alt and a click ask for the source of the line, the text, the picture there', () => {
  start();
  equal([click('pre', 0.1), click('pre', 0.5), click('b'), click('img')], [true, true, true, true]);
  equal(sent, [[1, 'one = 1'], [1, 'two = 1'], [1, 'some words'], [1, 'a cat']]);
});

test('a click without Alt, or with more, is left alone', () => {
  start();
  equal([click('b', 0.5, { altKey: false }), click('b', 0.5, { ctrlKey: true }), sent], [false, false, []]);
});

test('the key asks for the slide, where the mouse is nowhere', () => {
  start();
  slidekit.deck.next();
  slidekit.verbs.source();
  equal([sent, slidekit.keymap.source], [[[2, '']], 'e']);
});

test('long words are cut', () => {
  start();
  slidekit.source.open(1, ` ${'word '.repeat(99)}`);
  equal(sent[0][1].length, 200);
});

test('the place is said', () => {
  start();
  slidekit.source.take({ place: 'talk.rst:3' });
  equal(window.said, ['place', 'talk.rst:3']);
});
