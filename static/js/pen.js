/* Pen: draws on the slide with mouse, finger or stylus. The strokes are state: every window shows them, and they outlive
   a reload. What is drawn just now is seen at once here, and elsewhere a few times a second. */
(function ($, slidekit) {
  const APART = 20;                                                // tenths between two points that are kept
  const PAUSE = 60;
  slidekit.mode('pen');

  slidekit.pen = function (deck) {
    const { point, verbs, state: { STROKES, POINTS } } = slidekit;
    let pointer = null;                                            // what draws just now,
    let stroke;                                                    // this line,
    let before;                                                    // after these,
    let sheet;                                                     // on this slide,
    let told;                                                      // which others saw then
    let cleared = null;                                            // what undo brings back

    const strokes = () => deck.state().ink[deck.at().slide] || [];

    function keep(list, number = deck.at().slide) {
      const ink = { ...deck.state().ink, [number]: list };
      if (!list.length) { delete ink[number]; }
      deck.set({ ink });
    }

    /* Twice, for a line and its halo. */
    function show(list) { $ink.children().attr('d', list.map((line) => `M${line.slice(0, 2)}L${line}`).join('')); }

    function tell(time) {
      told = time;
      const number = deck.numberOf(sheet);                         // it may be another one than it was; an edit has taken away 0
      if (number) { keep([...before, stroke.slice()], number); }
    }

    function begin(event) {
      before = strokes();
      if (pointer !== null || event.button || before.length >= STROKES) { return; }
      pointer = event.pointerId;
      stroke = [];
      sheet = deck.current();
      told = event.timeStamp;
      draw(event);
    }

    function draw({ originalEvent: event }) {
      if (event.pointerId !== pointer) { return; }
      for (const one of [...event.getCoalescedEvents?.() || [], event]) {
        const { x, y } = point.of(one);
        const close = Math.hypot(x - stroke.at(-2), y - stroke.at(-1)) < APART;
        if (!close && stroke.length < POINTS) { stroke.push(x, y); }
      }
      show([...before, stroke]);
      if (event.timeStamp - told > PAUSE) { tell(event.timeStamp); }
    }

    function end() {
      if (pointer === null) { return; }
      pointer = null;
      tell();
    }

    function lift(event) { if (event.pointerId === pointer) { end(); } }

    verbs.undo = () => {
      end();
      const back = cleared?.slide === deck.at().slide && !strokes().length ? cleared.strokes : strokes().slice(0, -1);
      cleared = null;
      keep(back);
    };
    verbs.clear = () => {
      end();
      if (strokes().length) { cleared = { slide: deck.at().slide, strokes: strokes() }; }
      keep([]);
    };
    $('.deck-ink').remove();
    const $ink = $('<svg class="deck-ink" aria-hidden="true"><path/><path/></svg>').on('pointerdown', begin).appendTo('main');

    function measure() {
      const { width, height } = point.size();
      $ink.attr('viewBox', `0 0 ${width} ${height}`);
    }
    slidekit.listen('pen', {
      pointermove: draw,
      pointerup: lift,
      pointercancel: lift,
      'deck:change': (event, { entering }) => { if (entering !== sheet) { end(); } },      // an edit leaves one where one is
      'deck:edit': measure,
      'deck:state': () => { if (pointer === null) { show(strokes()); } }
    });
    measure();
    show(strokes());
  };
}(jQuery, window.slidekit = window.slidekit || {}));
