/* Likeness: a copy of a slide to look at. */
function start(inside) {
  deal(1, () => inside);
  run('jquery', 'state', 'position', 'deck', 'likeness');
  slidekit.deck.start();
  return document.querySelector('.slide');
}

test('it has no ids, plays nothing, and is neither focused nor read aloud', () => {
  const slide = start('<p id="a">x</p><video></video><audio></audio><iframe></iframe><object></object>');
  const [copy] = slidekit.likeness(slide);
  equal([copy.querySelectorAll('[id], video, audio, iframe, object').length, copy.id, copy.inert, copy.getAttribute('aria-hidden')], [0, '', true, 'true']);
  equal(copy.textContent, 'x');
});

test('it is no section of the deck, and not the current one', () => {
  const slide = start('x');
  slide.classList.add('dark');
  slide.dataset.background = 'b';
  const [copy] = slidekit.likeness(slide);
  equal([copy.tagName, copy.className, copy.dataset.background], ['DIV', 'slide dark', 'b']);
});

test('it shows itself at the step that is asked for', () => {
  const slide = start('<p data-step="1">a</p><p data-step="2">b</p>');
  const parts = (step) => slidekit.likeness(slide, step).find('.is-shown').text();
  equal([parts(0), parts(1), parts(2)], ['', 'a', 'ab']);
});

test('a film is seen as a still, in its place and of its size; or as its poster', () => {
  const slide = start();
  slide.innerHTML = '<div class="slide-body"><video class="wide" width="30"></video><video poster="data:,x"></video></div>';
  const [one, other] = slidekit.likeness(slide)[0].firstChild.children;
  equal([one.tagName, one.className, one.style.width, other.tagName, other.getAttribute('src')], ['CANVAS', 'wide', '30px', 'IMG', 'data:,x']);
});

test('it has the background of its slide', () => {
  const slide = start();
  slide.style.setProperty('--background', 'red');
  equal(slidekit.likeness(slide)[0].style.getPropertyValue('--background'), 'red');
});
