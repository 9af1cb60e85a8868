/* Screen: the whole of it for the deck, and awake while somebody presents. */
(function ($, slidekit) {
  const root = document.documentElement;

  slidekit.screen = function (deck) {
    let lock = null;

    /* A browser lets go of the lock when the page is hidden or the machine sleeps. */
    async function stay() {
      if (lock || document.hidden || !navigator.wakeLock) { return; }
      lock = 'asked';
      try {
        lock = await navigator.wakeLock.request('screen');
        lock.addEventListener('release', () => { lock = null; });
      } catch { lock = null; }
    }

    slidekit.verbs.fullscreen = () => {
      const done = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.();
      done?.catch(() => {});                                       // a frame may refuse
    };
    $(document).off('.slidekit-screen')
      .on('deck:change.slidekit-screen', stay)
      .on('visibilitychange.slidekit-screen', () => { if (deck.state().started) { stay(); } });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
