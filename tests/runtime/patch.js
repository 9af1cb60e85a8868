const PIECES = ['jquery', 'fit', 'state', 'position', 'deck', 'listen', 'likeness', 'graft', 'patch'];
const slide = (id, label, text = 'x') => `<section class="slide" id="${id}" aria-label="${label}"><div class="slide-body"><p>${text}</p></div></section>\n`;
const labels = () => [...document.querySelectorAll('main > section')].map((one) => one.getAttribute('aria-label'));
const ids = () => [...document.querySelectorAll('main > section')].map((one) => one.id);

function start(count) {
  deal(count);
  document.querySelectorAll('.slide').forEach((one, n) => one.setAttribute('aria-label', `${n + 1}: Slide`));
  run(...PIECES);
  slidekit.texts = { slide: 'slide' };
  slidekit.deck.start();
  slidekit.patch(slidekit.deck);
  return slidekit.deck;
}

test('a slide that changed stays the element, and the current one', () => {
  const deck = start(3);
  deck.go({ slide: 2, step: 0 });
  const current = deck.current();
  slidekit.patch.apply({ slides: { start: 1, end: 2, items: [slide('slide-2', '2: Slide', 'other')] } });
  equal([deck.current() === current, current.isConnected, current.textContent, shown()], [true, true, 'other', ['slide-2']]);
});

test('slides come, go and move, and only what changed is touched', async () => {
  const deck = start(5);
  const touched = new Set();
  new MutationObserver((all) => all.forEach(({ target }) => touched.add(target.id || target.nodeName)))
    .observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
  slidekit.patch.apply({ slides: { start: 1, end: 3, items: [2, slide('new', '3: New')] } });
  await pause(0);
  equal(ids(), ['slide-1', 'slide-3', 'new', 'slide-4', 'slide-5']);
  equal(deck.slides().map(({ id }) => id), ids());
  equal(['slide-1', 'slide-4', 'slide-5'].filter((id) => touched.has(id) && id !== 'slide-1'), []);
});

test('the labels count the slides that are shown', () => {
  start(3);
  slidekit.patch.apply({ slides: { start: 0, end: 0, items: [slide('a', '1'), `<template class="slide-hidden">${slide('h', '1: Hidden')}</template>`] } });
  equal(labels(), ['1', '2: Slide', '3: Slide', '4: Slide']);
  slidekit.patch.apply({ slides: { start: 1, end: 2, items: [slide('h', '2: Hidden')] } });
  equal(labels(), ['1', '2: Hidden', '3: Slide', '4: Slide', '5: Slide']);
});

test('ids follow', () => {
  start(2);
  slidekit.patch.apply({ ids: ['a', 'b'] });
  equal(ids(), ['a', 'b']);
});

test('ink and time follow their slides', () => {
  const deck = start(4);
  deck.set({ slide: 3, ink: { 1: [[1, 1]], 3: [[3, 3]] }, spent: { 2: 20, 4: 40 } });
  slidekit.patch.apply({ slides: { start: 1, end: 2, items: [] } });
  const { slide: at, ink, spent } = deck.state();
  equal([at, ink, spent, place()], [2, { 1: [[1, 1]], 2: [[3, 3]] }, { 3: 40 }, '2']);
});

test('of several that were replaced by more, those of the same id go on', () => {
  const deck = start(3);
  deck.go({ slide: 3, step: 0 });
  slidekit.patch.apply({ slides: { start: 0, end: 3, items: [slide('slide-1', '1'), slide('a', '2'), slide('b', '3'), slide('slide-3', '4')] } });
  equal([deck.at().slide, shown(), ids()], [4, ['slide-3'], ['slide-1', 'a', 'b', 'slide-3']]);
});

test('the last slide leaves the place to the one before it', () => {
  const deck = start(3);
  deck.last();
  slidekit.patch.apply({ slides: { start: 2, end: 3, items: [] } });
  equal([deck.at(), shown()], [{ slide: 2, step: 0 }, ['slide-2']]);
});

test('a step that is there no more leaves the place to the last one', () => {
  const deck = start(1);
  const stepped = (steps) => slide('slide-1', '1').replace(' id', ` data-steps="${steps}" id`);
  slidekit.patch.apply({ slides: { start: 0, end: 1, items: [stepped(3)] } });
  deck.last();
  slidekit.patch.apply({ slides: { start: 0, end: 1, items: [stepped(1)] } });
  equal([deck.at(), place()], [{ slide: 1, step: 1 }, '1.1']);
});

test('notes go with their slide', () => {
  const deck = start(2);
  slidekit.patch.apply({ slides: { start: 0, end: 1, items: [`${slide('a', '1')}<template class="notes">say</template>`] } });
  slidekit.patch.apply({ slides: { start: 0, end: 2, items: [1, 0] } });
  equal([ids(), deck.notesOf(deck.slides()[1]).textContent], [['slide-2', 'a'], 'say']);
});

test('it is told as nobody’s move, and then that it is done', () => {
  const deck = start(2);
  const told = [];
  $(document).on('deck:change.t deck:state.t deck:edit.t', ({ type, namespace }, { by } = {}) => told.push([type, by ?? '']));
  deck.go({ slide: 2, step: 0 });
  slidekit.patch.apply({ slides: { start: 0, end: 0, items: [slide('a', '1')] } });
  $(document).off('.t');
  equal(told.slice(-3).map(([type, by]) => `${type} ${by}`), ['deck:change live', 'deck:state live', 'deck:edit ']);
});
