/* Morph: what stands on both slides moves from its old place to its new one, by the browser's View Transitions: elements
   with one class morph-…, one picture, one title. The browser wants to see the old slide once more before it takes its
   picture, so for a frame that is shown again; `at` and the address are the new slide's already. */
(function ($, slidekit) {
  function nameOf(part) {
    const own = Array.from(part.classList).find((name) => name.startsWith('morph-'));
    return own || (part.matches('img') ? part.src : part.matches('.slide-title') ? `title ${part.textContent}` : '');
  }

  const parts = (slide) => new Map(Array.from(slide.querySelectorAll('[class*=morph-], img, .slide-title'), (part) => [nameOf(part), part]).reverse());

  /* Starts the motion; gives what ends it, whatever it has come to. */
  slidekit.morph = function (deck, leaving, entering) {
    const [old, young] = [parts(leaving), parts(entering)];
    const shared = Array.from(old.keys()).filter((name) => name && young.has(name));
    let lingers = true;

    function name(parts) {
      for (const [n, part] of shared.entries()) { $(parts.get(part)).addClass('is-morphing').css('view-transition-name', `part-${n}`); }
    }

    function unname(parts) {
      for (const part of shared) { $(parts.get(part)).removeClass('is-morphing').css('view-transition-name', ''); }
    }

    function linger(on, slide) {
      leaving.classList.toggle('is-lingering', on);
      document.documentElement.classList.toggle('is-lingering', on);
      deck.showLook(slide);
    }

    function turn() {
      if (!lingers) { return; }
      lingers = false;
      linger(false, entering);
      unname(old);
      name(young);
      slidekit.fit.slide(entering);
    }

    linger(true, leaving);
    name(old);
    document.documentElement.classList.add('is-morph');
    const motion = document.startViewTransition(turn);
    motion.ready.catch(() => {});                                  // skipped, or the page is hidden
    let tidied = false;

    function tidy() {
      if (tidied) { return; }                                      // later the names are the next motion's
      tidied = true;
      unname(young);
      document.documentElement.classList.remove('is-morph');
    }
    motion.finished.then(tidy, tidy);
    return () => {
      turn();
      tidy();
      motion.skipTransition();
    };
  };
}(jQuery, window.slidekit = window.slidekit || {}));
