/* Laser: a dot where the pointer is, here and, by deck:laser {x, y} in tenths or nothing, in other windows. It fades
   when nobody moves it. */
(function ($, slidekit) {
  const REST = 2000;
  const lit = slidekit.mode('laser');

  slidekit.laser = function () {
    const { point } = slidekit;
    let timer;

    const tell = (spot) => $(document).trigger('deck:laser', spot);
    const fade = () => $dot.removeClass('is-lit');

    function show(spot) {
      clearTimeout(timer);
      if (spot?.x === undefined) { fade(); return; }
      const { x, y } = point.at(spot);
      $dot.css({ '--x': `${x}px`, '--y': `${y}px` }).addClass('is-lit');
      timer = setTimeout(fade, REST);
    }

    $('.deck-laser').remove();
    const $dot = $('<div class="deck-laser">').appendTo('body');
    slidekit.listen('laser', {
      pointermove: (event) => { if (lit()) { tell(point.of(event)); } },       // a browser sends it once a frame
      mouseout: ({ relatedTarget }) => { if (lit() && !relatedTarget) { tell(); } },
      'deck:mode': (event, { name, on }) => { if (name === 'laser' && !on) { tell(); } },
      'deck:laser': (event, spot) => show(spot)
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
