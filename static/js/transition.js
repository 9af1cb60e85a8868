/* Transition: from one slide to the next, by classes that the style sheet animates. The move itself is already made
   when this hears of it, so a key in between has nothing to wait for: it ends the motion and starts the next.
   What is seen leaving is a likeness of the old slide; the deck itself shows one slide at any time. Backwards, the
   motion that brought a slide is undone. */
(function ($, slidekit) {
  const root = document.documentElement;
  const MOTIONS = ['fade', 'slide', 'zoom', 'morph'];
  const DEFAULT_TIME = 200;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let end = () => {};

  const kindOf = (slide) => slide.dataset.transition || document.body.dataset.transition;

  /* How long a motion of a slide takes; 0 if nothing is to move. */
  function timeOf(slide) {
    const given = [document.body.dataset.transitionTime, window.slide_transition_time].map((time) => parseInt(time, 10));
    return still.matches || kindOf(slide) === 'none' ? 0 : given.find((time) => time >= 0) ?? DEFAULT_TIME;
  }

  /* Moves by classes; gives what ends it. */
  function animate(motion, onward, leaving, time) {
    const classes = `is-${motion} ${onward ? 'is-onward' : 'is-back'}`;
    const $ghost = slidekit.likeness(leaving).addClass('is-leaving').appendTo(document.body);
    $(root).addClass(classes);
    const timer = setTimeout(() => end(), time);
    return () => {
      clearTimeout(timer);
      $ghost.remove();
      $(root).removeClass(classes);
    };
  }

  slidekit.transition = function (deck) {
    end();
    $(document).off('.slidekit-transition').on('deck:change.slidekit-transition deck:view.slidekit-transition', function (event, change) {
      end();
      end = () => {};
      const { leaving, entering, from, to, by } = change;
      if (root.dataset.view !== 'slides' || !entering || leaving === entering || by === 'edit') { return; }
      const onward = to.slide > from.slide;
      const mover = onward ? entering : leaving;
      const motion = kindOf(mover);
      const time = timeOf(mover);
      if (!MOTIONS.includes(motion) || !time) { return; }
      root.style.setProperty('--transition-time', `${time}ms`);
      end = motion === 'morph' && document.startViewTransition
        ? slidekit.morph(deck, leaving, entering) : animate(motion === 'morph' ? 'fade' : motion, onward, leaving, time);
    });
  };
  slidekit.transition.time = timeOf;
}(jQuery, window.slidekit = window.slidekit || {}));
