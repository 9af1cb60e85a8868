/* Start: when the first slide was seen, in ms after the page was asked for; 0 if that is not known. */
(function (slidekit) {
  slidekit.firstPaint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0;
}(window.slidekit));
