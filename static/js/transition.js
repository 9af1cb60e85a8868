/* Transition: from one slide to the next, by classes that the style sheet animates. The move itself is already made
   when this hears of it, so a key in between has nothing to wait for: it ends the motion and starts the next.
   What is seen leaving is a likeness of the old slide; the deck itself shows one slide at any time. */
(function ($, slidekit) {
  const root = document.documentElement;
  const MOTIONS = ['fade', 'slide'];
  const DEFAULT_TIME = 200;
  let end = () => {};

  function timeOf(body) {
    const given = [body.dataset.transitionTime, window.slide_transition_time].map((time) => parseInt(time, 10));
    return given.find((time) => time >= 0) ?? DEFAULT_TIME;
  }

  slidekit.transition = function () {
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const { body } = document;
    end();
    $(document).off('.slidekit-transition').on('deck:change.slidekit-transition deck:view.slidekit-transition', function (event, change) {
      end();
      const { leaving, entering, from, to } = change;
      if (root.dataset.view !== 'slides' || !entering || leaving === entering) { return; }
      const motion = entering.dataset.transition || body.dataset.transition;
      const time = timeOf(body);
      if (!MOTIONS.includes(motion) || still.matches || !time) { return; }
      const classes = `is-${motion} ${to.slide > from.slide ? 'is-onward' : 'is-back'}`;
      const $ghost = slidekit.likeness(leaving).addClass('is-leaving').appendTo(body);
      root.style.setProperty('--transition-time', `${time}ms`);
      $(root).addClass(classes);
      const timer = setTimeout(() => end(), time);
      end = () => {
        clearTimeout(timer);
        $ghost.remove();
        $(root).removeClass(classes);
        end = () => {};
      };
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
