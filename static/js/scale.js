/* Scale: fit the stage when the window changes and each slide when it is shown, again if a picture or a font comes late.
   Where a slide is longer than the stage, what a step brings or lights comes in sight. */
(function ($, slidekit) {
  const { fit } = slidekit;

  /* Fit a slide as it is at a step: its first part in sight, and as many others as there is room for. */
  slidekit.reveal = function (slide, step) {
    fit.slide(slide);
    const hidden = '[data-step]:not(.is-shown)';
    const $parts = $(slide).find('.is-full, [data-fit=scroll]').find(`.is-lit:not(code), [data-step="${step}"], [data-step^="${step}-"]`);
    for (const part of [...$parts.not(hidden)].reverse()) { if (!part.closest(hidden)) { part.scrollIntoView({ block: 'nearest' }); } }
  };

  slidekit.scale = function (deck) {
    function shown() {
      if (deck.view() !== 'print') { return slidekit.reveal(deck.current(), deck.at().step); }
      const { classList } = document.querySelector('main');
      classList.add('is-fitting');                                 // or each slide would lay out all others again
      document.querySelectorAll('main > section').forEach(fit.slide);
      classList.remove('is-fitting');
    }

    function late({ target }) {
      const slide = target.matches?.('.slide-body img, .slide-body video') && target.closest('.slide');
      if (!slide) { return; }
      fit.again(slide);
      fit.slide(slide);
    }

    $(window).off('.slidekit-scale').on('resize.slidekit-scale', fit.stage);
    $(document).off('.slidekit-scale').on('deck:change.slidekit-scale deck:view.slidekit-scale', shown);
    for (const kind of ['load', 'loadedmetadata']) {               // of a picture and of a film; they do not bubble
      document.removeEventListener(kind, slidekit.scale.late, true);
      document.addEventListener(kind, late, true);
    }
    slidekit.scale.late = late;
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
