/* State: what all windows of a deck have in common, and what survives a reload: nothing but whole numbers. `sane` lets
   through only what could be one; from storage or from another window anything may come. Times are ms since 1970,
   places tenths of a stage unit, `ink` the strokes (x, y, x, y …) and `spent` the ms, by number of slide. No DOM. */
(function (slidekit) {
  const MOST = Number.MAX_SAFE_INTEGER;
  const PLACE = 1e6;
  const NUMBERS = {
    slide: [1, 1, MOST],                                           // at the start, least, most
    step: [0, 0, MOST],
    curtain: [0, 0, 2],                                            // none, black, white
    zoom: [100, 100, 800],                                         // per cent
    zoomX: [0, -PLACE, PLACE],
    zoomY: [0, -PLACE, PLACE],
    started: [0, 0, MOST],                                         // 0: the clock does not run yet
    halted: [0, 0, MOST],                                          // since when it is paused
    paused: [0, 0, MOST],                                          // how long it was, in all
    since: [0, 0, MOST]                                            // when the slide was reached
  };
  const STROKES = 2000;                                            // on a slide
  const POINTS = 20000;

  const whole = (number, least, most) => Number.isSafeInteger(number) && number >= least && number <= most;
  const list = (raw, most, good) => Array.isArray(raw) && raw.length <= most && raw.every(good);
  const table = (raw, good) => typeof raw === 'object' && raw !== null
    && Object.entries(raw).every(([number, value]) => /^[1-9]\d{0,8}$/.test(number) && good(value));
  const stroke = (raw) => list(raw, POINTS, (number) => whole(number, -PLACE, PLACE));

  slidekit.state = {
    STROKES,
    POINTS,

    fresh: () => ({ ...Object.fromEntries(Object.entries(NUMBERS).map(([name, [start]]) => [name, start])), spent: {}, ink: {} }),

    /* The state that this is, or nothing. */
    sane(raw) {
      if (typeof raw !== 'object' || raw === null) { return null; }
      const known = Object.entries(NUMBERS);
      const good = known.every(([name, [, least, most]]) => whole(raw[name], least, most))
        && table(raw.spent, (time) => whole(time, 0, MOST))
        && table(raw.ink, (strokes) => list(strokes, STROKES, stroke));
      return good ? { ...Object.fromEntries(known.map(([name]) => [name, raw[name]])), spent: raw.spent, ink: raw.ink } : null;
    }
  };
}(window.slidekit = window.slidekit || {}));
