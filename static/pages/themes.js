/* Themes: two rows of five slides, as large as they are and as small as the window wants them. */
(function () {
  const WIDTH = 5 * 1280 + 4 * 32;
  const HEIGHT = 2 * 720 + 32;
  function scale() {
    for (const frame of document.querySelectorAll('iframe')) {
      const box = frame.parentElement;
      const size = box.clientWidth / WIDTH;
      frame.width = WIDTH;
      frame.height = HEIGHT;
      frame.style.transform = `scale(${size})`;
      box.style.height = `${HEIGHT * size}px`;
    }
  }
  addEventListener('resize', scale);
  scale();
}());
