/* Deck: where one is, in which view, behind which curtain, and the rest of the state, which others read and `set`. All of
   it lives here and is shown as classes and on <html>; events tell of a change after it is made, `by` whom ('peer': another
   window): deck:change {from, to, leaving, entering, by} of the position, deck:state {from, to, by} of anything, deck:view.
   A move touches the two slides concerned, whatever the length of the deck. */
(function ($, slidekit) {
  const root = document.documentElement;
  const { position } = slidekit;
  const CURTAINS = ['', 'black', 'white'];
  let slides = [];
  let state = slidekit.state.fresh();

  const slideAt = (number) => slides[number - 1];
  const place = ({ slide, step }) => ({ slide, step });
  const steps = (number) => Number(slideAt(number)?.dataset.steps) || 0;

  /* The word costs 30 bytes a slide, and only the slide that is shown needs it. */
  function showSlide(slide, step) {
    slide.setAttribute('aria-roledescription', slidekit.texts?.slide || 'slide');
    deck.showSteps(slide, deck.view() === 'print' ? Number(slide.dataset.steps) : step);
    deck.showLook(slide);
  }

  function showCurtain() {
    for (const [n, name] of CURTAINS.entries()) { if (n) { root.classList.toggle(`is-${name}`, state.curtain === n); } }
  }

  function showMove(from, by) {
    const leaving = slideAt(from.slide);
    const entering = slideAt(state.slide);
    if (leaving !== entering) {
      if (leaving.contains(document.activeElement)) { document.activeElement.blur(); }
      leaving.classList.remove('is-current');
      entering.classList.add('is-current');
    }
    showSlide(entering, state.step);
    root.dataset.at = position.format(state);
    $(document).trigger('deck:change', { from: place(from), to: place(state), leaving, entering, by });
  }

  const deck = slidekit.deck = {
    start(remembered) {
      slides = Array.from(document.querySelectorAll('main > section.slide:not(.handout)'));
      state = slidekit.state.fresh();
      Object.assign(state, position.nearest(position.parse(root.dataset.at) || state, slides.length, steps));
      if (deck.current()) { showSlide(deck.current(), state.step); }
      deck.set(remembered, 'start');
    },
    at: () => place(state),
    state: () => state,
    slides: () => slides,
    current: () => slideAt(state.slide),
    steps,
    /* One that is not on the stage has the number of the one before it. */
    numberOf(slide) {
      let one = slide;
      while (one && !slides.includes(one)) { one = one.previousElementSibling; }
      return slides.indexOf(one) + 1;
    },
    /* Its title, or how its text begins. */
    titleOf(slide) {
      return slide.getAttribute('aria-label')?.split(': ').slice(1).join(': ') || slidekit.seek.text(slide).replace(/^(.{59}).{2,}/su, '$1…');
    },
    /* The notes of a slide, to be put somewhere; nothing if it has none. */
    notesOf(slide) {
      const next = slide.nextElementSibling;
      return next?.matches('template.notes') ? document.importNode(next.content, true) : null;
    },
    view: () => root.dataset.view,
    isRtl: () => getComputedStyle(root).direction === 'rtl',

    /* What is there at a step, and what of it is lit. */
    showSteps(slide, step) {
      for (const part of slide.querySelectorAll('[data-step], [data-lit]')) {
        const { step: shown, lit } = part.dataset;
        if (shown) { part.classList.toggle('is-shown', position.among(step, shown)); }
        if (lit) { part.classList.toggle('is-lit', position.among(step, lit)); }
      }
    },

    /* A dark or a light slide, or one with a background, lends its look to what surrounds it. */
    showLook(slide) {
      for (const look of ['dark', 'light', 'backed']) { root.classList.toggle(`is-${look}`, slide.classList.contains(look)); }
    },

    /* Take over part of a state. A move lifts the curtain and, to another slide, ends zooming. */
    set(part, by) {
      const from = state;
      const to = { ...from, ...part };
      Object.assign(to, position.nearest(to, slides.length, steps));
      if (!slideAt(to.slide)) { return; }
      const turned = to.slide !== from.slide;
      const moved = turned || to.step !== from.step;
      if (turned && !part.zoom) { to.zoom = 100; }
      if (Object.keys(to).every((name) => to[name] === from[name])) { return; }
      state = to;
      if (to.curtain !== from.curtain) { showCurtain(); }
      if (moved) { showMove(from, by); }
      $(document).trigger('deck:state', { from, to: state, by });
    },

    /* Other slides, and the state among them: while a talk is written. Who does that shows it and tells of it. */
    renew(all, among) {
      slides = all;
      state = among;
    },

    go(wanted, by) { deck.set({ ...wanted, curtain: 0 }, by); },
    next() { deck.go(position.next(state, slides.length, steps)); },
    previous() { deck.go(position.previous(state, slides.length, steps)); },
    first() { deck.go({ slide: 1, step: 0 }); },
    last() { deck.go({ slide: slides.length, step: steps(slides.length) }); },
    black() { deck.set({ curtain: state.curtain === 1 ? 0 : 1 }); },
    white() { deck.set({ curtain: state.curtain === 2 ? 0 : 2 }); },

    show(view) {
      if (view === root.dataset.view) { return; }
      if (view === 'read') { deck.set({ curtain: 0 }); }
      root.dataset.view = view;
      if (deck.current()) { showSlide(deck.current(), state.step); }
      $(document).trigger('deck:view', view);
    }
  };
  const { next, previous, first, last, black, white } = deck;
  slidekit.verbs = { next, previous, first, last, black, white };
  /* What Esc ends, in turn, if it is there: each tells whether it ended something. */
  slidekit.ends = [() => state.curtain > 0 && (deck.set({ curtain: 0 }), true)];
}(jQuery, window.slidekit = window.slidekit || {}));
