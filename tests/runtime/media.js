/* Media: what plays by itself, where and when. */
const calls = [];
HTMLMediaElement.prototype.play = async function () { calls.push(`+${this.id}`); };
HTMLMediaElement.prototype.pause = function () { calls.push(`-${this.id}`); };

function start(view = 'slides') {
  deal(3, (n) => n === 1 ? '' : `<video id="film-${n}" data-autoplay data-bare controls></video><audio id="sound-${n}" controls></audio>`);
  document.documentElement.dataset.view = view;
  run('jquery', 'state', 'position', 'deck', 'listen', 'media');
  slidekit.deck.start();
  slidekit.media(slidekit.deck);
  return slidekit.deck;
}

const heard = () => calls.splice(0).join(' ');
const find = (id) => document.getElementById(id);

test('a film plays when its slide is shown, and stops when it is left', () => {
  const deck = start();
  equal(heard(), '');
  deck.next();
  equal([heard(), find('film-2').controls, find('sound-2').controls], ['+film-2', false, true]);
  deck.next();
  equal(heard(), '-film-2 -sound-2 +film-3');
  deck.previous();
  equal(heard(), '-film-3 -sound-3 +film-2');
});

test('in the reading view nothing plays by itself, and all has controls', () => {
  const deck = start();
  deck.next();
  heard();
  deck.show('read');
  equal([heard(), find('film-2').controls, find('film-3').controls], ['-film-2', true, true]);
  deck.next();
  equal(heard(), '-film-2 -sound-2');
  deck.show('slides');
  equal([heard(), find('film-3').controls], ['+film-3', false]);
});

test('a step that is shown starts its film', () => {
  const deck = start();
  document.querySelector('#slide-2').dataset.steps = 1;
  find('film-2').dataset.step = 1;
  deck.next();
  equal(heard(), '');
  deck.next();
  equal(heard(), '+film-2');
  deck.previous();
  equal(heard(), '-film-2');
});

test('an edit of the slide that is shown leaves alone what plays', () => {
  const deck = start();
  deck.next();
  heard();
  jQuery(document).trigger('deck:edit');
  equal(heard(), '');
  find('film-2').insertAdjacentHTML('afterend', '<video id="young" data-autoplay></video>');
  jQuery(document).trigger('deck:edit');
  equal(heard(), '+young');
});

test("in the speaker's window nothing is heard", () => {
  const deck = start('presenter');
  deck.next();
  for (const id of ['film-2', 'sound-2']) { find(id).dispatchEvent(new Event('play')); }
  equal([heard(), find('film-2').muted, find('sound-2').muted], ['+film-2', true, true]);
});

test('who may not play by itself shows its controls', async () => {
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  start().next();
  HTMLMediaElement.prototype.play = play;
  await frame();
  equal(find('film-2').controls, true);
});
