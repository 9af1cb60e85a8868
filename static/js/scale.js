/* Scale: fit the stage when the window changes and each slide when it is shown, again if a picture or a font comes late. */
(function ($, slidekit) {
  const { fit } = slidekit;

  slidekit.scale = function (deck) {
    function shown() {
      if (deck.view() !== 'print') { return fit.slide(deck.current()); }
      const { classList } = document.querySelector('main');
      classList.add('is-fitting');                                 // or each slide would lay out all others again
      deck.slides().forEach(fit.slide);
      classList.remove('is-fitting');
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
