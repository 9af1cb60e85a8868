/* Fit: how large what is on a slide can be. */
function start(inside) {
  deal(2, inside);
  document.head.insertAdjacentHTML('beforeend', `<style>
    :root { --stage-width: 1280px; --stage-height: 720px }
    body { margin: 0 } .slide { width: 1280px; height: 720px; padding: 40px; box-sizing: border-box }
    .slide-body { font: calc(40px * var(--fit, 1)) / 1.2 sans-serif } p { margin: 0 }
    pre { margin: 0; font-size: var(--code-fit, 20px); width: fit-content; max-width: 100%; overflow-x: auto }
  </style>`);
  run('fit');
  slidekit.fit.slide(slide());
}

const slide = () => document.querySelector('.slide');
const body = () => document.querySelector('.slide-body');
const fit = () => Number(body().style.getPropertyValue('--fit'));

test('the stage is scaled to the narrower side of the window', () => {
  start();
  slidekit.fit.stage();
  equal(document.documentElement.style.getPropertyValue('--scale'), '1');
  document.documentElement.style.setProperty('--stage-width', '2560px');
  slidekit.fit.stage();
  equal(document.documentElement.style.getPropertyValue('--scale'), '0.5');
});

test('few words are larger than many', () => {
  start(() => '<p>Few</p>');
  const few = fit();
  start(() => `<p>${'Many words. '.repeat(40)}</p>`);
  if (!(few > 2 * fit())) { throw new Error(`${few} ${fit()}`); }
});

test('a slide is as full as it can be', () => {
  start(() => `<p>${'Many words. '.repeat(60)}</p>`);
  const full = body().offsetHeight;
  body().style.setProperty('--fit', fit() * 1.08);
  if (!(full <= 640 && body().offsetHeight > 640)) { throw new Error(`${full} ${body().offsetHeight}`); }
});

test('what is too much is half its size and no smaller', () => {
  start(() => `<p>${'Far too many words. '.repeat(900)}</p>`);
  equal([fit(), body().classList.contains('is-full'), body().tabIndex], [0.5, true, 0]);
});

test('what fits is not marked as full', () => {
  start();
  equal([document.querySelectorAll('.is-full').length, body().hasAttribute('tabindex')], [0, false]);
});

test('code is as wide as the room', () => {
  start(() => `<pre><code>${'x'.repeat(80)}</code></pre>`);
  const { width } = document.querySelector('code').getBoundingClientRect();
  if (width < 1180 || width > 1200) { throw new Error(width); }
});

test('code that is scrolled can be scrolled with the keys', () => {
  start(() => `<pre style="font-size: 30px"><code>${'x'.repeat(200)}</code></pre>`);
  equal(document.querySelector('pre').tabIndex, 0);
});

test('a slide is fitted once, until that is forgotten', () => {
  start();
  body().style.setProperty('--fit', 'x');
  slidekit.fit.slide(slide());
  equal(body().style.getPropertyValue('--fit'), 'x');
  slidekit.fit.again(slide());
  slidekit.fit.slide(slide());
  if (!(fit() > 1)) { throw new Error(fit()); }
});

test('all can be forgotten', () => {
  start();
  body().style.setProperty('--fit', 'x');
  slidekit.fit.again();
  slidekit.fit.slide(slide());
  if (!(fit() > 1)) { throw new Error(fit()); }
});

test('what is not shown is left for later', () => {
  start();
  const hidden = document.querySelector('#slide-2');
  slidekit.fit.slide(hidden);
  equal(hidden.querySelector('.slide-body').style.getPropertyValue('--fit'), '');
});

test('nothing to fit is no trouble', () => {
  start();
  slidekit.fit.slide(null);
  slidekit.fit.slide(undefined);
});

test('the only inline styles are custom properties', () => {
  start(() => '<p>Text</p><pre><code>code</code></pre>');
  const written = [...document.querySelectorAll('[style]')].flatMap((one) => [...one.style]);
  equal(written.filter((name) => !name.startsWith('--')), []);
});
