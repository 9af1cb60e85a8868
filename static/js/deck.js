/* Deck: where one is, in which view, behind the black curtain or not. All state lives here and is shown as classes
   and on <html>; events tell of a change after it is made: deck:change {from, to, leaving, entering, by}, deck:view.
   A move touches the two slides concerned, whatever the length of the deck. */
(function ($, slidekit) {
  const root = document.documentElement;
  const { position } = slidekit;
  let slides = [];
  let at = { slide: 1, step: 0 };

  const slideAt = (number) => slides[number - 1];
  const steps = (number) => Number(slideAt(number)?.dataset.steps) || 0;

  function showSteps(slide, step) {
    if (!slide.dataset.steps) { return; }
    for (const part of slide.querySelectorAll('[data-step]')) {
      part.classList.toggle('is-shown', Number(part.dataset.step) <= step);
    }
  }

  /* The word costs 30 bytes a slide, and only the slide that is shown needs it. */
  function showSlide(slide) {
    slide.setAttribute('aria-roledescription', 'slide');
    showLook(slide);
  }

  /* A dark or a light slide lends its look to what surrounds it. */
  function showLook(slide) {
    for (const look of ['dark', 'light']) { root.classList.toggle(`is-${look}`, slide.classList.contains(look)); }
  }

  const deck = slidekit.deck = {
    start() {
      slides = Array.from(document.querySelectorAll('main > .slide'));
      at = position.nearest(position.parse(root.dataset.at) || at, slides.length, steps);
      if (deck.current()) { showSlide(deck.current()); }
    },
    at: () => at,
    slides: () => slides,
    current: () => slideAt(at.slide),
    numberOf: (slide) => slides.indexOf(slide) + 1,
    view: () => root.dataset.view,
    isBlack: () => root.classList.contains('is-black'),

    go(wanted, by) {
      const from = at;
      const leaving = slideAt(from.slide);
      at = position.nearest(wanted, slides.length, steps);
      const entering = slideAt(at.slide);
      deck.black(false);
      if (!entering || (at.slide === from.slide && at.step === from.step)) { return; }
      if (leaving !== entering) {
        if (leaving.contains(document.activeElement)) { document.activeElement.blur(); }
        leaving.classList.remove('is-current');
        entering.classList.add('is-current');
      }
      showSlide(entering);
      showSteps(entering, at.step);
      root.dataset.at = position.format(at);
      $(document).trigger('deck:change', { from, to: at, leaving, entering, by });
    },
    next() { deck.go(position.next(at, slides.length, steps)); },
    previous() { deck.go(position.previous(at, slides.length, steps)); },
    first() { deck.go({ slide: 1, step: 0 }); },
    last() { deck.go({ slide: slides.length, step: steps(slides.length) }); },

    show(view) {
      if (view === root.dataset.view) { return; }
      if (view === 'read') { deck.black(false); }
      root.dataset.view = view;
      $(document).trigger('deck:view', view);
    },
    black(on) { root.classList.toggle('is-black', on); }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
