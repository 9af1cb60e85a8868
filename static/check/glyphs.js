/* Glyphs: characters that no font of this machine has. One that is missing is drawn as a character is that no font can
   have, which is the sign that a font has for those it lacks. */
(function (slidekit) {
  const NOBODYS = ['\u{10FFFD}', '\u{FFFFD}'];                     // private places at the very end
  const DRAWN = /[^\p{M}\p{Z}\p{Cc}\p{Cf}\p{Cs}\s\u2800\u115F\u1160\u3164\uFFA0\uFFFC]/u;
  const SIZE = 24;
  const told = new Set();
  const known = new Map();                                         // by font: what is not there, and by letter whether it is

  function pen() {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIZE * 2;
    return canvas.getContext('2d', { willReadFrequently: true });
  }

  function picture(brush, text) {
    brush.clearRect(0, 0, SIZE * 2, SIZE * 2);
    brush.fillText(text, SIZE / 4, SIZE * 1.4);
    return `${brush.measureText(text).width} ${brush.getImageData(0, 0, SIZE * 2, SIZE * 2).data.join('')}`;
  }

  function isMissing(letter, style) {
    const font = `${style.fontStyle} ${style.fontWeight} ${SIZE}px ${style.fontFamily}`;
    if (!known.has(font)) {
      const brush = pen();
      brush.font = font;
      brush.textBaseline = 'alphabetic';
      known.set(font, { brush, nothing: new Set(NOBODYS.map((one) => picture(brush, one))), letters: new Map() });
    }
    const { brush, nothing, letters } = known.get(font);
    if (!letters.has(letter)) { letters.set(letter, nothing.has(picture(brush, letter))); }
    return letters.get(letter);
  }

  /* Those that are new on a slide: each is told once in a deck. */
  slidekit.glyphs = function ({ texts }) {
    const found = [];
    for (const { data, parent, boxes } of texts) {
      if (!boxes.length || !/[^\x00-\x7f]/.test(data)) { continue; }
      const style = getComputedStyle(parent);
      for (const letter of new Set(data)) {
        if (letter > '\x7f' && DRAWN.test(letter) && !told.has(letter) && isMissing(letter, style)) {
          told.add(letter);
          found.push({ letter, parent, box: boxes[0] });
        }
      }
    }
    if (!found.length) { return []; }
    const [{ letter, parent, box }] = found;
    return [{ code: 'missing-glyph', key: letter, element: parent, letter, others: found.slice(1, 20).map((one) => one.letter).join(' '), more: found.length - 1, text: letter, box }];
  };
}(window.slidekit));
