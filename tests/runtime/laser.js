/* Laser: a dot where the pointer is. */
function start() {
  deal(2);
  document.head.insertAdjacentHTML('beforeend', `<style>
    :root { --stage-width: 1280px; --stage-height: 720px } .slide { position: fixed; left: 100px; top: 0; width: 640px; height: 360px }</style>`);
  run('jquery', 'state', 'position', 'deck', 'listen', 'point', 'mode', 'laser');
  slidekit.deck.start();
  slidekit.laser(slidekit.deck);
  const heard = [];
  jQuery(document).on('deck:laser', (event, spot) => heard.push(spot && [spot.x, spot.y]));
  return heard;
}

const move = (clientX, clientY) => document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY }));
const dot = () => document.querySelector('.deck-laser');
const isLit = () => dot().classList.contains('is-lit');
const place = () => ['--x', '--y'].map((name) => dot().style.getPropertyValue(name));

test('while it is on, it tells where the pointer is on the slide', () => {
  const heard = start();
  move(420, 180);
  equal([heard, isLit()], [[], false]);
  slidekit.verbs.laser();
  move(420, 180);
  equal([heard, isLit(), place()], [[[6400, 3600]], true, ['420px', '180px']]);
});

test('it goes with the pointer, and when it is turned off', () => {
  const heard = start();
  slidekit.verbs.laser();
  move(420, 180);
  document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, relatedTarget: document.querySelector('main') }));
  equal(isLit(), true);
  document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true }));
  equal([isLit(), heard.length, heard.at(-1)], [false, 2, undefined]);
  move(420, 180);
  equal(isLit(), true);
  slidekit.verbs.laser();
  equal([isLit(), heard.length], [false, 4]);
});

test('the dot of another window is shown at its place on the slide', () => {
  start();
  jQuery(document).trigger('deck:laser', { x: 0, y: 7200, by: 'peer' });
  equal([isLit(), place()], [true, ['100px', '360px']]);
  jQuery(document).trigger('deck:laser', { by: 'peer' });
  equal(isLit(), false);
  jQuery(document).trigger('deck:laser', { x: 0, y: 0, by: 'peer' });
  jQuery(document).trigger('deck:laser', null);
  equal(isLit(), false);
});

test('it fades when nobody moves it for two seconds', async () => {
  start();
  slidekit.verbs.laser();
  move(420, 180);
  await pause(1500);
  move(421, 180);
  await pause(1500);
  equal(isLit(), true);
  await pause(700);
  equal(isLit(), false);
});

test('started twice, there is one dot', () => {
  start();
  slidekit.laser(slidekit.deck);
  equal(document.querySelectorAll('.deck-laser').length, 1);
});
