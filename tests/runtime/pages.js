/* Pages: what the address adds to reading and to print. */
function start(address, view = 'print') {
  deal(2, () => '<p data-step="1">a</p><p data-step="2">b</p>');
  history.replaceState(null, '', location.pathname + address);
  document.querySelector('.slide').dataset.steps = 2;
  document.querySelector('.slide').insertAdjacentHTML('afterend', '<template class="notes"><p>breathe</p></template>');
  document.documentElement.dataset.view = view;
  run('jquery', 'state', 'position', 'deck', 'likeness', 'pages');
  slidekit.texts = { notes: 'Notes' };
  slidekit.deck.start();
  slidekit.pages(slidekit.deck);
}

const main = () => [...document.querySelectorAll('main > *:not(template)')].map((one) => `${one.tagName} ${[...one.querySelectorAll('.is-shown')].map((part) => part.textContent).join('')}`);

test('without a word nothing is added', () => {
  start('?view=print');
  equal(main(), ['SECTION ab', 'SECTION ']);
});

test('each step has a page before the whole slide', () => {
  start('?view=print&steps=all');
  equal(main(), ['DIV ', 'DIV a', 'SECTION ab', 'SECTION ']);
});

test('each slide stands above its notes', () => {
  start('?view=print&notes=yes');
  equal(main(), ['SECTION ab', 'ASIDE ', 'SECTION ']);
  equal(document.querySelector('aside').innerText.trim(), 'breathe');
});

test('notes are added to reading too, steps are not', () => {
  start('?view=read&notes=yes&steps=all', 'read');
  equal(main(), ['SECTION ', 'ASIDE ', 'SECTION ']);
});

test('slides on the screen have neither, until they are printed, and then once', () => {
  start('?notes=yes&steps=all', 'slides');
  equal(main(), ['SECTION ', 'SECTION ']);
  for (const view of ['print', 'slides', 'print']) { slidekit.deck.show(view); }
  equal(main(), ['DIV ', 'DIV a', 'SECTION ab', 'ASIDE ', 'SECTION ']);
});

test('what is said at a step stands below the page of that step', () => {
  start('?view=print&notes=yes&steps=all', 'slides');
  document.querySelector('template.notes').innerHTML = '<div class="note" data-note="0">zero</div><div class="note" data-note="1">one</div><div class="note" data-note="2">two</div>';
  slidekit.deck.show('print');
  equal([...document.querySelectorAll('main > div, main > section, main > aside')].map((one) => one.tagName === 'ASIDE' ? one.innerText.trim() : one.tagName),
    ['DIV', 'zero', 'DIV', 'one', 'SECTION', 'two', 'SECTION']);
});

test('with a page for each step, a slide itself is its last step, however often it is printed', () => {
  start('?view=print&steps=all', 'slides');
  document.querySelector('.slide-body').innerHTML = '<p data-step="1-1">a</p><p data-step="2">b</p><p data-lit="1-1">c</p>';
  const seen = () => [...document.querySelectorAll('main > .slide')].slice(0, 3).map((page) => [...page.querySelectorAll('.is-shown, .is-lit')].map((part) => part.textContent).join(''));
  for (const view of ['print', 'slides']) { slidekit.deck.show(view); }
  slidekit.deck.go({ slide: 1, step: 1 });
  slidekit.deck.go({ slide: 2, step: 0 });
  slidekit.deck.show('print');
  equal([seen(), document.querySelectorAll('section.is-stepped').length], [['', 'ac', 'b'], 2]);
});
