/* Presenter: what the speaker's window shows. */
const TEXTS = {
  lang: 'en', slide: 'slide', clock: 'Clock', speaker: 'Speaker window', notes: 'Notes', noNotes: 'no notes', next: 'Next', previous: 'Previous', pause: 'Pause', reset: 'Reset',
  sure: 'Sure?', black: 'Black', white: 'White', log: 'Log', end: 'The end', open: 'Open it', lost: 'Lost', alone: 'Alone', time: 'time', elapsed: 'elapsed', left: 'left', pace: 'pace', smaller: 'Smaller', larger: 'Larger'
};

function start(view = 'presenter') {
  deal(4, (n) => n === 2 ? '<p data-step="1">a</p><p data-step="2">b</p>' : `<p>This is ${n}</p>`);
  const [one, two] = document.querySelectorAll('.slide');
  one.insertAdjacentHTML('afterend', '<template class="notes"><p>Say <em>this</em></p></template>');
  two.dataset.steps = '2';
  two.insertAdjacentHTML('afterend', `<template class="notes">${[0, 1, 2].map((n) => `<div class="note" data-note="${n}">Note ${n}</div>`).join('')}</template>`);
  document.querySelector('#slide-3').insertAdjacentHTML('afterend', '<template class="slide-hidden"></template><template class="notes">Hidden</template>');
  Object.assign(document.documentElement.dataset, { at: '1', view });
  run('fit', 'jquery', 'state', 'position', 'seek', 'deck', 'scale', 'listen', 'memory', 'likeness', 'pace', 'presenter');
  Object.assign(slidekit, { name: 'talk', texts: TEXTS });
  slidekit.log = { table: () => $('<table>') };
  slidekit.deck.start();
  slidekit.presenter(slidekit.deck);
  return slidekit.deck;
}

const text = (name) => document.querySelector(`.deck-${name}`).textContent;
const verb = (name) => document.querySelector(`[data-verb=${name}]`);
const tick = (more) => $(document).trigger('deck:tick', { elapsed: 61000, left: 1000, kind: 'is-late', words: '2 min behind', now: '14:05', sure: false, ...more });

test('next is the next slide, by its number and title', async () => {
  start();
  await frame();
  equal([document.querySelector('.deck-next h2').textContent, document.querySelector('.deck-pane .slide').textContent], ['Next · 2 · ab', 'ab']);
});

test('next is the next step, as it will be', async () => {
  start().go({ slide: 2, step: 1 });
  await frame();
  equal([document.querySelector('.deck-next h2').textContent, [...document.querySelectorAll('.deck-pane .is-shown')].map((part) => part.textContent)], ['Next · 2.2 · ab', ['a', 'b']]);
});

test('at the end there is the log', async () => {
  start().last();
  await frame();
  equal([document.querySelector('.deck-next h2').textContent, document.querySelectorAll('.deck-pane table').length, document.querySelector('.deck-pane').tabIndex], ['The end', 1, 0]);
});

test('back from the end there is a next slide again', async () => {
  const deck = start();
  deck.last();
  await frame();
  deck.previous();
  await frame();
  equal([document.querySelectorAll('.deck-pane table').length, document.querySelector('.deck-pane').hasAttribute('tabindex'), document.querySelector('.deck-pane .slide').textContent], [0, false, 'This is 4']);
});

test('the notes are those of the slide', async () => {
  const deck = start();
  await frame();
  equal(document.querySelector('.deck-said').innerHTML, '<p>Say <em>this</em></p>');
  deck.go({ slide: 3, step: 0 });
  await frame();
  equal([text('said'), document.querySelector('.deck-said').classList.contains('is-empty')], ['no notes', true]);
});

test('the note in force is the last whose step is reached', async () => {
  const deck = start();
  const now = () => [...document.querySelectorAll('.is-now')].map((note) => note.textContent);
  const found = [];
  for (const step of [0, 1, 2, 1]) {
    deck.go({ slide: 2, step });
    await frame();
    found.push(now());
  }
  equal(found, [['Note 0'], ['Note 1'], ['Note 2'], ['Note 1']]);
});

test('the position is told with its step', async () => {
  const deck = start();
  equal(document.querySelector('dd.deck-slide').textContent, '1 / 4');
  deck.go({ slide: 2, step: 1 });
  equal(document.querySelector('dd.deck-slide').textContent, '2 / 4 · 1 / 2');
});

test('the times are told', () => {
  start();
  tick();
  equal([text('time'), text('elapsed'), text('left'), text('pace'), document.querySelector('.deck-pace').className], ['14:05', '1:01', '0:01', '2 min behind', 'deck-pace is-late']);
  tick({ left: null });
  equal(text('left'), '');
});

test('a press on reset asks for another', () => {
  start();
  tick({ sure: true });
  equal([verb('reset').textContent, verb('reset').ariaLabel], ['Sure?', null]);
  tick();
  equal(verb('reset').textContent, 'Reset');
});

test('the buttons do what the keys do, and leave the keys to the deck', () => {
  const deck = start();
  verb('next').focus();
  verb('next').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  equal([deck.at().slide, document.activeElement === document.body], [2, true]);
});

test('a button pressed by a key keeps the focus', () => {
  start();
  verb('next').focus();
  verb('next').click();
  equal(document.activeElement === verb('next'), true);
});

test('what the room sees is said: black, white, paused', () => {
  const deck = start();
  deck.black();
  equal([text('news').startsWith('Black'), verb('black').getAttribute('aria-pressed')], [true, 'true']);
  deck.white();
  equal(text('news').startsWith('White'), true);
  deck.set({ curtain: 0, halted: 5 });
  equal([document.querySelector('[role=status]').textContent, verb('black').getAttribute('aria-pressed'), verb('pause').getAttribute('aria-pressed')], ['', 'false', 'true']);
});

test('a lost audience is said, with a way to it; one that is there is not', () => {
  start();
  const news = (status) => {
    $(document).trigger('deck:partner', status);
    return [document.querySelector('[role=status]').textContent, verb('speaker').hidden];
  };
  equal([news('alone'), news('there'), news('lost')], [['Alone', false], ['', true], ['Lost', false]]);
  equal(document.querySelector('.deck-news').classList.contains('is-lost'), true);
});

test('the notes grow and shrink, within reason, and stay so', () => {
  start();
  const size = () => parseFloat(document.querySelector('.deck-said').style.fontSize);
  const first = size();
  verb('larger').click();
  const larger = size();
  equal(larger > first, true);
  start();
  equal(size(), larger);
  for (let n = 0; n < 40; n += 1) { verb('smaller').click(); }
  equal(size(), 50);
  for (let n = 0; n < 40; n += 1) { verb('larger').click(); }
  equal(size(), 400);
});

test('a nonsense size in the memory is none', () => {
  start();
  for (const nonsense of ['x', {}, [], 'NaN']) {
    slidekit.memory.write('notes', nonsense);
    slidekit.presenter(slidekit.deck);
    equal(document.querySelector('.deck-said').style.fontSize, '130%');
  }
});

test('the sections stay in the deck, with nothing added', () => {
  start();
  equal([document.querySelectorAll('main > .slide').length, document.querySelectorAll('main .slide').length, shown()], [4, 4, ['slide-1']]);
});

test('other views have no desk, and another start no second one', () => {
  start('slides');
  equal(document.querySelectorAll('.deck-desk').length, 0);
  const deck = start();
  slidekit.presenter(deck);
  equal(document.querySelectorAll('.deck-desk').length, 1);
});

test('a deck without slides is no trouble', () => {
  deal(0);
  document.documentElement.dataset.view = 'presenter';
  run('fit', 'jquery', 'state', 'position', 'seek', 'deck', 'scale', 'listen', 'memory', 'likeness', 'pace', 'presenter');
  Object.assign(slidekit, { name: 'talk', texts: TEXTS });
  slidekit.deck.start();
  slidekit.presenter(slidekit.deck);
  equal(document.querySelectorAll('.deck-desk').length, 0);
});
