const PIECES = ['jquery', 'fit', 'state', 'position', 'deck', 'listen', 'likeness', 'graft', 'patch', 'frame'];

function start() {
  deal(1);
  document.body.insertAdjacentHTML('afterbegin', '<header class="visually-hidden"><h1>Old</h1></header>');
  document.querySelectorAll('head > [name], head > style').forEach((one) => one.remove());
  document.head.insertAdjacentHTML('beforeend', '<style>p { color: red }</style><style class="deck-style"></style>');
  document.head.insertAdjacentHTML('afterbegin', '<meta name="viewport"><meta name="author" content="me">');
  run(...PIECES);
  slidekit.texts = { slide: 'slide' };
  slidekit.deck.start();
  slidekit.patch(slidekit.deck);
  Object.assign(slidekit, { progress: () => { window.progress = document.body.dataset.numbers; }, clock: () => {}, mouse: () => {} });
  return (parts) => slidekit.frame(slidekit.deck, parts);
}

test('the title is in the window and in the heading', () => {
  start()({ title: 'New & old' });
  equal([document.title, document.querySelector('h1').textContent], ['New & old', 'New & old']);
});

test('the style is the author’s, not the runtime’s', () => {
  start()({ css: 'p { color: lime }' });
  equal([...document.querySelectorAll('head > style')].map((one) => one.textContent), ['p { color: lime }', '']);
});

test('a header and a footer come and go', () => {
  const frame = start();
  frame({ header: 'ours', footer: '<b>below</b>' });
  equal(document.querySelector('body > header').outerHTML, '<header class="deck-header"><h1 class="visually-hidden">Old</h1>ours</header>');
  equal(document.querySelector('body > .deck-footer').outerHTML, '<footer class="deck-footer"><b>below</b></footer>');
  frame({ header: '', footer: '' });
  equal(document.querySelector('body > header').outerHTML, '<header class="visually-hidden"><h1>Old</h1></header>');
  equal(document.querySelector('body > .deck-footer'), null);
});

test('metadata and direction', () => {
  const frame = start();
  frame({ meta: '<meta name="keywords" content="x">', dir: 'rtl' });
  equal([...document.querySelectorAll('head > meta[name]')].map((one) => one.name), ['viewport', 'keywords']);
  equal(document.documentElement.dir, 'rtl');
  frame({ dir: '' });
  equal(document.documentElement.hasAttribute('dir'), false);
});

test('what the pieces read on the body is taken over, and they start again', () => {
  const frame = start();
  document.body.dataset.duration = '60';
  frame({ body: { 'data-numbers': 'no' } });
  equal([{ ...document.body.dataset }, window.progress], [{ numbers: 'no' }, 'no']);
});
