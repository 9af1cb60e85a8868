/* Mode: what the pointer of this window is on the stage, a pen or a laser: a class on <html>, and a verb of that name.
   deck:mode {name, on} tells of it; Esc ends it. */
(function ($, slidekit) {
  const { classList } = document.documentElement;

  /* Make a mode; the answer tells whether it is on. */
  slidekit.mode = function (name) {
    const on = () => classList.contains(`is-${name}`);
    const toggle = slidekit.verbs[name] = () => {
      classList.toggle(`is-${name}`);
      $(document).trigger('deck:mode', { name, on: on() });
    };
    slidekit.ends.push(() => on() && (toggle(), true));
    return on;
  };
}(jQuery, window.slidekit = window.slidekit || {}));
