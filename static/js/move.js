/* Move: how a block of code becomes the next one, where each step is one of several. The step is made already when this
   hears of it: what both blocks have, by its `data-m`, comes from its old place, the rest fades. The next move ends that. */
(function (slidekit) {
  const LONGER = 3;                                                // than from slide to slide: many ways for the eye
  let motions = [];

  const parts = (block) => new Map(Array.from(block.querySelectorAll('[data-m], figcaption'), (part) => [part.dataset.m ?? part.textContent, part]));

  function* ways(old, young) {
    const scale = young.getBoundingClientRect().width / young.offsetWidth;
    const [before, after] = [old, young].map(parts);
    for (const [name, part] of after) {
      const [from, to] = [before.get(name) ?? part, part].map((one) => one.getBoundingClientRect());
      if (!before.delete(name)) { yield [part, { opacity: [0, 0, 1] }]; }
      else if (from.x !== to.x || from.y !== to.y) { yield [part, { translate: [`${(from.x - to.x) / scale}px ${(from.y - to.y) / scale}px`, '0 0'] }]; }
    }
    for (const part of before.values()) { yield [part, { visibility: ['visible', 'visible'], opacity: [1, 0, 0] }]; }
  }

  function end() {
    for (const motion of motions) { motion.cancel(); }
    motions = [];
  }

  function move(event, { from, to, leaving, entering, by }) {
    end();
    const { deck, position, transition } = slidekit;
    const duration = LONGER * transition.time(entering);
    if (leaving !== entering || by === 'live' || deck.view() !== 'slides' || !duration || Math.abs(from.step - to.step) !== 1) { return; }
    for (const { children } of entering.querySelectorAll('.magic-move')) {
      const [old, young] = [from, to].map(({ step }) => Array.from(children).find((block) => block.dataset.step && position.among(step, block.dataset.step)));
      /* All is measured before anything moves. */
      if (old !== young) { motions.push(...Array.from(ways(old, young)).map(([part, frames]) => part.animate(frames, { duration, easing: 'ease-in-out' }))); }
    }
  }

  slidekit.move = () => slidekit.listen('move', { 'deck:change': move, 'deck:view': end });
}(window.slidekit = window.slidekit || {}));
