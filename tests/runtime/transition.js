/* Transition: what is seen of the old slide while the new one is there already. */
function start(transition, time) {
  deal(4, (n) => `<p id="part-${n}">This is ${n}</p>`);
  Object.assign(document.body.dataset, { transition, ...(time ? { transitionTime: time } : {}) });
  run('jquery', 'state', 'position', 'deck', 'likeness', 'transition');
  slidekit.deck.start();
  slidekit.transition(slidekit.deck);
  return slidekit.deck;
}

const leaving = () => [...document.querySelectorAll('.is-leaving')];

test('the old slide is seen leaving', () => {
  start('fade').next();
  equal(leaving().map((one) => one.textContent), ['This is 1']);
  equal([shown(), place()], [['slide-2'], '2']);
});

test('what leaves is a likeness: no slide, no name, not for the ear, not for the keys', () => {
  start('fade').next();
  const [ghost] = leaving();
  equal([ghost.matches('section'), ghost.querySelectorAll('[id]').length, ghost.id], [false, 0, '']);
  equal([ghost.getAttribute('aria-hidden'), ghost.inert], ['true', true]);
});

test('one leaves at a time', () => {
  const deck = start('slide', '5000');
  deck.next(); deck.next(); deck.next(); deck.previous();
  equal(leaving().map((one) => one.textContent), ['This is 4']);
});

test('after its time nothing is left', async () => {
  start('slide', '50').next();
  equal(leaving().length, 1);
  await pause(120);
  equal([leaving().length, document.documentElement.className], [0, '']);
});

test('none, and what is not known here, is no motion', () => {
  for (const motion of ['none', 'fly', 'constructor', '']) {
    start(motion).next();
    equal(leaving().length, 0);
  }
});

test('the way is told', () => {
  const deck = start('slide');
  const told = () => document.documentElement.className;
  deck.next();
  equal(told(), 'is-slide is-onward');
  deck.previous();
  equal(told(), 'is-slide is-back');
});

test('the time is the field, then the script, then a fifth of a second', () => {
  const time = () => document.documentElement.style.getPropertyValue('--transition-time');
  start('fade').next();
  equal(time(), '200ms');
  window.slide_transition_time = 640;
  start('fade').next();
  equal(time(), '640ms');
  start('fade', '300').next();
  equal(time(), '300ms');
});

test('a step within a slide is no motion', () => {
  const deck = start('fade');
  document.querySelector('.slide').dataset.steps = 1;
  deck.next();
  equal([place(), leaving().length], ['1.1', 0]);
});

test('a slide has its own motion', () => {
  const deck = start('none');
  document.querySelector('#slide-2').dataset.transition = 'slide';
  deck.next();
  equal(document.documentElement.className, 'is-slide is-onward');
  deck.next();
  equal(document.documentElement.className, '');
});

test('back goes undone what brought the slide', () => {
  const deck = start('none');
  document.querySelector('#slide-2').dataset.transition = 'zoom';
  deck.next();
  equal(document.documentElement.className, 'is-zoom is-onward');
  deck.previous();
  equal(document.documentElement.className, 'is-zoom is-back');
});

test('a browser that cannot morph fades', () => {
  document.startViewTransition = undefined;
  start('morph').next();
  equal([document.documentElement.className, leaving().length], ['is-fade is-onward', 1]);
});

test('a change of view ends the motion', () => {
  const deck = start('fade', '5000');
  deck.next();
  deck.show('read');
  equal(leaving().length, 0);
});
