/* Seek: where words stand. */
function start(inside = '') {
  deal(1, () => inside);
  run('fit', 'seek');
  return slidekit.seek;
}

const found = (text, query) => slidekit.seek.query(query).hits(text).map(([from, to]) => text.slice(from, to));
const step = (query) => slidekit.seek.query(query).step(document.querySelector('.slide'));

test('case and accents make no difference, and every letter stays in its place', () => {
  const { fold } = start();
  equal(fold('Übergröße ÇA Ångström İ'), 'ubergroße ca angstrom i');
  for (const text of ['Übergröße', 'naïve — café', '한국어', '日本語がプ', 'ﬁ 👩‍💻 İ']) { equal(fold(text).length, text.length); }
});

test('a syllable of Hangul is itself', () => {
  const { fold } = start();
  equal(fold('한국'), '한국');
});

test('words are found in any order and marked where they stand', () => {
  const { query } = start();
  const asked = query('  Image docker ');
  equal([asked.in('docker makes an image'), asked.in('docker alone')], [true, false]);
  equal(found('Docker makes an imagé', 'Image docker'), ['Docker', 'imagé']);
});

test('the longer of two words that begin alike is marked whole', () => {
  start();
  equal(found('dockers do', 'do dockers'), ['dockers', 'do']);
});

test('signs are signs', () => {
  start();
  for (const sign of ['.', '*', '(', '[a-z]', '$(x)', '\\', '^', '|', '/', '-', '👩‍💻']) { equal(found(`a ${sign} b`, sign), [sign]); }
  equal(found('abc', '.'), []);
});

test('no words are found nowhere and want nothing', () => {
  const { query } = start();
  const nothing = query('  ');
  equal([nothing.empty, nothing.in('a'), nothing.hits('a')], [true, true, []]);
});

test('the text of a slide is what one reads there', () => {
  const { text } = start('<h2>A</h2>\n<p>b  <em>c</em>\n d</p><script>var e</script><style>f{}</style>');
  equal(text(document.querySelector('.slide')), 'A b c d');
});

test('a letter made of two is found as the one that it is', () => {
  const { text, query } = start('<p>cafe\u0301</p>');
  equal(query('café').in(slidekit.seek.fold(text(document.querySelector('.slide')))), true);
});

test('the step is the first that shows all the words', () => {
  start('<p>one two</p><p data-step="1">two three</p><p data-step="2"><em>four</em> one</p>');
  equal([step('one'), step('three'), step('one three'), step('FOUR two'), step('nowhere'), step('')], [0, 1, 1, 2, 0, 0]);
});

test('places on a slide are ranges of its text', () => {
  const { query } = start('<p>one <em>tWo</em></p>');
  const [range] = query('two').ranges(document.querySelector('.slide'));
  equal([range.startContainer.parentElement.tagName, range.startOffset, range.endOffset], ['EM', 0, 3]);
});

test('what is there at some steps only is found at the first of them', () => {
  start('<p data-step="2-3">word</p>');
  equal(step('word'), 2);
});
