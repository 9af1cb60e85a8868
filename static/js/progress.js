/* Progress: how far one is, as a bar below the slide and as a number beside it. For the eye only: the number is no text. */
(function ($, slidekit) {
  slidekit.progress = function (deck) {
    const wants = document.body.dataset;
    const make = (name) => $(`<div class="deck-${name}" aria-hidden="true">`).appendTo('body');
    $('.deck-progress, .deck-number').remove();
    const $bar = wants.progress !== 'no' && make('progress');
    const $number = wants.numbers !== 'no' && make('number');

    function show() {
      const { slide, step } = deck.at();
      const count = deck.slides().length;
      if (!count) { return; }
      if ($bar) { $bar.css('--share', (slide - 1 + (step + 1) / (deck.steps(slide) + 1)) / count); }
      if ($number) { $number.attr('data-number', slide === 1 && deck.current().matches('.title-slide') ? '' : `${slide} / ${count}`); }
    }

    slidekit.listen('progress', { 'deck:change': show });
    show();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
