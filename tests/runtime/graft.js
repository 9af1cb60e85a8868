const begin = () => { document.body.innerHTML = '<main></main>'; run('graft'); };
const made = (html) => Object.assign(document.createElement('template'), { innerHTML: html }).content.firstElementChild;

function grafted(old, fresh) {
  const element = document.querySelector('main').appendChild(made(old));
  slidekit.graft.onto(element, made(fresh));
  return element;
}

test('an element becomes what the other is', () => {
  begin();
  const fresh = '<section id="b" title="x"><h2>New <b>title</b></h2><!-- a word --><p class="y">text</p><ul><li>a</li></ul></section>';
  equal(grafted('<section id="a" lang="de"><h2 class="z">Old</h2><ul><li>a</li><li>b</li></ul>end</section>', fresh).outerHTML, fresh);
});

test('whatever becomes whatever', () => {
  begin();
  let seed = 7;
  const random = (most) => { seed = seed * 16807 % 2147483647; return seed % most; };
  const words = ['', ' x', '<!---->', 'a &lt; b'];
  const names = ['p', 'div', 'ul', 'pre', 'details', 'template', 'img', 'svg', 'table'];
  function html(depth) {
    const name = names[random(names.length)];
    const attributes = ['class', 'src', 'id', 'data-step'].filter(() => !random(3)).map((one) => ` ${one}="data:,${random(3)}"`).join('');
    const inside = depth ? Array.from({ length: random(4) }, () => words[random(4)] + html(depth - 1)).join('') : words[random(4)];
    return name === 'img' ? `<img${attributes}>` : `<${name}${attributes}>${inside}</${name}>`;
  }
  for (let n = 0; n < 1000; n += 1) {
    const [old, fresh] = [`<div>${html(3)}</div>`, `<div>${html(3)}</div>`];
    const found = grafted(old, fresh);
    if (!found.isEqualNode(made(fresh))) { equal(found.outerHTML, fresh); }
    document.querySelector('main').replaceChildren();
  }
});

test('what is of the same kind stays the element that it was', () => {
  begin();
  const element = grafted('<div><p>a</p></div>', '<div><p>a</p></div>');
  const { firstChild } = element;
  slidekit.graft.onto(element, made('<div><p>b</p><p>c</p></div>'));
  equal([element.firstChild === firstChild, element.textContent], [true, 'bc']);
});

test('a picture is not made again, wherever it stands now', () => {
  begin();
  const element = document.querySelector('main').appendChild(made('<div><img src="data:,a"><img src="data:,b"></div>'));
  const [a, b] = element.children;
  slidekit.graft.onto(element, made('<div><p>x</p><figure><img src="data:,b" alt="b"></figure><img src="data:,a"></div>'));
  equal([element.lastChild === a, element.querySelector('figure img') === b, b.alt], [true, true, 'b']);
});

test('a new version of a picture takes the place of the old one in its element', () => {
  begin();
  const element = document.querySelector('main').appendChild(made('<div><img src="data:,x?v=1"></div>'));
  const { firstChild } = element;
  slidekit.graft.onto(element, made('<div><img src="data:,x?v=2"></div>'));
  equal([element.firstChild === firstChild, firstChild.getAttribute('src')], [true, 'data:,x?v=2']);
});

test('what the reader unfolded stays so, and the focus where it was', () => {
  begin();
  const element = document.querySelector('main').appendChild(made('<div><details><summary>a</summary>b</details><p>x</p></div>'));
  const [details, p] = element.children;
  details.open = true;
  p.tabIndex = 0;
  p.focus();
  slidekit.graft.onto(element, made('<div><details><summary>c</summary>d</details><p>y</p></div>'));
  equal([details.open, details.textContent, document.activeElement === p, p.textContent], [true, 'cd', true, 'y']);
});

test('a script that came runs, one that stayed does not run again', () => {
  begin();
  window.runs = 0;
  const element = document.querySelector('main').appendChild(made('<div></div>'));
  slidekit.graft.onto(element, made('<div><script>runs += 1</script></div>'));
  slidekit.graft.onto(element, made('<div><script>runs += 1</script><p>x</p></div>'));
  equal(window.runs, 1);
});

test('who scrolled is put there again', () => {
  begin();
  document.body.insertAdjacentHTML('beforeend', '<div id="s"><div style="height: 50px; overflow: auto"><p style="height: 500px">x</p></div></div>');
  const box = document.querySelector('#s div');
  box.scrollTop = 70;
  const back = slidekit.graft.scrolling([document.querySelector('#s')]);
  box.scrollTop = 0;
  back();
  equal(box.scrollTop, 70);
});
