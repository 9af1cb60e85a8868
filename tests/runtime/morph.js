/* Morph: what two slides share moves; the rest is the browser's. */
const INSIDE = { 1: '<h2 class="slide-title">Tea</h2><p class="morph-a">one</p><img src="data:,x">', 2: '<img src="data:,x"><p class="morph-a">two</p><h2 class="slide-title">Tea</h2>' };

function start() {
  deal(3, (n) => INSIDE[n] || '<p>three</p>');
  run('jquery', 'fit', 'state', 'position', 'deck', 'morph');
  slidekit.deck.start();
  const called = { skipped: 0 };
  document.startViewTransition = (turn) => {
    Object.assign(called, { turn, names: names(1) });
    const done = new Promise((resolve) => { called.finish = resolve; });
    return { ready: Promise.reject(new DOMException('x', 'AbortError')), finished: done, skipTransition: () => { called.skipped += 1; } };
  };
  const [one, two, three] = slidekit.deck.slides();
  return { called, one, two, three };
}

const names = (n) => [...document.querySelectorAll(`#slide-${n} .slide-body > *`)].map((part) => `${part.tagName} ${part.style.viewTransitionName}`);

function go(from, to) {
  from.classList.remove('is-current');
  to.classList.add('is-current');
  return slidekit.morph(slidekit.deck, from, to);
}

test('one class, one picture and one title have one name, before and after', () => {
  const { called, one, two } = start();
  go(one, two);
  const before = called.names;
  called.turn();
  equal(new Set(before).size, 3);
  equal(names(2).sort(), before.sort());
  equal(names(1), ['H2 ', 'P ', 'IMG ']);
});

test('until the browser has its picture the old slide is the one that is seen, and then no more', () => {
  const { called, one, two } = start();
  go(one, two);
  equal([one.className, shown()], ['slide is-lingering', ['slide-2']]);
  called.turn();
  equal([one.className, document.documentElement.className], ['slide', 'is-morph']);
});

test('ended early, it is as if it had run', () => {
  const { called, one, two } = start();
  go(one, two)();
  equal([one.className, document.documentElement.className, called.skipped], ['slide', '', 1]);
  called.turn();
  equal([names(2), shown()], [['IMG ', 'P ', 'H2 '], ['slide-2']]);
});

test('slides that share nothing only change', () => {
  const { called, one, three } = start();
  go(one, three);
  called.turn();
  equal(names(3), ['P ']);
});

test('what a motion leaves behind when it is over does not touch the next one', async () => {
  const { called, one, two } = start();
  const end = go(one, two);
  called.turn();
  end();
  const { finish } = called;
  go(two, one);
  finish();
  await frame();
  equal(names(2).map((name) => name.split(' ')[1].slice(0, 5)), ['part-', 'part-', 'part-']);
});
