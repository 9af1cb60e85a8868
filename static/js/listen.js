/* Listen: the events of the document that a piece hears: once, however often it is started. */
(function ($, slidekit) {
  slidekit.listen = function (piece, handlers) {
    const $document = $(document).off(`.slidekit-${piece}`);
    for (const [kind, handler] of Object.entries(handlers)) { $document.on(`${kind}.slidekit-${piece}`, handler); }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
