/* Likeness: a copy of a slide to look at, and nothing more: no ids, nothing that plays or can be focused, nothing read aloud. */
(function ($, slidekit) {
  /* A picture for a film: what is to be seen of it now, or its poster. */
  function still(film, { className, style, poster }) {
    for (const side of ['width', 'height']) { if (film.hasAttribute(side)) { style[side] = `${film[side]}px`; } }
    const { videoWidth: width, videoHeight: height } = film;
    const $still = poster && !film.played.length ? $('<img alt="">').attr('src', poster) : $('<canvas>').attr({ width, height });
    if ($still[0].getContext && width) { $still[0].getContext('2d').drawImage(film, 0, 0); }
    return $still.addClass(className).attr('style', style.cssText)[0];
  }

  /* An element for the same styles, as a slide shows itself at a step. */
  slidekit.likeness = function (slide, step) {
    const copy = slide.cloneNode(true);
    const $likeness = $('<div aria-hidden="true" inert>').append(...copy.childNodes);
    const films = slide.querySelectorAll('video');
    $likeness.find('video').each((n, video) => { video.replaceWith(still(films[n], video)); });
    $likeness.find('iframe, video, audio, object, script').remove();
    $likeness.find('[id]').removeAttr('id');
    for (const { name, value } of copy.attributes) {
      if (name === 'class' || name.startsWith('data-')) { $likeness.attr(name, value); }
    }
    $likeness.removeClass('is-current').css('--background', slide.style.getPropertyValue('--background'));
    if (step !== undefined) { slidekit.deck.showSteps($likeness[0], step); }
    return $likeness;
  };
}(jQuery, window.slidekit = window.slidekit || {}));
