/* Find: overview, search and jump. */
function start() {
  deal(30, (n) => `<p>This is ${n}</p>${n === 7 ? '<p data-step="1">Größe</p><video></video>' : ''}`);
  document.body.insertAdjacentHTML('beforeend', `<style>
    .deck-list { display: grid; overflow: auto; height: 300px; grid-auto-rows: 100px } .deck-list > div { grid-area: var(--row) / var(--column) } .is-tiled { grid-template-columns: repeat(5, 1fr) }
  </style><template class="notes">secret</template><template><section class="slide">secret</section></template>`);
  document.querySelector('#slide-7').dataset.steps = 1;
  document.querySelector('#slide-9').setAttribute('aria-label', '9: Nine: a title');
  document.documentElement.dataset.view = 'slides';
  run('fit', 'jquery', 'state', 'position', 'deck', 'likeness', 'keymap', 'keys', 'dialog', 'seek', 'list', 'find');
  slidekit.texts = { lang: 'en', overview: 'Overview', search: 'Search', jump: 'Jump', filter: 'Filter', slides: 'Slides', none: 'Nothing' };
  slidekit.deck.start();
  slidekit.keys(slidekit.deck);
  slidekit.find(slidekit.deck);
  return slidekit.deck;
}

const field = () => document.querySelector('.deck-query');
const names = () => [...document.querySelectorAll('[role=option]')].map((option) => option.ariaLabel);
const count = () => document.querySelector('.deck-count').textContent;

function type(text) {
  field().value = text;
  field().dispatchEvent(new Event('input'));
}

test('the overview shows likenesses of the slides, the current one marked', () => {
  const deck = start();
  deck.go({ slide: 8, step: 0 });
  press('o');
  const current = document.querySelector('[aria-current]');
  equal([current.ariaLabel, current.ariaSelected, count()], ['8: This is 8', 'true', 'Slides: 30']);
  equal([current.querySelector('.deck-tile .slide').textContent, document.querySelector('dialog').ariaLabel], ['This is 8', 'Overview']);
  equal(document.querySelectorAll('.deck-tile video').length, 0);
});

test('Esc opens the overview when nothing else is open', () => {
  start();
  press('Escape');
  equal(Boolean(document.querySelector('.deck-overview[open]')), true);
});

test('in the reading view the overview is a list of titles', () => {
  start();
  document.documentElement.dataset.view = 'read';
  press('o');
  equal([document.querySelectorAll('.deck-tile').length, names()[0]], [0, '1: This is 1']);
  document.documentElement.dataset.view = 'slides';
});

test('typing filters by what the slides say', () => {
  const deck = start();
  press('o');
  type('GROSSE');
  equal([names(), count()], [[], 'Nothing']);
  type('größe');
  equal([names(), count()], [['7: This is 7Größe'], 'Slides: 1']);
  press('Enter', {}, field());
  equal(deck.at(), { slide: 7, step: 1 });
});

test('search shows where the words stand, and nothing before they are typed', () => {
  start();
  press('/');
  equal([names(), count()], [[], '']);
  type('is 2');
  equal([count(), document.querySelector('small').textContent], ['Slides: 12', 'This is 2']);
  equal([...document.querySelectorAll('[role=option]:first-child mark')].map((mark) => mark.textContent), ['is', 'is', '2']);
});

test('notes and hidden slides are found by nobody', async () => {
  start();
  for (const key of ['/', 'o', 'g']) {
    press(key);
    type('secret');
    equal([names(), count()], [[], 'Nothing']);
    document.querySelector('dialog[open]').close();
    await frame();
  }
});

test('a long text is shown from a little before what was found', () => {
  start();
  document.querySelector('#slide-3').textContent = `${'many words '.repeat(20)}needle ${'and more '.repeat(60)}`;
  press('/');
  type('needle');
  const { textContent: text } = document.querySelector('small');
  equal([text.startsWith('… many words'), text.indexOf('needle') < 40, text.length < 210], [true, true, true]);
});

test('jump takes a number, with a step', () => {
  const deck = start();
  press('g');
  type('7.1');
  equal(names()[0], '7.1: This is 7Größe');
  press('Enter', {}, field());
  equal(deck.at(), { slide: 7, step: 1 });
});

test('jump to a number beyond the end offers the last slide', () => {
  start();
  press('g');
  type('999');
  equal(names(), ['30: This is 30']);
});

test('jump takes part of a title; titles with the number follow the number itself', () => {
  const deck = start();
  press('g');
  type('NINE');
  equal(names(), ['9: Nine: a title']);
  type('2');
  equal(names().slice(0, 3), ['2: This is 2', '12: This is 12', '20: This is 20']);
  press('ArrowDown', {}, field());
  press('Enter', {}, field());
  equal(deck.at().slide, 12);
});

test('Enter without a word stays at the step one is at', () => {
  const deck = start();
  deck.go({ slide: 7, step: 1 });
  press('o');
  press('Enter', {}, field());
  equal([deck.at(), document.querySelector('dialog[open]')], [{ slide: 7, step: 1 }, null]);
});

test('choosing lifts the curtain, closing does not', () => {
  const deck = start();
  deck.black();
  press('o');
  document.querySelector('dialog').close();
  equal(deck.state().curtain, 1);
  press('o');
  document.querySelector('[role=option]').click();
  equal(deck.state().curtain, 0);
});

test('what was found is marked on the slide', () => {
  start();
  press('/');
  type('this');
  press('Enter', {}, field());
  const [range] = CSS.highlights.get('deck-found');
  equal([range.startContainer.data, range.endOffset], ['This is 1', 4]);
});

test('nothing is left when it is closed', async () => {
  start();
  const before = document.querySelectorAll('*').length;
  press('o');
  document.querySelector('dialog').close();
  await pause(200);
  equal(document.querySelectorAll('*').length, before);
});

test('where there are other slides, they are listed, and what is chosen stays', () => {
  const deck = start();
  slidekit.verbs.search();
  type('is 1');
  deck.renew(deck.slides().slice(5), { ...deck.state() });
  slidekit.find.renew(7);
  equal([names().slice(0, 2), document.querySelector('[aria-selected=true]').ariaLabel], [['5: This is 10', '6: This is 11'], '7: This is 12']);
});
