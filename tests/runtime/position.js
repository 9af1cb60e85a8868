/* Position: arithmetic on {slide, step}. */
run('position');
const { position } = slidekit;
const none = () => 0;
const three = (slide) => (slide === 2 ? 3 : 0);

test('next goes to the next slide', () => {
  equal(position.next({ slide: 1, step: 0 }, 5, none), { slide: 2, step: 0 });
});

test('next takes the steps of a slide first', () => {
  equal(position.next({ slide: 2, step: 0 }, 5, three), { slide: 2, step: 1 });
  equal(position.next({ slide: 2, step: 2 }, 5, three), { slide: 2, step: 3 });
  equal(position.next({ slide: 2, step: 3 }, 5, three), { slide: 3, step: 0 });
});

test('next stays at the end', () => {
  equal(position.next({ slide: 5, step: 0 }, 5, none), { slide: 5, step: 0 });
  equal(position.next({ slide: 2, step: 3 }, 2, three), { slide: 2, step: 3 });
});

test('previous goes to the slide before, with all its steps', () => {
  equal(position.previous({ slide: 3, step: 0 }, 5, three), { slide: 2, step: 3 });
  equal(position.previous({ slide: 2, step: 3 }, 5, three), { slide: 2, step: 2 });
  equal(position.previous({ slide: 2, step: 0 }, 5, three), { slide: 1, step: 0 });
});

test('previous stays at the start', () => {
  equal(position.previous({ slide: 1, step: 0 }, 5, none), { slide: 1, step: 0 });
});

test('next and previous undo each other', () => {
  let at = { slide: 1, step: 0 };
  const way = [];
  for (let n = 0; n < 7; n += 1) { way.push(at); at = position.next(at, 5, three); }
  equal(at, { slide: 5, step: 0 });
  for (const before of way.reverse()) { at = position.previous(at, 5, three); equal(at, before); }
});

test('the nearest place to one that is not there', () => {
  equal(position.nearest({ slide: 9, step: 9 }, 5, three), { slide: 5, step: 0 });
  equal(position.nearest({ slide: 0, step: 0 }, 5, three), { slide: 1, step: 0 });
  equal(position.nearest({ slide: 2, step: 9 }, 5, three), { slide: 2, step: 3 });
  equal(position.nearest({ slide: 2, step: -1 }, 5, three), { slide: 2, step: 0 });
});

test('in a deck without slides one is at the first', () => {
  equal(position.nearest({ slide: 4, step: 0 }, 0, none), { slide: 1, step: 0 });
  equal(position.next({ slide: 1, step: 0 }, 0, none), { slide: 1, step: 0 });
  equal(position.previous({ slide: 1, step: 0 }, 0, none), { slide: 1, step: 0 });
});

test('a place is read from text', () => {
  equal(position.parse('12'), { slide: 12, step: 0 });
  equal(position.parse('12.2'), { slide: 12, step: 2 });
  equal(position.parse('007'), { slide: 7, step: 0 });
});

test('other text is no place', () => {
  for (const text of ['', 'x', '1.', '.1', '-1', '1.2.3', ' 1', '1 ', '1e3', '0x1', '1,2', '12\n', '1'.repeat(16), '١']) {
    if (position.parse(text)) { throw new Error(`${JSON.stringify(text)} was taken for a place`); }
  }
});

test('a place is written without a step before the first', () => {
  equal(position.format({ slide: 12, step: 0 }), '12');
  equal(position.format({ slide: 12, step: 2 }), '12.2');
});

test('spans tell whether a step is among them', () => {
  run('position');
  const { among } = slidekit.position;
  const steps = (spans) => [0, 1, 2, 3, 4, 5, Infinity].filter((step) => among(step, spans));
  equal([steps('3'), steps('0'), steps('2-3'), steps('0-0 2-2 5')], [[3, 4, 5, null], [0, 1, 2, 3, 4, 5, null], [2, 3], [0, 2, 5, null]]);
});
