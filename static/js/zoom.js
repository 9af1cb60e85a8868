/* Zoom: towards the mouse and back; a zoomed slide can be dragged and always covers the stage. In the state, zoomX and
   zoomY tell how far the slide's middle is from the stage's, as it is seen. */
(function ($, slidekit) {
  const TIMES = 1.5;
  const MOST = 800;

  slidekit.zoom = function (deck) {
    const { point, verbs, ends } = slidekit;
    let mouse = null;
    let held = null;                                               // the place on the slide that is dragged
    let $shown = $();

    const zoomed = () => deck.state().zoom > 100;

    function put(zoom, x, y) {
      const { width, height } = point.size();
      const within = (place, length) => {
        const most = Math.round(length * (zoom - 100) / 200);
        return Math.max(-most, Math.min(Math.round(place), most));
      };
      deck.set({ zoom, zoomX: within(x, width), zoomY: within(y, height) });
    }

    /* So many times nearer: what is under the mouse stays there. */
    function near(times) {
      const { zoom, zoomX, zoomY } = deck.state();
      const { width, height } = point.size();
      const { x, y } = mouse ? point.of(mouse) : { x: width / 2, y: height / 2 };
      const level = Math.round(Math.log(zoom / 100) / Math.log(TIMES)) + times;
      const wanted = Math.max(100, Math.min(Math.round(100 * TIMES ** level), MOST));
      const less = (zoom - wanted) / 100;
      put(wanted, zoomX + less * (x - width / 2), zoomY + less * (y - height / 2));
    }

    /* On the slide alone: what all slides inherit takes its time in a long deck. */
    function show() {
      const { zoom, zoomX, zoomY } = deck.state();
      $shown.removeClass('is-zoomed').css({ '--zoom': '', '--zoom-x': '', '--zoom-y': '' });
      $shown = $(zoomed() ? [deck.current(), ...$('.deck-ink, .deck-number')] : []).addClass('is-zoomed')
        .css({ '--zoom': zoom / 100, '--zoom-x': `${zoomX / 10}px`, '--zoom-y': `${zoomY / 10}px` });
    }

    function hold(event) {
      held = event && zoomed() && !event.button && !point.isBusy(event.target) && point.of(event);
      $shown.toggleClass('is-held', Boolean(held));
    }

    function move(event) {
      mouse = event;
      if (!held || deck.view() !== 'slides') { return; }
      const { zoom, zoomX, zoomY } = deck.state();
      const { x, y } = point.of(event);
      put(zoom, zoomX + (x - held.x) * zoom / 100, zoomY + (y - held.y) * zoom / 100);
    }

    function release() { if (held) { hold(); } }

    verbs.zoomIn = () => near(1);
    verbs.zoomOut = () => near(-1);
    verbs.zoomOff = () => put(100, 0, 0);
    ends.push(() => zoomed() && (verbs.zoomOff(), true));
    slidekit.listen('zoom', {
      'deck:change': show,                                         // before the new slide is laid out, or it would be seen to shrink
      'deck:state': show,
      pointerdown: ({ originalEvent: event }) => { if (event.target.closest('.is-current')) { hold(event); } },
      pointermove: ({ originalEvent: event }) => move(event),
      pointerup: release,
      pointercancel: release,
      mouseout: ({ relatedTarget }) => { mouse = relatedTarget && mouse; },
      dragstart: () => !held
    });
    show();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
