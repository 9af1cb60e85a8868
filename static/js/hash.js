/* Hash: the address and the position follow each other. #12, #12.2, or the id of a slide or of anything on it. */
(function ($, slidekit) {
  const { position } = slidekit;
  const BURST = 60;      // a browser complains above 200 addresses in 10 s: so many at once,
  const PAUSE = 100;     // then one in so many ms
  let credit = BURST;
  let written = 0;
  let timer;

  function decoded() {
    const text = location.hash.slice(1);
    try { return decodeURIComponent(text); } catch { return text; }
  }

  function write(how) {
    clearTimeout(timer);
    const now = Date.now();
    credit = Math.min(BURST, credit + (now - written) / PAUSE);
    if (credit < 1) {
      timer = setTimeout(write, PAUSE, how);
      return;
    }
    const text = position.format(slidekit.deck.at());
    if (decoded() === text) { return; }
    credit -= 1;
    written = now;
    try { history[how](null, '', '#' + text); } catch { /* a page without an address of its own */ }
  }

  function attend(target) {
    if (!target.matches('a[href], button, input, select, textarea, summary, [tabindex]')) { target.tabIndex = -1; }
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
  }

  slidekit.hash = function (deck) {
    function visit(wanted) {
      const { slide, step } = deck.at();
      if (wanted.slide !== slide || wanted.step !== step) { deck.go(wanted, 'hash'); }      // a reload changes nothing
    }

    function read() {
      clearTimeout(timer);
      const text = decoded();
      const wanted = position.parse(text);
      const target = !wanted && text && document.getElementById(text);
      const slide = target && target.closest('main > .slide');
      if (wanted || !text) {
        visit(wanted || { slide: 1, step: 0 });
        if (wanted) { write('replaceState'); }
      } else if (slide) {
        const part = target.closest('[data-step]');
        visit({ slide: deck.numberOf(slide), step: part ? parseInt(part.dataset.step, 10) : 0 });
        attend(target);
      } else { write('replaceState'); }
    }
    $(window).off('.slidekit-hash').on('hashchange.slidekit-hash', read).on('pagehide.slidekit-hash', function () {
      credit = 1;
      write('replaceState');
    });
    $(document).off('.slidekit-hash').on('deck:change.slidekit-hash', function (event, change) {
      if (change.by !== 'hash') { write(change.by ? 'replaceState' : 'pushState'); }      // only one's own moves are history
    });
    /* In a run of keys the address lags behind, and a reload may not wait for it: the tab's memory knows better. */
    if (slidekit.visit === 'reload' && position.parse(decoded()) && slidekit.memory?.kept) { write('replaceState'); } else if (location.hash) { read(); }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
