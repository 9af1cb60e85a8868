/* Touch: swipes and taps. The window is 1280 wide. */
function start(settings = {}) {
  deal(3, () => settings.inside || '<p>x</p>');
  document.documentElement.dir = settings.dir || 'ltr';
  document.documentElement.dataset.view = settings.view || 'slides';
  run('jquery', 'state', 'position', 'deck', 'listen', 'point', 'mode', 'touch');
  slidekit.mode('pen');
  slidekit.deck.start();
  slidekit.touch(slidekit.deck);
  slidekit.deck.go({ slide: 2, step: 0 });
  const toggled = [];
  slidekit.controls = () => toggled.push('toggled');
  return toggled;
}

/* Whether somebody took it. */
function touch(kind, places, target = document.querySelector('.is-current p') || document.body) {
  const touches = places.map(([clientX, clientY], identifier) => new Touch({ identifier, target, clientX, clientY }));
  const settings = kind === 'end' ? { touches: [], changedTouches: touches } : { touches, changedTouches: touches };
  return !target.dispatchEvent(new TouchEvent(`touch${kind}`, { bubbles: true, cancelable: true, ...settings }));
}

function swipe(from, to, target) {
  touch('start', [from], target);
  return touch('end', [to], target);
}

test('a swipe to the left shows the next slide, to the right the one before', () => {
  start();
  swipe([800, 300], [600, 320]);
  equal(place(), '3');
  swipe([600, 300], [800, 280]);
  equal(place(), '2');
});

test('where one reads from the right, it is the other way round', () => {
  start({ dir: 'rtl' });
  swipe([600, 300], [800, 300]);
  equal(place(), '3');
  swipe([10, 300], [10, 300]);
  equal(place(), '3');                                             // the left edge is next, and this is the last slide
  swipe([1270, 300], [1270, 300]);
  equal(place(), '2');
});

test('up and down, askew, and a little are no swipes', () => {
  start();
  swipe([800, 300], [790, 600]);
  swipe([800, 300], [700, 360]);
  swipe([800, 300], [770, 300]);
  equal(place(), '2');
});

test('a tap at the side moves, and nothing else gets it', () => {
  start();
  equal(swipe([1200, 300], [1201, 300]), true);
  equal(place(), '3');
  equal(swipe([100, 300], [100, 300]), true);
  equal(place(), '2');
});

test('a tap elsewhere shows or hides the controls', async () => {
  const toggled = start();
  equal(swipe([640, 300], [640, 300]), false);
  await pause(150);
  equal([toggled, place()], [['toggled'], '2']);
});

test('what has a job of its own keeps its touches', () => {
  start({ inside: '<a href="#1">a</a><button>b</button><input><video></video><label>c</label><details><summary>d</summary></details>' });
  for (const target of document.querySelectorAll('.is-current .slide-body *:not(details)')) {
    swipe([800, 300], [600, 300], target);
    swipe([1270, 300], [1270, 300], target);
  }
  equal(place(), '2');
});

test('what has scrolled has had its touch', () => {
  start();
  touch('start', [[800, 300]]);
  document.querySelector('.is-current p').dispatchEvent(new Event('scroll'));
  touch('end', [[600, 300]]);
  equal(place(), '2');
});

test('two fingers, and a touch that is taken away, move nothing', () => {
  start();
  touch('start', [[800, 300], [900, 300]]);
  touch('end', [[600, 300]]);
  touch('start', [[800, 300]]);
  touch('cancel', [[700, 300]]);
  touch('end', [[600, 300]]);
  equal(place(), '2');
});

test('a finger that rests is selecting', async () => {
  const toggled = start();
  touch('start', [[800, 300]]);
  await pause(800);
  touch('end', [[600, 300]]);
  equal([place(), toggled], ['2', []]);
});

test('while the pen is on, fingers draw', () => {
  start();
  slidekit.verbs.pen();
  swipe([800, 300], [600, 300]);
  equal(place(), '2');
});

test('a zoomed slide is not swiped away', () => {
  start();
  slidekit.deck.set({ zoom: 200 });
  swipe([800, 300], [600, 300]);
  equal(place(), '2');
});

test('where one reads, touches are left to the browser', () => {
  start({ view: 'read' });
  swipe([800, 300], [600, 300]);
  swipe([1270, 300], [1270, 300]);
  equal(place(), '2');
});
