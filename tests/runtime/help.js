/* Help: what the keys do. */
function start(keys = 'yes', verbs = {}) {
  deal(2);
  document.body.dataset.keys = keys;
  run('jquery', 'state', 'position', 'deck', 'keymap', 'keys', 'dialog', 'help');
  slidekit.texts = { lang: 'en', help: 'Help', next: 'Next', PageDown: 'PgDn', letters: 'Letters', touch: 'Swipe', number: 'Number', escape: 'Close' };
  Object.assign(slidekit.verbs, verbs);
  slidekit.deck.start();
  slidekit.keys(slidekit.deck);
  slidekit.help(slidekit.deck);
}

const rows = () => Object.fromEntries([...document.querySelectorAll('.deck-help dl > div')]
  .map((row) => [row.querySelector('dt').textContent, [...row.querySelectorAll('kbd')].map((key) => key.textContent).join(' ')]));

test('every verb that there is stands there with its keys', () => {
  start('yes', { clear() {}, zoomIn() {} });
  press('?');
  const { Next, previous, first, clear, zoomIn, pen } = rows();
  equal(Next, '→ ↓ Space PgDn Enter n j l');
  equal(previous, '← ↑ PageUp Backspace Shift + Space p k h');
  equal([first, clear, zoomIn, pen], ['Home', 'Shift + C', '+', undefined]);
});

test('what is no verb stands there too', () => {
  start();
  press('?');
  equal([rows().Number, rows().Close], ['1 2 Enter', 'Esc']);
});

test('where one reads from right to left, the arrow to the left is the next', () => {
  start();
  document.documentElement.dir = 'rtl';
  press('?');
  document.documentElement.removeAttribute('dir');
  equal(rows().Next.slice(0, 3), '← ↓');
});

test('letters are switched off and on', () => {
  start();
  press('?');
  const box = document.querySelector('input');
  equal([box.checked, slidekit.letters()], [true, true]);
  box.click();
  equal([slidekit.letters(), document.querySelector('dialog').classList.contains('has-no-letters')], [false, true]);
  equal([...document.querySelectorAll('.is-letter')].map((key) => key.textContent).includes('n'), true);
  box.click();
  equal(slidekit.letters(), true);
});

test('what the author has switched off stays off', () => {
  start('no');
  slidekit.verbs.help();
  const { checked, disabled } = document.querySelector('input');
  equal([checked, disabled], [false, true]);
});
