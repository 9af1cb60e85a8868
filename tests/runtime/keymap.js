/* Keymap: the table itself. */
run('keymap');

test('no key does two things', () => {
  const keys = Object.values(slidekit.keymap).flatMap((each) => each.split(' '));
  equal(keys.length, new Set(keys).size);
});

test('what clickers send moves or blackens', () => {
  const verb = (key) => Object.keys(slidekit.keymap).find((name) => slidekit.keymap[name].split(' ').includes(key));
  equal(['PageDown', 'PageUp', '.'].map(verb), ['next', 'previous', 'black']);
});
