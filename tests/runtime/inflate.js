/* Inflate: what was packed comes out again, whatever way it was packed in. */
const letters = (bytes) => Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');

async function again(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return slidekit.inflate(letters(await new Response(stream).arrayBuffer()));
}
run('inflate');

test('text comes out as it went in', async () => {
  let noise = 1;
  const random = () => { noise = noise * 48271 % 2147483647; return noise; };
  const texts = ['', 'a', 'aaaaaaaaaaaaaaaaaaaa', 'Grüße, 世界 🌍', 'abc'.repeat(30000), Array.from({ length: 40000 }, () => String.fromCharCode(32 + random() % 95)).join(''),
    Array.from({ length: 5000 }, () => ['the', 'deck', 'slide', 'is', '(', ')'][random() % 6]).join(' ')];
  for (const text of texts) { if (await again(text) !== text) { throw new Error(text.slice(0, 40)); } }
});

test('blocks of all three kinds are read', () => {
  const stored = [1, 5, 0, 250, 255, ...new TextEncoder().encode('hello')];
  const fixed = [0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];        // "hello", by the fixed code
  equal([stored, fixed].map((bytes) => slidekit.inflate(letters(bytes))), ['hello', 'hello']);
});

test('a script of some size takes no time that is noticed', async () => {
  run('jquery');
  const text = sources.jquery;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = letters(await new Response(stream).arrayBuffer());
  const began = performance.now();
  equal(slidekit.inflate(bytes) === text, true);
  window.took = performance.now() - began;
  if (window.took > 10000) { throw new Error(window.took); }
});
