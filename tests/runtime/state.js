/* State: what is let through. */
run('state');
const good = (part = {}) => ({ ...slidekit.state.fresh(), ...part });
const passes = (part) => slidekit.state.sane(good(part)) !== null;

test('a fresh state is a state', () => {
  equal(slidekit.state.sane(slidekit.state.fresh()), slidekit.state.fresh());
});

test('what is not known is left behind', () => {
  equal('evil' in slidekit.state.sane(good({ evil: 1 })), false);
});

test('only whole numbers within bounds pass', () => {
  equal([passes({ slide: 12 }), passes({ started: 1e12 }), passes({ curtain: 2 }), passes({ zoom: 800 })], [true, true, true, true]);
  for (const slide of [0, -1, 1.5, NaN, Infinity, '1', null, undefined, {}, [1]]) { equal(passes({ slide }), false); }
  equal([passes({ curtain: 3 }), passes({ zoom: 99 }), passes({ zoomX: 1e9 })], [false, false, false]);
});

test('strokes are lists of whole numbers, by number of slide', () => {
  equal(passes({ ink: { 3: [[1, 2, 3, 4], []] } }), true);
  for (const ink of [null, 1, { 0: [] }, { a: [] }, { 1: 1 }, { 1: [1] }, { 1: [[1.5]] }, { 1: [['<b>']] }, { 1: [new Array(20001).fill(0)] }, { 1: new Array(2001).fill([]) }]) {
    equal(passes({ ink }), false);
  }
});

test('times are whole numbers, by number of slide', () => {
  equal(passes({ spent: { 1: 0, 96: 60000 } }), true);
  for (const spent of [null, 'x', { 1: -1 }, { x: 1 }, { 1: '1' }]) { equal(passes({ spent }), false); }
});

test('what is no state at all is none', () => {
  for (const raw of [null, undefined, 0, '', 'state', [], {}, () => {}]) { equal(slidekit.state.sane(raw), null); }
});
