/* Zoom: towards the mouse. A stage of 1000 × 500 units stands in the window's corner; on the slide, the middle is 500, 250. */
function start(remembered) {
  deal(3);
  document.head.insertAdjacentHTML('beforeend', `<style>
    :root { --stage-width: 1000px; --stage-height: 500px; --scale: 1 }
    .slide { position: fixed; left: 0; top: 0; width: 1000px; height: 500px }
    .is-zoomed { scale: var(--zoom); translate: var(--zoom-x) var(--zoom-y) }</style>`);
  run('jquery', 'state', 'position', 'deck', 'listen', 'point', 'mode', 'zoom');
  slidekit.deck.start(remembered);
  slidekit.zoom(slidekit.deck);
  return slidekit.deck;
}

function point(kind, clientX, clientY, settings) {
  const target = document.elementFromPoint(clientX, clientY) || document.body;
  target.dispatchEvent(new PointerEvent(`pointer${kind}`, { bubbles: true, clientX, clientY, pointerType: 'mouse', ...settings }));
}

const now = ({ zoom, zoomX, zoomY } = slidekit.deck.state()) => [zoom, zoomX, zoomY];
const zoomed = () => [...document.querySelectorAll('.is-zoomed')].map((slide) => slide.id);

test('half as near again each time, up to eight times, and back', () => {
  start();
  const { verbs: { zoomIn, zoomOut } } = slidekit;
  const seen = [];
  for (const verb of [...new Array(7).fill(zoomIn), ...new Array(7).fill(zoomOut)]) {
    verb();
    seen.push(now()[0]);
  }
  equal(seen, [150, 225, 338, 506, 759, 800, 800, 506, 338, 225, 150, 100, 100, 100]);
});

test('without a mouse the middle stays where it is', () => {
  start();
  slidekit.verbs.zoomIn();
  equal(now(), [150, 0, 0]);
});

test('what is under the mouse stays under it', () => {
  start();
  point('move', 700, 250);
  slidekit.verbs.zoomIn();
  equal(now(), [150, -1000, 0]);                                   // 200 units right of the middle, half of them
  equal(slidekit.point.of({ clientX: 700, clientY: 250 }), { x: 7000, y: 2500 });
  slidekit.verbs.zoomIn();
  equal(slidekit.point.of({ clientX: 700, clientY: 250 }), { x: 7000, y: 2500 });
  slidekit.verbs.zoomOut();
  slidekit.verbs.zoomOut();
  equal(now(), [100, 0, 0]);
});

test('a mouse that has left is no mouse', () => {
  start();
  point('move', 700, 250);
  document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true }));
  slidekit.verbs.zoomIn();
  equal(now(), [150, 0, 0]);
});

test('off at once, by its verb or by Esc', () => {
  start();
  slidekit.verbs.zoomIn(); slidekit.verbs.zoomIn(); slidekit.verbs.zoomOff();
  equal([now(), zoomed()], [[100, 0, 0], []]);
  slidekit.verbs.zoomIn();
  equal([slidekit.ends.some((end) => end()), now(), slidekit.ends.some((end) => end())], [true, [100, 0, 0], false]);
});

test('the slide is dragged, and covers the stage whatever the hand does', () => {
  const deck = start();
  deck.set({ zoom: 200, zoomX: 0, zoomY: 0 });
  point('down', 300, 200);
  point('move', 350, 180);
  equal(now(), [200, 500, -200]);
  point('move', 5000, -5000);
  equal(now(), [200, 5000, -2500]);
  point('up', 5000, -5000);
  point('move', 300, 200);
  equal(now(), [200, 5000, -2500]);
});

test('a slide as it is, another button, and a link are not dragged', () => {
  const deck = start();
  const drag = (settings) => { point('down', 300, 200, settings); point('move', 350, 180); point('up', 350, 180); };
  drag();
  equal(now(), [100, 0, 0]);
  deck.set({ zoom: 200 });
  drag({ button: 2 });
  equal(now(), [200, 0, 0]);
  deck.current().innerHTML = '<a href="#2" style="position: absolute; inset: 0">x</a>';
  drag();
  equal(now(), [200, 0, 0]);
});

test('a move ends it, and is not seen to shrink the new slide', () => {
  const deck = start();
  slidekit.verbs.zoomIn();
  equal(zoomed(), ['slide-1']);
  let seen;
  jQuery(document).on('deck:change', () => { seen = zoomed(); });
  deck.next();
  equal([seen, now()[0], document.querySelector('#slide-1').style.length], [[], 100, 0]);
});

test('a reload, or another window, zooms this one', () => {
  const deck = start({ slide: 2, zoom: 200, zoomX: 10, zoomY: 20 });
  equal([zoomed(), deck.current().style.getPropertyValue('--zoom')], [['slide-2'], '2']);
  deck.set({ slide: 3, zoom: 300, zoomX: 0, zoomY: 0 }, 'peer');
  equal([zoomed(), deck.current().style.getPropertyValue('--zoom')], [['slide-3'], '3']);
});

test('a state of it is always one that may be', () => {
  const deck = start();
  deck.current().style.display = 'none';
  point('move', 10, 10);
  slidekit.verbs.zoomIn();
  equal(slidekit.state.sane(deck.state()) !== null, true);
});
