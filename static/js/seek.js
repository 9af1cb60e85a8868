/* Seek: where the words of a query stand in a text or on a slide, whatever their case and accents. Keeps nothing. */
(function (slidekit) {
  /* The same text, letter for letter, without case and accents; a syllable of Hangul has none, though it can be taken apart. */
  const fold = (text) => text.replace(/[^\0-~]/g, (letter) => {
    const [bare, mark] = letter.normalize('NFD');
    return mark && /\p{M}/u.test(mark) ? bare : letter;
  }).toLowerCase();

  /* The pieces of text that a viewer sees on a slide, sooner or later. */
  function nodes(slide) {
    const found = [];
    const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { if (!walk.currentNode.parentElement.closest(`script, style, ${slidekit.fit.unseen()}`)) { found.push(walk.currentNode); } }
    return found;
  }

  slidekit.seek = {
    fold,
    text: (slide) => nodes(slide).map((node) => node.data).join('').normalize().replace(/\s+/g, ' ').trim(),

    query(text) {
      const words = fold(text.normalize()).split(/\s+/).filter(Boolean).sort((one, other) => other.length - one.length);
      const pattern = new RegExp(words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|'), 'g');
      const hits = (raw) => words.length ? Array.from(fold(raw).matchAll(pattern), ({ 0: hit, index }) => [index, index + hit.length]) : [];
      return {
        empty: !words.length,
        /* Whether a folded text has all the words. */
        in: (folded) => words.every((word) => folded.includes(word)),
        /* Where they begin and end in a text. */
        hits,
        /* The first step at which a slide shows them all. */
        step(slide) {
          const steps = words.map((word) => Math.min(...nodes(slide).filter((node) => fold(node.data).includes(word))
            .map((node) => parseInt(node.parentElement.closest('[data-step]')?.dataset.step || 0, 10))));
          return Math.max(0, ...steps.filter(Number.isFinite));
        },
        /* Their places on a slide. */
        ranges: (slide) => nodes(slide).flatMap((node) => hits(node.data)
          .map(([startOffset, endOffset]) => new StaticRange({ startContainer: node, endContainer: node, startOffset, endOffset })))
      };
    }
  };
}(window.slidekit = window.slidekit || {}));
