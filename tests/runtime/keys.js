/* Keys: key presses become verbs. */
function start(html = '', letters = 'yes') {
  deal(9, (n) => (n === 1 ? html : `<p>This is ${n}</p>`));
  document.body.dataset.keys = letters;
  run('jquery', 'state', 'position', 'deck', 'keymap', 'keys');
  slidekit.deck.start();
  slidekit.keys(slidekit.deck);
  slidekit.verbs.read = () => slidekit.deck.show(slidekit.deck.view() === 'read' ? 'slides' : 'read');
  return slidekit.deck;
}

const waiting = () => document.querySelector('.deck-digits').textContent;

test('each key of a move is taken', () => {
  start();
  for (const key of ['ArrowRight', 'ArrowDown', ' ', 'PageDown', 'Enter', 'n', 'j', 'l']) { equal(press(key), true); }
  equal(place(), '9');
  for (const key of ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace', 'p', 'k', 'h']) { equal(press(key), true); }
  equal(press(' ', { shiftKey: true }), true);
  equal(place(), '1');
});

test('unknown keys are left alone', () => {
  start();
  for (const key of ['F5', 'F11', 'Tab', 'q', 'ä', 'Insert', 'Unidentified', 'AudioVolumeUp']) { equal(press(key), false); }
  equal(place(), '1');
});

test('keys with a modifier are left alone', () => {
  start();
  for (const modifier of ['altKey', 'ctrlKey', 'metaKey']) { equal(press('n', { [modifier]: true }), false); }
  equal(place(), '1');
});

test('an event without a key is no key', () => {
  start();
  equal(press(''), false);
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
  equal(place(), '1');
});

test('who has taken a key already keeps it', () => {
  start();
  document.body.addEventListener('keydown', (event) => event.preventDefault());
  press('n');
  equal(place(), '1');
});

test('a number and Enter jump', () => {
  start();
  press('0'); press('4');
  equal([waiting(), place()], ['04', '1']);
  press('Enter');
  equal([waiting(), place()], ['', '4']);
});

test('Esc and any other key drop the digits', () => {
  start();
  press('4'); press('Escape');
  equal(waiting(), '');
  press('4'); press('q');
  equal(waiting(), '');
  press('4'); press('ArrowRight');
  equal([waiting(), place()], ['', '2']);
});

test('a modifier alone drops no digits', () => {
  start();
  press('4'); press('Shift'); press('CapsLock');
  equal(waiting(), '4');
});

test('digits take no end of room', () => {
  start();
  for (let n = 0; n < 100; n += 1) { press('1'); }
  if (waiting().length > 9) { throw new Error(waiting()); }
});

test('without letters, letters and the period do nothing', () => {
  start('', 'no');
  for (const key of ['n', 'p', 'b', 'r', 'f', '.']) { equal(press(key), false); }
  equal(press('ArrowRight'), true);
  equal([place(), slidekit.deck.view()], ['2', 'slides']);
});

test('keys in a field are text', () => {
  start('<input><textarea></textarea><select></select><p contenteditable>x</p>');
  for (const field of document.querySelectorAll('input, textarea, select, [contenteditable]')) { equal(press('n', {}, field), false); }
  equal(place(), '1');
});

test('a part that says it is not editable is none', () => {
  start('<p contenteditable="false">x</p>');
  equal(press('n', {}, document.querySelector('p')), true);
});

test('a focused thing keeps Enter, Space and arrows', () => {
  start('<a href="#x">a</a><button>b</button><details><summary>c</summary></details><video></video><pre tabindex="0">d</pre>');
  for (const thing of document.querySelectorAll('a, button, summary, video, pre')) {
    for (const key of ['Enter', ' ', 'ArrowRight', 'ArrowUp']) { equal(press(key, {}, thing), false); }
  }
  equal(place(), '1');
});

test('a held key switches once', () => {
  const deck = start();
  press('b');
  equal(press('b', { repeat: true }), true);
  equal(deck.state().curtain, 1);
});

test('letters go by position where the layout has none', () => {
  start();
  press('т', { code: 'KeyN' });
  equal(place(), '2');
  press('з', { code: 'KeyP' });
  equal(place(), '1');
});

test('Esc ends black and does nothing else', () => {
  const deck = start();
  press('b');
  equal(deck.state().curtain, 1);
  equal(press('Escape'), true);
  equal([deck.state().curtain, place(), deck.view()], [0, '1', 'slides']);
});

test('r changes between slides and reading', () => {
  const deck = start();
  press('r');
  equal(deck.view(), 'read');
  press('r');
  equal(deck.view(), 'slides');
});

test('in the reading view the keys that scroll are left alone', () => {
  const deck = start();
  deck.show('read');
  for (const key of ['ArrowDown', 'ArrowUp', ' ', 'PageDown', 'PageUp', 'Home', 'End']) { equal(press(key), false); }
  equal(place(), '1');
  equal(press('ArrowRight'), true);
  equal(place(), '2');
});

test('starting twice listens once', () => {
  const deck = start();
  slidekit.keys(deck);
  press('n');
  equal(place(), '2');
});
