/* Point: places in the window and on the slide. */
function start(style) {
  deal(2);
  run('jquery', 'state', 'position', 'deck', 'point');
  slidekit.deck.start();
  slidekit.deck.current().style.cssText = `position: fixed; left: 100px; top: 50px; width: 1280px; height: 720px; ${style}`;
  return slidekit.point;
}

test('a place on the slide counts tenths of a unit from its upper left corner', () => {
  const point = start('');
  equal(point.of({ clientX: 100, clientY: 50 }), { x: 0, y: 0 });
  equal(point.of({ clientX: 740, clientY: 410.25 }), { x: 6400, y: 3603 });
  equal(point.at({ x: 6400, y: 3600 }), { x: 740, y: 410 });
});

test('a slide that is shown smaller has the same places', () => {
  const point = start('transform-origin: 0 0; transform: scale(.25);');
  equal(point.of({ clientX: 420, clientY: 230 }), { x: 12800, y: 7200 });
  equal(point.at({ x: 6400, y: 3600 }), { x: 260, y: 140 });
});

test('a zoomed slide has places beside the window', () => {
  const point = start('transform-origin: 0 0; scale: 2; translate: -1000px -500px;');
  equal(point.at({ x: 0, y: 0 }), { x: -900, y: -450 });
  equal(point.of({ clientX: 0, clientY: 0 }), { x: 4500, y: 2250 });
});

test('the slide is as large as the stage, however it is shown', () => {
  equal(start('scale: .3;').size(), { width: 12800, height: 7200 });
});

test('it measures the slide that is shown', () => {
  const point = start('');
  slidekit.deck.next();
  slidekit.deck.current().style.cssText = 'position: fixed; left: 0; top: 0; width: 1280px; height: 720px';
  equal(point.of({ clientX: 10, clientY: 20 }), { x: 100, y: 200 });
});

test('a deck without slides has places, too', () => {
  start('');
  document.querySelectorAll('.slide').forEach((slide) => slide.remove());
  slidekit.deck.start();
  const { x, y } = slidekit.point.of({ clientX: 5, clientY: 6 });
  equal([x, y].every(Number.isFinite), true);
});
