/* Scale: the stage follows the window, and slides are fitted when they are shown. */
function start(inside) {
  deal(3, inside);
  document.head.insertAdjacentHTML('beforeend', `<style>
    :root { --stage-width: 1280px; --stage-height: 720px }
    body { margin: 0 } .slide { width: 1280px; height: 720px; padding: 40px; box-sizing: border-box }
    .slide-body { font: calc(40px * var(--fit, 1)) / 1.2 sans-serif }
  </style>`);
  run('fit', 'jquery', 'state', 'position', 'deck', 'scale');
  slidekit.deck.start();
  slidekit.scale(slidekit.deck);
  return slidekit.deck;
}

const fit = (n) => Number(document.querySelector(`#slide-${n} .slide-body`).style.getPropertyValue('--fit'));

test('the stage is scaled to the window', () => {
  start();
  equal(document.documentElement.style.getPropertyValue('--scale'), '1');
});

test('a slide is fitted when it is shown, and no sooner', () => {
  const deck = start();
  equal(fit(2), 0);
  deck.next();
  if (fit(2) < 1) { throw new Error(fit(2)); }
});

test('a window that changes scales the stage again', async () => {
  start();
  document.documentElement.style.removeProperty('--scale');
  window.dispatchEvent(new Event('resize'));
  equal(document.documentElement.style.getPropertyValue('--scale'), '1');
});

test('a picture that comes late has its slide fitted again', async () => {
  start(() => '<img alt="">');
  const written = [];
  slidekit.fit.slide = (slide) => written.push(slide.id);
  slidekit.scale(slidekit.deck);
  written.length = 0;
  document.querySelector('img').dispatchEvent(new Event('load'));
  equal(written, ['slide-1']);
});

test('the print view has every slide fitted', () => {
  const deck = start();
  document.documentElement.dataset.view = 'slides';
  deck.show('print');
  equal([1, 2, 3].every((n) => fit(n) > 1), true);
});

test('the only inline styles are custom properties', () => {
  start();
  const written = [...document.querySelectorAll('[style]')].flatMap((one) => [...one.style]);
  equal(written.filter((name) => !name.startsWith('--')), []);
});

test('where a slide is longer than the stage, what is lit, and what a step brings, is in sight', () => {
  deal(1, () => `<pre style="line-height: 20px"><code data-lit="0">${[...Array(60).keys()].map((n) => `<span class="line" style="display: block"${n === 50 ? ' data-lit="1-1"' : n === 2 ? ' data-lit="0-0"' : ''}>${n}</span>`).join('')}</code></pre><p data-step="2">end</p>`);
  document.querySelector('.slide').dataset.steps = 2;
  const body = document.querySelector('.slide-body');
  run('jquery', 'state', 'position', 'deck', 'fit', 'scale');
  slidekit.deck.start();
  Object.assign(body.style, { blockSize: '200px', overflow: 'auto' });
  const story = [];
  for (const step of [1, 2, 0]) {
    slidekit.deck.go({ slide: 1, step });
    body.classList.add('is-full');
    slidekit.reveal(slidekit.deck.current(), step);
    const room = body.getBoundingClientRect();
    story.push([...document.querySelectorAll('.is-lit:not(code), .is-shown')].map((part) => part.getBoundingClientRect()).every(({ top, bottom }) => top >= room.top - 1 && bottom <= room.bottom + 1));
  }
  equal(story, [true, true, true]);
});
