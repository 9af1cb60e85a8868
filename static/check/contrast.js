/* Contrast: of texts over pictures and gradients, which a rule cannot know, by the pixels that are behind them. */
(function (slidekit) {
  const ODD = 0.06;                                                // of the pixels may be worse: a rule above the letters, a rim
  const { sight } = slidekit;
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 1;
  const written = new Map();
  let style = null;

  function rgba(colour) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  }
  const linear = Float64Array.from({ length: 256 }, (_, n) => n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4);
  const light = (red, green, blue) => 0.2126 * linear[red] + 0.7152 * linear[green] + 0.0722 * linear[blue];
  const hex = (colour) => `#${colour.slice(0, 3).map((part) => part.toString(16).padStart(2, '0')).join('')}`;

  /* Without its letters, a slide shows what is behind them. */
  slidekit.unwritten = function (hide) {
    style?.remove();
    style = null;
    if (!hide) { return; }
    style = document.createElement('style');
    style.textContent = 'body *, body *::before, body *::after, body *::marker { color: transparent !important; text-shadow: none !important; text-decoration-color: transparent !important } svg text, svg tspan { fill: transparent !important }';
    document.head.append(style);
  };

  /* Take down what is written in the marked elements of a slide of the print view, how, and where; whether there is any. */
  slidekit.gather = function (number, marked) {
    const slide = slidekit.deck.slides()[number - 1];
    const { texts, stage } = sight(slide);
    written.set(number, texts.filter(({ parent, boxes }) => parent.dataset.checked === marked && boxes.length).map(({ parent, boxes, data, size }) => {
      const looks = getComputedStyle(parent);
      const share = size / (stage.height / 720);
      return { ink: rgba(parent.closest('svg text') ? looks.fill : looks.color), text: sight.tidy(data), boxes: boxes.map(sight.inked), box: sight.around(boxes), least: share >= 24 || (share >= 18.66 && Number(looks.fontWeight) >= 700) ? 3 : 4.5 };
    }));
    return written.get(number).length > 0;
  };

  /* Bring a slide in sight; where it then is on the page. */
  slidekit.bring = function (number) {
    const slide = slidekit.deck.slides()[number - 1];
    slide.scrollIntoView({ block: 'start', behavior: 'instant' });
    const { left, top, width } = slide.getBoundingClientRect();
    return { x: left + scrollX, y: top + scrollY, width, height: sight(slide, false).stage.height };
  };

  /* What of it is too pale; `source` is a picture of the slide without its letters. */
  slidekit.contrast = async function (source, number) {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d', { willReadFrequently: true });
    pen.drawImage(picture, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, picture.width, picture.height);
    const scale = width / slidekit.deck.slides()[number - 1].offsetWidth;
    const found = [];
    for (const { ink, text, boxes, box, least } of written.get(number)) {
      const ratios = [];
      const alpha = ink[3] / 255;
      for (const each of boxes) {
        const [left, top] = [Math.max(0, Math.round(each.left * scale)), Math.max(0, Math.round(each.top * scale))];
        const right = Math.min(width, left + Math.max(1, Math.round(each.width * scale)));
        const bottom = Math.min(height, top + Math.max(1, Math.round(each.height * scale)));
        for (let y = top; y < bottom; y += 2) {
          for (let x = left; x < right; x += 2) {
            const k = 4 * (y * width + x);
            const own = light(...[0, 1, 2].map((n) => Math.round(ink[n] * alpha + data[k + n] * (1 - alpha))));
            const behind = light(data[k], data[k + 1], data[k + 2]);
            ratios.push((Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05));
          }
        }
      }
      ratios.sort((one, other) => one - other);
      const ratio = ratios.length ? ratios[Math.floor(ratios.length * ODD)] : 21;
      if (ratio < least) { found.push({ code: 'low-contrast', text, ratio: Math.floor(ratio * 100) / 100, least, ink: hex(ink), paper: '', box }); }
    }
    return found;
  };
}(window.slidekit));
