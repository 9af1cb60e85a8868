/* View: what else changes with the view. Reading: the position follows the scrolling and the scrolling the position.
   Printing, from any view: every slide is fitted first. */
(function ($, slidekit) {
  slidekit.view = function (deck) {
    const paper = matchMedia('print');
    let before = null;                  // the view that printing interrupts
    let asked = false;
    let ours = -1;                      // where our own scrolling ended; only the reader's moves the position

    const pages = () => deck.view() !== 'slides';

    function bring() {
      if (!pages()) { return; }
      deck.current()?.scrollIntoView({ block: 'start' });
      ours = scrollY;
    }

    function reach() {
      if (!pages()) { return; }
      for (const table of document.querySelectorAll('.slide-body > table')) {
        const body = table.parentElement;
        if (body.scrollWidth > body.clientWidth + 1) { body.tabIndex = 0; } else { body.removeAttribute('tabindex'); }
      }
    }

    function print(on) {
      if (on === Boolean(before)) { return; }
      const view = on ? 'print' : before;
      before = on ? deck.view() : null;
      deck.show(view);
    }

    function follow() {
      asked = false;
      if (!pages() || scrollY === ours) { return; }
      const slide = document.elementFromPoint(innerWidth / 2, innerHeight / 3)?.closest('main > .slide');
      if (slide && slide !== deck.current()) { deck.go({ slide: deck.numberOf(slide), step: 0 }, 'scroll'); }
    }

    $(document).off('.slidekit-view')
      .on('deck:view.slidekit-view', () => { reach(); bring(); })
      .on('deck:change.slidekit-view', (event, change) => { if (change.by !== 'scroll') { bring(); } });
    $(window).off('.slidekit-view')
      .on('resize.slidekit-view', reach)
      .on('scroll.slidekit-view', () => {
        if (!asked) {
          asked = true;
          requestAnimationFrame(follow);
        }
      })
      .on('beforeprint.slidekit-view', () => print(true))
      .on('afterprint.slidekit-view', () => print(false));
    paper.onchange = () => print(paper.matches);
    print(paper.matches);
    reach();
    bring();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
