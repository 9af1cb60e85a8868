/* Reading: text that is too small to be read from the last row, and text that lies over other text. */
(function (slidekit) {
  const SMALLEST = 18;                                             // units of a stage that is 720 high
  const LESSER = 12;                                               // of what is looked up, not read along
  const MINOR = 'sup, sub, [role=doc-noteref], .footnote-list, .citation-list, .footnote, .citation, .docinfo, .attribution, figcaption, caption, .legend, svg, math, rt, rp';
  const SLACK = 1.5;
  const { tidy, said, blockOf, meet, around, inked } = slidekit.sight;

  /* The smallest text of a slide, if it is too small, and in how many places there is such; what is too large for the slide
     and small for that reason has been told. */
  slidekit.small = function ({ slide, stage, texts }, told) {
    const share = stage.height / 720;
    const small = texts.filter(({ parent }) => !told.some(({ code, element }) => code === 'overflow' && element.contains(parent))).map((text) => ({ ...text, size: text.size / share, least: text.parent.closest(MINOR) ? LESSER : SMALLEST }))
      .filter(({ size, least, boxes }) => boxes.length && size < least - 0.05);
    if (!small.length) { return []; }
    const blocks = new Set(small.map(({ parent }) => blockOf(parent, slide)));
    const worst = small.reduce((one, other) => other.size / other.least < one.size / one.least ? other : one);
    return [{ code: 'small-text', element: slide, text: tidy(worst.data), size: Math.round(worst.size * 10) / 10, least: worst.least, more: blocks.size - 1, box: around(worst.boxes) }];
  };

  /* Blocks whose letters meet those of a block before them. */
  slidekit.overlapping = function (look) {
    const { slide } = look;
    const lines = [];
    const mathBoxes = new Set();
    for (const { parent, boxes } of [...look.texts, ...look.beside]) {
      const block = slide.contains(parent) ? blockOf(parent, slide) : parent;
      if (block.matches('math')) {                                 // its parts have tall boxes; in a line of text it is a word
        if (mathBoxes.has(block)) { continue; }
        mathBoxes.add(block);
        const owner = getComputedStyle(block).display.startsWith('block') ? block : blockOf(block.parentElement, slide);
        lines.push({ block: owner, box: inked(look.units(block.getBoundingClientRect())) });
        continue;
      }
      for (const box of boxes) { lines.push({ block, box: inked(box) }); }
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    const found = new Map();
    let open = [];
    for (const line of lines) {
      open = open.filter(({ box }) => box.top + box.height > line.box.top + SLACK);
      for (const other of open) {
        if (other.block === line.block || other.block.contains(line.block) && other.block.matches('math') || line.block.closest('svg') && line.block.closest('svg') === other.block.closest('svg')) { continue; }
        if (line.block.closest('.magic-move') && line.block.closest('.magic-move') === other.block.closest('.magic-move')) { continue; }
        const shared = meet(line.box, other.box);
        if (shared.width <= SLACK || shared.height <= SLACK) { continue; }
        const follows = other.block.compareDocumentPosition(line.block) & Node.DOCUMENT_POSITION_FOLLOWING;
        const [first, second] = follows ? [other.block, line.block] : [line.block, other.block];
        const known = found.get(second);
        found.set(second, { first: known?.first || first, box: known ? around([known.box, shared]) : shared });
      }
      open.push(line);
    }
    const told = [];
    for (const [second, { first, box }] of found) {                // what lies over one text with all its parts is told once
      if (told.some((one) => one.first === first && one.element.parentElement === second.parentElement)) { continue; }
      told.push({ code: 'overlapping-text', first, element: second, text: said(second), other: said(first), box });
    }
    return told.map(({ first: _, ...one }) => one);
  };
}(window.slidekit));
