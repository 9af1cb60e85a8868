/* Early: what is settled before anything is painted, and when the rest starts. */
function start(address, prefers = 'slides') {
  deal(2);
  document.body.dataset.view = prefers;
  history.replaceState(null, '', location.pathname + address);
  run('fit', 'inflate', 'early');
  return document.documentElement.dataset.view;
}

const fit = () => document.querySelector('.slide-body').style.getPropertyValue('--fit');

test('without a word the view is the slides', () => {
  equal(start(''), 'slides');
});

test('the address chooses the view', () => {
  equal(start('?view=read'), 'read');
  equal(start('?view=print'), 'print');
  equal(start('?a=b&view=slides'), 'slides');
});

test('an unknown view is the slides', () => {
  equal(start('?view=nothing'), 'slides');
  equal(start('?view='), 'slides');
  equal(start('?view=constructor'), 'slides');
});

test('the first slide is fitted as soon as it is there', () => {
  start('');
  slidekit.first();
  equal(fit() !== '', true);
});

test('where another slide is asked for, nothing is shown before it', () => {
  start('#2');
  slidekit.first();
  equal([document.documentElement.classList.contains('is-starting'), fit()], [true, '']);
});

test('what the author prefers holds from the first slide on', () => {
  start('', 'read');
  slidekit.first();
  equal(document.documentElement.dataset.view, 'read');
});

/* A script that counts its runs and hears keys, as the page brings it. */
const REST = 'window.runs = (window.runs || 0) + 1; document.addEventListener("keydown", ({ key }) => (window.heard ||= []).push(key))';

async function boot(address) {
  const stream = new Blob([REST]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  start(address);
  slidekit.boot(btoa(String.fromCharCode(...bytes)));
}

test('the rest starts by itself, once, after the first paint', async () => {
  await boot('');
  equal(window.runs, undefined);
  await pause(700);
  equal(window.runs, 1);
});

test('a key starts it at once, and is heard by what it starts', async () => {
  await boot('');
  press('n');
  equal(window.heard, ['n']);
});

test('where another slide or view is asked for it starts at once', async () => {
  for (const address of ['#2', '?view=read', '?view=print']) {
    window.runs = 0;
    await boot(address);
    equal(window.runs, 1);
  }
});
