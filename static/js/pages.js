/* Pages: what the address adds to the reading view and to print: `notes=yes` sets each slide above its notes,
   `steps=all` gives each step a page. */
(function ($, slidekit) {
  const asked = new URLSearchParams(location.search);

  function addNotes(slide) {
    const notes = slidekit.deck.notesOf(slide);
    if (notes) { $('<aside class="deck-notes">').attr('aria-label', slidekit.texts.notes).append(notes).insertAfter(slide); }
  }

  /* What is said at a step goes below that step's page, if it has one. */
  function shareNotes(slide) {
    const $notes = $(slide).next('.deck-notes');
    for (const page of $(slide).prevUntil('section', 'div.slide')) {
      const said = $notes.children(`[data-note="${page.dataset.at}"]`);
      if (said.length) { $notes.clone().empty().append(said).insertAfter(page); }
    }
  }

  slidekit.pages = function (deck) {
    function add() {
      if (!/read|print/.test(deck.view())) { return; }
      $(document).off('.slidekit-pages');
      const all = deck.slides();
      if (asked.get('steps') === 'all' && deck.view() === 'print') {
        $(all).addClass('is-stepped');
        for (const slide of all.filter((one) => one.querySelector('.magic-move'))) {      // one block has more room than all
          slidekit.fit.again(slide);
          slidekit.fit.slide(slide);
        }
        for (const [n, slide] of all.entries()) {
          for (let step = 0; step < deck.steps(n + 1); step += 1) { slidekit.likeness(slide, step).attr('data-at', step).insertBefore(slide); }
        }
        /* The slide itself is the page of its last step. */
        const last = () => deck.view() === 'print' && all.forEach((slide, n) => deck.showSteps(slide, deck.steps(n + 1)));
        $(document).on('deck:view.slidekit-pages', last);
        last();
      }
      if (asked.get('notes') === 'yes') {
        document.documentElement.classList.add('has-notes');
        all.forEach(addNotes);
        all.forEach(shareNotes);
      }
    }
    $(document).off('.slidekit-pages').on('deck:view.slidekit-pages', add);
    add();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
