/* Move: how what two blocks share comes from its old place. */
function start(time = '100', transition = 'fade') {
  const blocks = ['<b data-m="1">a</b> <b data-m="2">b</b>', '<b data-m="3">new</b>\n<b data-m="1">a</b>', '<b data-m="4">other</b>'];
  deal(2, (n) => n > 1 ? '' : `<style>.magic-move { display: grid; scale: .5; } pre { grid-area: 1 / 1; } b { display: inline-block; } pre:not(.is-shown) { visibility: hidden; }</style>
    <div class="magic-move">${blocks.map((block, at) => `<pre data-step="${at}-${at}">${block}</pre>`).join('')}</div>`);
  document.querySelector('.slide').dataset.steps = 2;
  document.documentElement.dataset.view = 'slides';
  Object.assign(document.body.dataset, { transition, transitionTime: time });
  run('jquery', 'state', 'position', 'deck', 'listen', 'likeness', 'transition', 'move');
  slidekit.deck.start();
  slidekit.transition(slidekit.deck);
  slidekit.move(slidekit.deck);
  return slidekit.deck;
}

/* What moves, and how it begins. */
function moving() {
  return document.getAnimations().map(({ effect }) => {
    const { opacity, translate, visibility } = effect.getKeyframes()[0];
    return [effect.target.textContent, [opacity, visibility, translate && 'comes'].filter(Boolean).join(' ')];
  }).sort();
}

test('what stays comes from its old place, what is new appears, what goes is seen going', () => {
  start().next();
  equal(moving(), [['a', 'comes'], ['b', '1 visible'], ['new', '0']]);
});

test('it starts where it was, whatever the scale', () => {
  const deck = start();
  const left = (block) => document.querySelectorAll('pre')[block].querySelector('[data-m="1"]').getBoundingClientRect().y;
  const [before, after] = [left(0), left(1)];
  deck.next();
  for (const motion of document.getAnimations()) { motion.pause(); }
  equal([Math.abs(left(1) - before) < 0.1, before === after], [true, false]);
});

test('it takes three times as long as from slide to slide', () => {
  start('70').next();
  equal([...new Set(document.getAnimations().map((motion) => motion.effect.getTiming().duration))], [210]);
});

test('back is the same way', () => {
  const deck = start();
  deck.next();
  deck.previous();
  equal(moving(), [['a', 'comes'], ['b', '0'], ['new', '1 visible']]);
});

test('the next step ends what moves', () => {
  const deck = start('5000');
  deck.next(); deck.next();
  equal(moving(), [['a', '1 visible'], ['new', '1 visible'], ['other', '0']]);
  deck.next();
  equal([place(), moving()], ['2', []]);
});

test('what does not stand elsewhere does not move', async () => {
  const deck = start('10');
  for (const part of document.querySelectorAll('b')) { part.style.cssText = 'position: absolute; top: 0; left: 0;'; }
  deck.next();
  equal(moving(), [['b', '1 visible'], ['new', '0']]);
  await pause(80);
  equal(moving(), []);
});

test('a jump over several steps shows where it leads', () => {
  const deck = start();
  deck.go({ slide: 1, step: 2 });
  equal([place(), moving()], ['1.2', []]);
});

test('without transitions, without time, in other views and for who wants none nothing moves', () => {
  start('100', 'none').next();
  equal(moving(), []);
  start('0').next();
  equal(moving(), []);
  const deck = start();
  deck.show('presenter');
  deck.next();
  equal(moving(), []);
  const { matchMedia } = window;
  window.matchMedia = () => ({ matches: true });
  start().next();
  window.matchMedia = matchMedia;
  equal(moving(), []);
});

test('another view and an edit end what moves', () => {
  let deck = start('5000');
  deck.next();
  deck.show('read');
  equal(moving(), []);
  deck = start('5000');
  deck.next();
  jQuery(document).trigger('deck:change', { from: deck.at(), to: deck.at(), leaving: deck.current(), entering: deck.current(), by: 'live' });
  equal(moving(), []);
});
