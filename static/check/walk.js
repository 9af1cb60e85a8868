/* Walk: one slide from its first step to its last, and what each piece finds there; the same thing is told once. */
(function (slidekit) {
  const WAIT = 5000;                                               // ms for a picture that does not come
  const PIECES = ['fitting', 'small', 'overlapping', 'glyphs'];

  const frame = () => new Promise((done) => { requestAnimationFrame(() => done()); });
  const within = (time, promise) => Promise.race([promise, new Promise((done) => { setTimeout(done, time); })]);

  /* Show a slide at a step, and wait until it is painted. */
  slidekit.stand = async function (number, step) {
    slidekit.deck.set({ slide: number, step, curtain: 0 });
    await frame();
  };

  slidekit.walk = async function (number) {
    const { deck } = slidekit;
    const found = [];
    const told = new Map();                                        // by code: elements and keys
    for (let step = 0; step <= deck.steps(number); step += 1) {
      deck.set({ slide: number, step, curtain: 0 });
      const slide = deck.current();
      if (step === 0) {
        await within(WAIT, document.fonts.ready);
        const pictures = [...slide.querySelectorAll('img')].filter((one) => !one.complete);
        if (pictures.length) {
          await within(WAIT, Promise.allSettled(pictures.map((one) => one.decode())));
          await frame();
        }
      }
      const look = slidekit.sight(slide);
      const here = PIECES.reduce((all, piece) => [...all, ...slidekit[piece](look, all)], []);
      for (const { element, key = element, ...finding } of here) {
        if (!told.has(finding.code)) { told.set(finding.code, new Set()); }
        const those = told.get(finding.code);
        if (those.has(key) || [...those].some((one) => one instanceof Element && key instanceof Element && one.contains(key))) { continue; }
        those.add(key);
        found.push({ ...finding, step });
      }
    }
    return found;
  };
}(window.slidekit));
