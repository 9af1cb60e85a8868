/* Deck: where one is. */
function start(count, inside) {
  deal(count, inside);
  run('jquery', 'state', 'position', 'deck');
  slidekit.deck.start();
  return slidekit.deck;
}

function listen(name) {
  const heard = [];
  jQuery(document).on(name, (event, told) => heard.push(told));
  return heard;
}

test('a move touches the two slides concerned and no other', async () => {
  const deck = start(50);
  await frame();
  const touched = new Set();
  const watch = new MutationObserver((changes) => changes.forEach(({ target }) => touched.add(target.id || target.tagName)));
  watch.observe(document, { subtree: true, attributes: true, childList: true });
  deck.next();
  await frame();
  equal([...touched].sort(), ['HTML', 'slide-1', 'slide-2']);
});

test('one slide is current at any time', () => {
  const deck = start(5);
  equal(shown(), ['slide-1']);
  deck.next();
  equal(shown(), ['slide-2']);
  deck.last();
  equal(shown(), ['slide-5']);
  deck.previous();
  equal(shown(), ['slide-4']);
  deck.first();
  equal(shown(), ['slide-1']);
});

test('the place stands on the root', () => {
  const deck = start(5);
  deck.go({ slide: 4, step: 0 });
  equal(place(), '4');
  equal(deck.at(), { slide: 4, step: 0 });
});

test('steps show their parts', () => {
  const deck = start(2, () => '<p data-step="1">a</p><p data-step="2">b</p><p data-step="2">c</p>');
  document.querySelector('.slide').dataset.steps = 2;
  const parts = () => [...document.querySelectorAll('#slide-1 .is-shown')].map((part) => part.textContent).join('');
  deck.next();
  equal([place(), parts()], ['1.1', 'a']);
  deck.next();
  equal([place(), parts()], ['1.2', 'abc']);
  deck.previous();
  equal([place(), parts()], ['1.1', 'a']);
  deck.next(); deck.next();
  equal(place(), '2');
  deck.previous();
  equal([place(), parts()], ['1.2', 'abc']);
  deck.first();
  equal([place(), parts()], ['1', '']);
});

test('a change is told after it is made', () => {
  const deck = start(3);
  let seen;
  jQuery(document).on('deck:change', () => { seen = [place(), shown()]; });
  deck.next();
  equal(seen, ['2', ['slide-2']]);
});

test('a change says from where, where to, and by whom', () => {
  const deck = start(3);
  const heard = listen('deck:change');
  deck.go({ slide: 3, step: 0 }, 'test');
  const [{ from, to, leaving, entering, by }] = heard;
  equal([from, to, leaving.id, entering.id, by], [{ slide: 1, step: 0 }, { slide: 3, step: 0 }, 'slide-1', 'slide-3', 'test']);
});

test('where nothing changes nothing is told', () => {
  const deck = start(2);
  const heard = listen('deck:change deck:view');
  deck.previous();
  deck.go({ slide: 1, step: 0 });
  deck.show('slides');
  equal(heard.length, 0);
});

test('a place beyond the end is the last', () => {
  const deck = start(3);
  deck.go({ slide: 99, step: 5 });
  equal(place(), '3');
  deck.next();
  equal(place(), '3');
});

test('a view is told', () => {
  const deck = start(2);
  const heard = listen('deck:view');
  deck.show('read');
  equal([heard, deck.view(), document.documentElement.dataset.view], [['read'], 'read', 'read']);
});

test('black ends with any move, even one that leads nowhere', () => {
  const deck = start(1);
  deck.black();
  equal(deck.state().curtain, 1);
  deck.next();
  equal(deck.state().curtain, 0);
});

test('a deck without slides takes every verb', () => {
  const deck = start(0);
  for (const verb of ['next', 'previous', 'first', 'last']) { deck[verb](); }
  deck.go({ slide: 7, step: 0 });
  equal([place(), shown()], ['1', []]);
});

test('hidden slides do not count', () => {
  deal(2);
  document.querySelector('#slide-1').insertAdjacentHTML('afterend', '<template class="slide-hidden"><section class="slide" id="secret"></section></template>');
  run('jquery', 'state', 'position', 'deck');
  slidekit.deck.start();
  slidekit.deck.next();
  equal([slidekit.deck.slides().length, shown()], [2, ['slide-2']]);
});

test('the number of a slide is its place', () => {
  const deck = start(4);
  equal(deck.slides().map(deck.numberOf), [1, 2, 3, 4]);
});

test('a dark slide lends its look while it is shown', () => {
  const deck = start(3);
  document.querySelector('#slide-2').classList.add('dark');
  const dark = () => document.documentElement.classList.contains('is-dark');
  deck.next();
  equal(dark(), true);
  deck.next();
  equal(dark(), false);
});

test('starting again keeps the place', () => {
  const deck = start(5);
  deck.go({ slide: 3, step: 0 });
  deck.start();
  equal([deck.at(), shown()], [{ slide: 3, step: 0 }, ['slide-3']]);
});

test('a move to another slide ends zooming; a whole state brings its own', () => {
  const deck = start(3);
  deck.set({ zoom: 200 });
  deck.next();
  equal(deck.state().zoom, 100);
  deck.set({ ...deck.state(), slide: 3, zoom: 300 }, 'peer');
  equal([place(), deck.state().zoom], ['3', 300]);
});

test('a part may be there at some steps only, and lit at some', () => {
  const deck = start(1, () => '<p data-step="1-1">a</p><p data-step="2" data-lit="3">b</p><code data-lit="0-1 3"><i data-lit="0-0">c</i><i data-lit="1-1 3">d</i></code>');
  document.querySelector('.slide').dataset.steps = 3;
  const parts = (name) => [...document.querySelectorAll(`.${name}:not(code)`)].map((part) => part.textContent).join('');
  const code = () => document.querySelector('code').matches('.is-lit');
  const story = [];
  for (const move of ['first', 'next', 'next', 'next', 'previous']) {
    deck[move]();
    story.push([parts('is-shown'), parts('is-lit'), code()]);
  }
  equal(story, [['', 'c', true], ['a', 'd', true], ['b', '', false], ['b', 'bd', true], ['b', '', false]]);
});

test('for print a slide is as after its last step', () => {
  const deck = start(1, () => '<p data-step="1">a</p><p data-step="2">b</p>');
  document.querySelector('.slide').dataset.steps = 2;
  const parts = () => document.querySelectorAll('.is-shown').length;
  deck.next();
  const story = [parts()];
  for (const view of ['print', 'slides']) {
    deck.show(view);
    story.push(parts());
  }
  equal(story, [1, 2, 1]);
});
