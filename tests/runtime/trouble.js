const text = 'a/talk.rst:13:4: error: no such thing: "x" [no-such]\n   13 | .. x::\n      |    ^';
const one = { text, slide: 2 };

function start() {
  deal(2);
  run('jquery', 'state', 'position', 'deck', 'listen', 'trouble');
  slidekit.texts = { lang: 'en', slide: 'slide', troubles: 'T', errors: '{} errors', error: '1 error', warnings: '{} warnings', warning: '1 warning', source: 'Source', show: 'Show' };
  window.opened = [];
  slidekit.source = { open: (...what) => opened.push(what) };
  slidekit.deck.start();
  slidekit.trouble(slidekit.deck);
}

const summary = (kind) => { const found = document.querySelector(`.deck-${kind}`); return found.hidden ? '' : found.querySelector('summary').textContent; };

test('an error says where, what and which, with its picture', async () => {
  start();
  slidekit.trouble.take({ errors: [one], warnings: [] });
  await pause(350);
  equal([...document.querySelectorAll('.deck-errors li > *')].map((part) => part.textContent),
    ['a/talk.rst:13:4slide 2', 'no such thing: "x" no-such', '13 | .. x::\n   |    ^']);
  equal([summary('errors'), summary('warnings')], ['1 error', '']);
});

test('what is no message of ours is shown as it is', async () => {
  start();
  slidekit.trouble.take({ errors: [{ text: 'all is lost', slide: null }], warnings: [] });
  await pause(350);
  equal(document.querySelector('.deck-errors li').textContent, 'all is lost');
});

test('its buttons go to the slide, and to the source', async () => {
  start();
  slidekit.trouble.take({ errors: [one], warnings: [] });
  await pause(350);
  for (const button of document.querySelectorAll('.deck-where button')) { button.click(); }
  equal([opened, place()], [[[2, '.. x::']], '2']);
});

test('what is mended at once is never shown', async () => {
  start();
  slidekit.trouble.take({ errors: [one], warnings: [one] });
  slidekit.trouble.take({ errors: [], warnings: [] });
  await pause(350);
  equal([summary('errors'), summary('warnings'), document.querySelector('.deck-troubles').hidden], ['', '', true]);
});

test('while something is wrong, news of it do not wait', async () => {
  start();
  slidekit.trouble.take({ errors: [one], warnings: [] });
  await pause(350);
  slidekit.trouble.take({ errors: [one, one], warnings: [] });
  equal(summary('errors'), '2 errors');
  slidekit.trouble.take({ errors: [], warnings: [one] });
  equal([summary('errors'), summary('warnings')], ['', '']);
});

test('the latest of what is said stays, whoever said it', () => {
  start();
  slidekit.trouble.say('gone', 'The server is gone');
  slidekit.trouble.say('place', 'talk.rst:1');
  const said = () => document.querySelector('.deck-says').textContent;
  const first = said();
  slidekit.trouble.say('place', '');
  equal([first, said()], ['talk.rst:1', 'The server is gone']);
});
