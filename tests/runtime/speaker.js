/* Speaker: from one window to the other. */
let opened;

function start(view, partner, answer = {}) {
  deal(9);
  Object.assign(document.documentElement.dataset, { at: '1', view });
  history.replaceState(null, '', `${location.pathname}?end=1430&view=x`);
  run('jquery', 'state', 'position', 'fit', 'seek', 'deck', 'dialog', 'speaker');
  Object.assign(slidekit, { texts: { lang: 'en', close: 'Close', speaker: 'Speaker window', open: 'Open it', blocked: 'Blocked' } });
  slidekit.sync = { nameOf: (name) => `slidekit-${name}-7`, partner: () => partner };
  opened = [];
  window.open = (...what) => { opened.push(what.map(String)); return answer; };
  slidekit.deck.start();
  slidekit.speaker(slidekit.deck);
  return slidekit.deck;
}

test('the other window is this page in the other view, at the same place, with all that was asked for', () => {
  start('slides').go({ slide: 3, step: 0 });
  slidekit.verbs.speaker();
  const [[address, name]] = opened;
  equal([address.split('?')[1], name], ['end=1430&view=presenter#3', 'slidekit-presenter-7']);
});

test('from the speaker window it is the slides', () => {
  start('presenter');
  slidekit.verbs.speaker();
  const [[address, name]] = opened;
  equal([address.split('?')[1], name], ['end=1430&view=slides#1', 'slidekit-slides-7']);
});

test('a window of its own, smaller than the screen', () => {
  start('slides');
  slidekit.verbs.speaker();
  equal(opened[0][2], `popup,width=${Math.round(screen.width * 0.8)},height=${Math.round(screen.height * 0.8)}`);
});

test('a window that is there comes to the front', () => {
  let asked = 0;
  start('slides', { focus: () => { asked += 1; } });
  slidekit.verbs.speaker();
  equal([asked, opened], [1, []]);
});

test('a window that may not open is said, with a link to it', () => {
  start('slides', undefined, null);
  slidekit.verbs.speaker();
  const link = document.querySelector('dialog[open] a');
  equal([link.textContent, link.target, link.href.split('?')[1]], ['Open it', 'slidekit-presenter-7', 'end=1430&view=presenter#1']);
});
