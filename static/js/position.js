/* Position: arithmetic on {slide, step}. Slides count from 1; step 0 is a slide before its first step. No DOM.
   `count` is the number of slides, `steps` a function from a slide's number to how many steps it has. */
(function (slidekit) {
  const clamp = (number, least, most) => Math.max(least, Math.min(number, most));
  slidekit.position = {
    nearest(at, count, steps) {
      const slide = clamp(at.slide, 1, Math.max(1, count));
      return { slide, step: clamp(at.step, 0, steps(slide)) };
    },
    next(at, count, steps) {
      if (at.step < steps(at.slide)) { return { slide: at.slide, step: at.step + 1 }; }
      return at.slide < count ? { slide: at.slide + 1, step: 0 } : at;
    },
    previous(at, count, steps) {
      if (at.step > 0) { return { slide: at.slide, step: at.step - 1 }; }
      return at.slide > 1 ? { slide: at.slide - 1, step: steps(at.slide - 1) } : at;
    },
    parse(text) {
      const found = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
      return found && { slide: Number(found[1]), step: Number(found[2] || 0) };
    },
    /* Whether a step is among some: `2-3 5` are those from 2 to 3 and from 5 on. */
    among: (step, spans) => spans.split(' ').some((span) => {
      const [from, to = Infinity] = span.split('-').map(Number);
      return step >= from && step <= to;
    }),
    format(at) { return at.step ? `${at.slide}.${at.step}` : String(at.slide); }
  };
}(window.slidekit = window.slidekit || {}));
