/* Inflate: unpacks the runtime (RFC 1951), at once: the browser's own DecompressionStream answers only later, and a deck
   must be ready when its page is loaded. Unpacked, the runtime is half of a page. No DOM. */
(function (slidekit) {
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];      // of the lengths of code lengths

  /* Pairs of [least, extra bits]: a length or distance is the least of its symbol and what the extra bits add. */
  function ranges(count, least, spread) {
    return Array.from({ length: count }, (_, n) => {
      const extra = Math.max(0, (n >> spread) - 1);
      const range = [least, extra];
      least += 2 ** extra;
      return range;
    });
  }
  const LENGTHS = [...ranges(28, 3, 2), [258, 0]];
  const DISTANCES = ranges(30, 1, 1);

  /* The text that was packed; a character of what is packed is a byte, as atob() gives them. */
  slidekit.inflate = function (packed) {
    const out = [];
    let hold = 0;                                                  // bits that were read, the next one lowest
    let held = 0;
    let at = 0;

    function need(count) {
      for (; held < count; held += 8) { hold |= packed.charCodeAt(at++) << held; }
    }

    function drop(count) {
      hold >>>= count;
      held -= count;
    }

    function bits(count) {
      need(count);
      const number = hold & (1 << count) - 1;
      drop(count);
      return number;
    }

    /* A reader of symbols in a canonical Huffman code, given the length of each symbol's code: by a table of all that may
       come next, symbol and length in one number. */
    function reader(lengths) {
      const longest = Math.max(...lengths);
      const table = new Uint16Array(1 << longest);
      let code = 0;
      for (let length = 1; length <= longest; length += 1, code <<= 1) {
        for (const [symbol, its] of lengths.entries()) {
          if (its !== length) { continue; }
          const backwards = [...code.toString(2).padStart(length, '0')].reverse().join('');
          for (let n = parseInt(backwards, 2); n < table.length; n += 1 << length) { table[n] = symbol << 4 | length; }
          code += 1;
        }
      }
      return function () {
        need(longest);
        const found = table[hold & table.length - 1];
        if (!found) { throw new RangeError('no deflated text'); }
        drop(found & 15);
        return found >> 4;
      };
    }

    function dynamic() {
      const [literals, distances, codes] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
      const short = new Array(19).fill(0);
      for (const symbol of ORDER.slice(0, codes)) { short[symbol] = bits(3); }
      const next = reader(short);
      const lengths = [];
      while (lengths.length < literals + distances) {
        const symbol = next();
        const repeat = { 16: () => 3 + bits(2), 17: () => 3 + bits(3), 18: () => 11 + bits(7) }[symbol];
        const length = symbol === 16 ? lengths.at(-1) : repeat ? 0 : symbol;
        for (let n = repeat ? repeat() : 1; n > 0; n -= 1) { lengths.push(length); }
      }
      return [reader(lengths.slice(0, literals)), reader(lengths.slice(literals))];
    }

    function fixed() {
      return [reader([144, 112, 24, 8].flatMap((count, n) => new Array(count).fill([8, 9, 7, 8][n]))), reader(new Array(30).fill(5))];
    }

    function stored() {
      drop(held % 8);
      const count = bits(16);
      bits(16);
      for (let n = 0; n < count; n += 1) { out.push(bits(8)); }
    }

    let last = 0;
    while (!last) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) { stored(); continue; }
      const [next, distance] = kind === 1 ? fixed() : dynamic();
      for (let symbol = next(); symbol !== 256; symbol = next()) {
        if (symbol < 256) { out.push(symbol); continue; }
        const [length, more] = LENGTHS[symbol - 257];
        const count = length + bits(more);
        const [least, extra] = DISTANCES[distance()];
        const from = out.length - least - bits(extra);
        for (let n = 0; n < count; n += 1) { out.push(out[from + n]); }
      }
    }
    return new TextDecoder().decode(new Uint8Array(out));
  };
}(window.slidekit = window.slidekit || {}));
