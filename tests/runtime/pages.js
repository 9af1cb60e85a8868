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
  equal(main(), ['SECTION ', 'SECTION ']);
});

test('each step has a page before the whole slide', () => {
  start('?view=print&steps=all');
  equal(main(), ['DIV ', 'DIV a', 'SECTION ', 'SECTION ']);
});

test('each slide stands above its notes', () => {
  start('?view=print&notes=yes');
  equal(main(), ['SECTION ', 'ASIDE ', 'SECTION ']);
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
  equal(main(), ['DIV ', 'DIV a', 'SECTION ', 'ASIDE ', 'SECTION ']);
});

test('what is said at a step stands below the page of that step', () => {
  start('?view=print&notes=yes&steps=all', 'slides');
  document.querySelector('template.notes').innerHTML = '<div class="note" data-note="0">zero</div><div class="note" data-note="1">one</div><div class="note" data-note="2">two</div>';
  slidekit.deck.show('print');
  equal([...document.querySelectorAll('main > div, main > section, main > aside')].map((one) => one.tagName === 'ASIDE' ? one.innerText.trim() : one.tagName),
    ['DIV', 'zero', 'DIV', 'one', 'SECTION', 'two', 'SECTION']);
});
