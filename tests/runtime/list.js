/* List: a listbox of any length. 400 px high, rows of 100, in columns of 100. */
function start({ count = 10000, tiled = true, dir = 'ltr', columns = 4 } = {}) {
  deal(1);
  document.body.insertAdjacentHTML('beforeend', `<style>
    #list { --stage-width: 1000px; display: grid; overflow: auto; height: 400px; width: ${columns}00px; grid: none / repeat(auto-fill, 100px); grid-auto-rows: 100px; scrollbar-width: none }
    #list > div { grid-area: var(--row) / var(--column) }
    #list::after { content: ""; grid-area: var(--rows) / 1 }
  </style><input><div id="list" dir="${dir}"></div>`);
  run('jquery', 'list');
  const made = [];
  const chosen = [];
  const make = (item) => { made.push(item); return Object.assign(document.createElement('div'), { textContent: item.name }); };
  const show = slidekit.list({ $list: $('#list'), $query: $('input'), tiled, make, added() {}, choose: (item) => chosen.push(item.name) });
  const items = Array.from({ length: count }, (_, n) => ({ name: n }));
  return { show, items, made, chosen };
}

const active = () => document.querySelector('[aria-selected=true]')?.textContent;
const key = (name, settings) => press(name, settings, document.querySelector('input'));
const options = () => document.querySelectorAll('#list > div').length;

test('only what is near the window is made, at first only what is in it', async () => {
  const { show, items, made } = start();
  show(items, 0);
  equal([made.length, options()], [16, 16]);
  await pause(150);
  equal(options(), 20);
});

test('all of it can be scrolled to', async () => {
  const { show, items } = start();
  show(items, 0);
  const list = document.querySelector('#list');
  await frame();
  equal(list.scrollHeight, 250000);
  list.scrollTop = 250000;
  await pause(150);
  equal([list.lastElementChild.textContent, options() <= 20], ['9999', true]);
});

test('who is shown first stands in the middle', () => {
  const { show, items } = start();
  show(items, 4000);
  equal([active(), document.querySelector('#list').scrollTop], ['4000', 99850]);
});

test('the field says which option is the active one, and each its place', () => {
  const { show, items } = start();
  show(items, 5);
  const option = document.getElementById(document.querySelector('input').getAttribute('aria-activedescendant'));
  equal([option.textContent, option.role, option.ariaPosInSet, option.ariaSetSize], ['5', 'option', '6', '10000']);
});

test('arrows go to all sides of tiles and stop at the edges', () => {
  const { show, items } = start({ count: 10 });      // 4, 4, 2
  show(items, 0);
  const way = (...names) => { names.forEach((name) => equal(key(name), true)); return active(); };
  equal([way('ArrowUp'), way('ArrowLeft'), way('ArrowRight'), way('ArrowDown'), way('ArrowUp')], ['0', '0', '1', '5', '1']);
  equal([way('End'), way('ArrowRight'), way('ArrowDown'), way('ArrowUp'), way('ArrowRight', 'ArrowDown'), way('Home')], ['9', '9', '9', '5', '9', '0']);
});

test('arrows follow the reading direction', () => {
  const { show, items } = start({ dir: 'rtl' });
  show(items, 0);
  key('ArrowLeft'); key('ArrowLeft'); key('ArrowRight');
  equal(active(), '1');
});

test('in rows, what moves in the text is left to the field', () => {
  const { show, items } = start({ tiled: false, columns: 1 });
  show(items, 3);
  for (const name of ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'a', 'Tab', 'PageDown']) { equal(key(name), false); }
  key('ArrowDown');
  equal(active(), '4');
});

test('a key with a modifier is left to the browser', () => {
  const { show, items } = start();
  show(items, 3);
  for (const modifier of ['altKey', 'ctrlKey', 'metaKey']) { equal(key('ArrowDown', { [modifier]: true }), false); }
  equal(key('Enter', { isComposing: true }), false);
  equal(active(), '3');
});

test('an active option is always in sight', () => {
  const { show, items } = start();
  show(items, 0);
  for (let n = 0; n < 9; n += 1) { key('ArrowDown'); }
  equal([active(), document.querySelector('#list').scrollTop], ['36', 600]);
});

test('Enter and a click choose', () => {
  const { show, items, chosen } = start();
  show(items, 7);
  equal(key('Enter'), true);
  document.querySelector('#list > div').click();
  equal(chosen, [7, 0]);
});

test('of nothing, nothing can be chosen', () => {
  const { show, chosen } = start();
  show([], 0);
  key('ArrowDown'); key('Enter');
  equal([options(), chosen, document.querySelector('input').hasAttribute('aria-activedescendant')], [0, [], false]);
});

test('what stays is not made again', () => {
  const { show, items, made } = start();
  show(items, 0);
  show(items.filter(({ name }) => name % 2), 0);
  equal([made.filter(({ name }) => name < 16).length, active()], [16, '1']);
});
