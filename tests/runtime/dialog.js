/* Dialog: what opens over the deck. */
function start() {
  deal(3, (n) => `<p>This is ${n}</p><a href="#x">x</a>`);
  run('jquery', 'state', 'position', 'deck', 'keymap', 'keys', 'dialog');
  slidekit.texts = { lang: 'en', close: 'Shut' };
  slidekit.deck.start();
  slidekit.keys(slidekit.deck);
  return slidekit.deck;
}

const open = (name = 'note') => slidekit.dialog(name, 'A note', ($dialog) => $dialog.append('<p>Well</p>'));
const dialogs = () => [...document.querySelectorAll('dialog')].map((dialog) => dialog.className);

test('it has a name, its language, what it is filled with, and a way out', () => {
  start();
  const [dialog] = open();
  equal([dialog.open, dialog.getAttribute('aria-label'), dialog.lang, dialog.dir], [true, 'A note', 'en', 'ltr']);
  equal([dialog.querySelector('p').textContent, dialog.querySelector('button').getAttribute('aria-label')], ['Well', 'Shut']);
  equal(dialog.parentElement === document.body, true);
});

test('keys do nothing on the deck while it is open', () => {
  start();
  const [dialog] = open();
  for (const key of ['n', 'ArrowRight', 'b', '7']) { equal(press(key, {}, dialog), false); }
  equal(place(), '1');
});

test('closed, it is gone at once and the focus is back', () => {
  start();
  document.querySelector('.is-current a').focus();
  const [dialog] = open();
  equal(dialog.contains(document.activeElement), true);
  dialog.querySelector('button').click();
  equal(document.activeElement === document.querySelector('.is-current a'), true);
  equal(dialogs(), []);
});

test('the key after Esc is for the deck', () => {
  start();
  slidekit.dialog('note', 'A note', ($dialog) => $dialog.append('<input autofocus>'));
  equal(document.activeElement.tagName, 'INPUT');
  press('Escape', {}, document.activeElement);
  press('n', {}, document.activeElement);
  equal(place(), '2');
});

test('closed by the browser, it is gone too', async () => {
  start();
  const [dialog] = open();
  HTMLDialogElement.prototype.close.call(dialog);
  await frame();
  equal(dialogs(), []);
});

test('a move closes it, scrolling does not', () => {
  const deck = start();
  const [dialog] = open();
  deck.go({ slide: 2, step: 0 }, 'scroll');
  equal(dialog.open, true);
  deck.go({ slide: 3, step: 0 }, 'peer');
  equal(dialog.open, false);
});

test('one is open at a time, and a move closes the second too', () => {
  const deck = start();
  open('first');
  const [second] = open('second');
  equal(dialogs(), ['deck-dialog deck-second']);
  deck.next();
  equal(second.open, false);
});

test('Esc closes it; held, it neither closes what it opened nor opens what it closed', () => {
  start();
  const [dialog] = open();
  equal([press('Escape', { repeat: true }, dialog), dialog.open], [true, true]);
  equal([press('Escape', {}, dialog), dialog.open], [true, false]);
});

test('its colours are those of the deck, whatever the slide below it', () => {
  start();
  document.documentElement.style.colorScheme = 'light';
  document.body.style.colorScheme = 'dark';
  const [dialog] = open();
  equal(getComputedStyle(dialog).colorScheme, 'light');
  document.documentElement.removeAttribute('style');
});

test('the key that opened it, held, is no text for its field', () => {
  start();
  const $dialog = slidekit.dialog('note', 'A note', ($box) => $box.append('<input>'));
  const field = $dialog.find('input')[0];
  equal(press('o', { repeat: true }, field), true);
  equal(press('ArrowDown', { repeat: true }, field), false);
  field.dispatchEvent(new KeyboardEvent('keyup', { key: 'o', bubbles: true }));
  equal(press('o', { repeat: true }, field), false);
});
