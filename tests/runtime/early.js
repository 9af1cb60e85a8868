/* Early: what is settled before anything is painted, and when the rest starts. */
function start(address, prefers = 'slides') {
  deal(2);
  document.body.dataset.view = prefers;
  history.replaceState(null, '', location.pathname + address);
  run('fit', 'early');
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

test('the rest starts by itself, once, after the first paint', async () => {
  start('');
  let runs = 0;
  slidekit.boot(() => { runs += 1; });
  equal(runs, 0);
  await pause(700);
  equal(runs, 1);
});

test('a key starts it at once, and is heard by what it starts', () => {
  start('');
  const heard = [];
  slidekit.boot(() => document.addEventListener('keydown', (event) => heard.push(event.key)));
  press('n');
  equal(heard, ['n']);
});

test('where another slide or view is asked for it starts at once', () => {
  for (const address of ['#2', '?view=read', '?view=print']) {
    start(address);
    let runs = 0;
    slidekit.boot(() => { runs += 1; });
    equal(runs, 1);
  }
});
