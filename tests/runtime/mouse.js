/* Mouse: the cursor and the controls. */
function start(settings = {}) {
  deal(3);
  document.documentElement.dir = settings.dir || 'ltr';
  document.body.dataset.keys = settings.keys || 'yes';
  run('jquery', 'state', 'position', 'deck', 'listen', 'keymap', 'keys', 'mode', 'mouse');
  slidekit.texts = { lang: 'en', controls: 'Controls', next: 'Next', previous: 'Previous', pen: 'Pen' };
  slidekit.mode('pen');
  slidekit.deck.start();
  slidekit.mouse(slidekit.deck);
  return slidekit.deck;
}

const move = (screenX, pointerType = 'mouse') => document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, screenX, screenY: 0, pointerType }));
const nav = () => document.querySelector('.deck-controls');
const isAwake = () => nav()?.classList.contains('is-awake') || false;
const isResting = () => !document.documentElement.classList.contains('is-awake');
const button = (verb) => nav().querySelector(`[data-verb=${verb}]`);

test('nothing is built before the mouse moves; then there is a button for each verb that exists', () => {
  start();
  equal([nav(), isResting()], [null, true]);
  move(1);
  equal([isAwake(), isResting()], [true, false]);
  equal([...nav().children].map((one) => one.dataset.verb), ['previous', 'next', 'pen']);
  equal([nav().getAttribute('aria-label'), nav().lang, nav().dir], ['Controls', 'en', 'ltr']);
});

test('a mouse at rest takes them away after two seconds', async () => {
  start();
  move(1);
  await pause(1500);
  move(2);
  await pause(1500);
  equal([isAwake(), isResting()], [true, false]);
  await pause(700);
  equal([isAwake(), isResting()], [false, true]);
});

test('a finger, and a slide that moves under the mouse, do not wake them', async () => {
  start();
  move(1, 'touch');
  equal(nav(), null);
  move(1);
  slidekit.controls(false);
  move(1);
  equal(isAwake(), false);
});

test('a button does what its verb does, and says its key', () => {
  start();
  move(1);
  equal([button('next').getAttribute('aria-label'), button('next').title], ['Next', 'Next (n)']);
  button('next').click();
  equal(place(), '2');
  button('previous').click();
  equal(place(), '1');
});

test('where letters are no keys, none is named', () => {
  start({ keys: 'no' });
  move(1);
  equal(button('next').title, 'Next');
});

test('the button of the pen tells whether the pen is on', () => {
  start();
  move(1);
  equal(button('pen').getAttribute('aria-pressed'), 'false');
  button('pen').click();
  equal(button('pen').getAttribute('aria-pressed'), 'true');
  slidekit.verbs.pen();
  equal(button('pen').getAttribute('aria-pressed'), 'false');
});

test('a click leaves the focus where it is', () => {
  start();
  move(1);
  equal(button('next').dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true })), false);
});

test('the Tab key finds them, in the slides view', () => {
  const deck = start();
  deck.show('read');
  press('Tab');
  equal(nav(), null);
  deck.show('slides');
  press('Tab');
  equal([nav() !== null, isAwake()], [true, false]);
});

test('behind a curtain they do nothing', () => {
  const deck = start();
  move(1);
  deck.black();
  equal(nav().inert, true);
  deck.black();
  equal(nav().inert, false);
});

test('in a deck that reads from the right they do, too', () => {
  start({ dir: 'rtl' });
  move(1);
  equal(nav().dir, 'rtl');
});

test('started twice, they are there once', () => {
  const deck = start();
  move(1);
  slidekit.mouse(deck);
  move(2);
  equal(document.querySelectorAll('.deck-controls').length, 1);
});
