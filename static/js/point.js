/* Point: between a place in the window, in its pixels, and a place on the current slide, in tenths of a stage unit from
   its upper left corner: zoomed, or small in the speaker's window, it is the same place. Measures; changes nothing. */
(function (slidekit) {
  const root = document.documentElement;
  const BUSY = 'a, button, input, select, textarea, summary, label, audio, video, iframe, dialog, [contenteditable]';

  function measure() {
    const { x, y, width } = (slidekit.deck.current() || root).getBoundingClientRect();
    return { left: x, top: y, tenth: width / slidekit.point.size().width || 0.1 };      // while a slide is not displayed yet, anything finite
  }

  slidekit.point = {
    /* How large the stage is, in tenths. */
    size() {
      const style = getComputedStyle(root);
      const tenths = (name, usual) => 10 * (parseFloat(style.getPropertyValue(`--stage-${name}`)) || usual);
      return { width: tenths('width', 1280), height: tenths('height', 720) };
    },
    /* Where on the slide an event of the pointer is: whole tenths. */
    of({ clientX, clientY }) {
      const { left, top, tenth } = measure();
      return { x: Math.round((clientX - left) / tenth), y: Math.round((clientY - top) / tenth) };
    },
    /* Where in the window a place on the slide is. */
    at({ x, y }) {
      const { left, top, tenth } = measure();
      return { x: left + x * tenth, y: top + y * tenth };
    },
    /* Whether what is there has a job of its own. */
    isBusy: (target) => Boolean(target.closest(BUSY))
  };
}(window.slidekit = window.slidekit || {}));
