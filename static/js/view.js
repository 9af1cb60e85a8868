/* View: what else changes with the view. Reading: the position follows the scrolling and the scrolling the position.
   Printing, from any view: every slide is fitted first. */
(function ($, slidekit) {
  slidekit.view = function (deck) {
    const paper = matchMedia('print');
    let interrupted = null;             // the view that printing hides
    let asked = false;
    let ours = -1;                      // where our own scrolling ended; only the reader's moves the position

    const home = deck.view() === 'presenter' ? 'presenter' : 'slides';
    const pages = () => /read|print/.test(deck.view());

    slidekit.verbs.read = () => deck.show(deck.view() === 'read' ? home : 'read');

    function bring() {
      if (!pages()) { return; }
      const before = scrollY;
      if (deck.at().slide === 1) { scrollTo(0, 0); } else { deck.current()?.scrollIntoView(); }
      if (scrollY !== before) { ours = scrollY; }
    }

    function reach() {
      if (!pages()) { return; }
      for (const table of document.querySelectorAll('.slide-body > table')) {
        const body = table.parentElement;
        if (body.scrollWidth > body.clientWidth + 1) { body.tabIndex = 0; } else { body.removeAttribute('tabindex'); }
      }
    }

    function print(on) {
      if (on === Boolean(interrupted)) { return; }
      const view = on ? 'print' : interrupted;
      interrupted = on ? deck.view() : null;
      deck.show(view);
    }

    function follow() {
      asked = false;
      const own = scrollY === ours;
      ours = -1;
      if (own || !pages()) { return; }
      const share = scrollY / (document.documentElement.scrollHeight - innerHeight) || 0;      // of the way: at the end, the last slide counts
      const seen = document.elementFromPoint(innerWidth / 2, share * (innerHeight - 2) + 1)?.closest('main > section.slide');
      const slide = share > 0.999 ? deck.slides().at(-1) : seen;      // below the last one stands the footer
      if (slide && slide !== deck.current()) { deck.go({ slide: deck.numberOf(slide), step: 0 }, 'scroll'); }
    }

    $(document).off('.slidekit-view')
      .on('deck:view.slidekit-view', () => { reach(); bring(); })
      .on('deck:change.slidekit-view', (event, change) => { if (!/scroll|live/.test(change.by)) { bring(); } });
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
    print(Boolean(paper.matches || slidekit.printing));
    slidekit.printing = false;
    reach();
    bring();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
