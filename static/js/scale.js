/* Scale: fit the stage when the window changes and each slide when it is shown, again if a picture or a font comes late. */
(function ($, slidekit) {
  const { fit } = slidekit;

  slidekit.scale = function (deck) {
    function shown() {
      if (deck.view() === 'print') { deck.slides().forEach(fit.slide); } else { fit.slide(deck.current()); }
    }

    function late({ target }) {
      if (!(target instanceof HTMLImageElement)) { return; }
      const slide = target.closest('.slide');
      fit.again(slide);
      fit.slide(slide);
    }

    $(window).off('.slidekit-scale').on('resize.slidekit-scale', fit.stage);
    $(document).off('.slidekit-scale').on('deck:change.slidekit-scale deck:view.slidekit-scale', shown);
    document.removeEventListener('load', slidekit.scale.late, true);
    document.addEventListener('load', slidekit.scale.late = late, true);          // a picture's load does not bubble
    if (document.fonts) {
      document.fonts.onloadingdone = function () {
        fit.again();
        shown();
      };
    }
    fit.stage();
    shown();
  };
}(jQuery, window.slidekit));
