/* Dialog: what opens over the deck and keeps all keys to itself. It is made when it opens and gone when it closes, by Esc,
   its button, a click beside it, or a move: what somebody moved to is seen. The browser puts the focus back. */
(function ($, slidekit) {
  /* Open one of this accessible name; `fill` puts into it what it says. Gives the dialog, in jQuery. */
  slidekit.dialog = function (name, label, fill) {
    const { texts } = slidekit;
    const $dialog = $(`<dialog class="deck-dialog deck-${name}" closedby="any" dir="ltr"><button type="button" class="deck-close">×</button></dialog>`);
    const [dialog] = $dialog;

    let held = true;

    function moved(event, { by }) {
      if (/scroll|live|edit/.test(by)) { return; }
      dialog.close();
      dialog.remove();                                             // at once: the next key is for the deck
    }

    function leave() {
      $(document).off('deck:change', moved);
      dialog.remove();
    }

    function key(event) {
      if (held && event.originalEvent.repeat && event.key.length === 1) { event.preventDefault(); }      // the key that opened it is no text
      if (event.key !== 'Escape' || event.originalEvent.isComposing) { return; }
      event.preventDefault();
      if (!event.originalEvent.repeat) { dialog.close(); }         // held, it would close what it opened
    }

    /* Gone at once, not a task later: until then its field would keep the keys that are for the deck. */
    dialog.close = function () {
      HTMLDialogElement.prototype.close.call(dialog);
      leave();
    };
    $('.deck-dialog').each((n, other) => other.close());
    $dialog.attr({ lang: texts.lang, 'aria-label': label })
      .css('color-scheme', getComputedStyle(document.documentElement).colorScheme)      // not of the dark slide below it
      .on('close', leave)                                          // by the browser
      .on('keydown', key)
      .on('keyup', () => { held = false; })
      .appendTo('body');
    $('.deck-close', dialog).attr('aria-label', texts.close).on('click', () => dialog.close());
    $(document).on('deck:change.slidekit-dialog', moved);
    fill($dialog);
    dialog.showModal();
    return $dialog;
  };
}(jQuery, window.slidekit = window.slidekit || {}));
