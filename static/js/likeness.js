/* Likeness: a copy of a slide to look at, and nothing more: no ids, nothing that plays or can be focused, nothing read aloud. */
(function ($, slidekit) {
  /* An element for the same styles, as a slide shows itself at a step. */
  slidekit.likeness = function (slide, step) {
    const copy = slide.cloneNode(true);
    const $likeness = $('<div aria-hidden="true" inert>').append(...copy.childNodes);
    $likeness.find('iframe, video, audio, object, script').remove();
    $likeness.find('[id]').removeAttr('id');
    for (const { name, value } of copy.attributes) {
      if (name === 'class' || name.startsWith('data-')) { $likeness.attr(name, value); }
    }
    $likeness.removeClass('is-current');
    if (step !== undefined) { slidekit.deck.showSteps($likeness[0], step); }
    return $likeness;
  };
}(jQuery, window.slidekit = window.slidekit || {}));
