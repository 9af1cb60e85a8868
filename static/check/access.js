/* Access: what axe-core finds, on all slides at once, as they are printed. Each slide's findings are put together by rule,
   and pale texts by their colours. Texts whose background it cannot tell are left to `contrast`. */
(function (slidekit) {
  const OTHERS = ['scrollable-region-focusable', 'meta-viewport', 'bypass'];         // of the page, not of what an author writes
  const MOST = 4000;                                               // elements: such a slide fits no stage, and axe takes minutes
  const { sight } = slidekit;

  const slideOf = (element) => element?.closest('main > section.slide:not(.handout)');
  const elementOf = ({ target }) => {
    const path = target.flat();
    return path.length === 1 ? document.querySelector(path[0]) : null;
  };

  /* Whether the page has a light and a dark form, which the viewer's setting picks. */
  slidekit.hasForms = () => /light.*dark|dark.*light/.test(getComputedStyle(document.documentElement).colorScheme);

  slidekit.leave = () => { slidekit.deck.show('slides'); };

  slidekit.access = async function (onlyColours) {
    slidekit.deck.show('print');
    const marked = String(Math.random());
    const slides = slidekit.deck.slides();
    const rules = Object.fromEntries(OTHERS.map((id) => [id, { enabled: false }]));
    const options = { resultTypes: ['violations', 'incomplete'], preload: false, ...(onlyColours ? { runOnly: ['color-contrast'] } : { rules }) };
    const exclude = slides.filter((slide) => slide.getElementsByTagName('*').length > MOST);
    const { violations, incomplete } = await axe.run(exclude.length ? { include: [document.documentElement], exclude } : document, options);
    const found = new Map();
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) {
        const element = elementOf(node);
        if (element?.closest('.handout')) { continue; }
        const slide = slideOf(element);
        const number = slide ? slides.indexOf(slide) + 1 : 0;
        const colours = id === 'color-contrast' && [...node.any, ...node.all, ...node.none][0]?.data || {};
        const key = `${number} ${id} ${colours.fgColor} ${colours.bgColor}`;
        if (found.has(key)) {
          found.get(key).more += 1;
          continue;
        }
        const common = { slide: number, text: element && slide ? sight.said(element) : '', more: 0, box: slide ? sight(slide, false).units(element.getBoundingClientRect()) : null };
        found.set(key, id === 'color-contrast'
          ? { code: 'low-contrast', ratio: colours.contrastRatio, least: parseFloat(colours.expectedContrastRatio), ink: colours.fgColor, paper: colours.bgColor, ...common }
          : { code: 'accessibility', rule: id, help, html: node.html.slice(0, 120), ...common });
      }
    }
    const unsure = new Set();
    for (const { id, nodes } of incomplete) {
      for (const node of id === 'color-contrast' ? nodes : []) {
        const element = elementOf(node);
        const slide = slideOf(element);
        if (!slide || element.closest('math')) { continue; }
        element.dataset.checked = marked;
        unsure.add(slides.indexOf(slide) + 1);
      }
    }
    return { found: [...found.values()], unsure: [...unsure].filter((number) => slidekit.gather(number, marked)) };
  };
}(window.slidekit));
