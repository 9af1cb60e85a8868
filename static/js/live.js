/* Live: the page of a served talk hears of its next versions, by a websocket, and takes them over. It never waits for
   the server: while that is gone, the deck presents as it is. */
(function ($, slidekit) {
  const SOONEST = 250;                                             // ms until it is tried again,
  const LATEST = 2000;                                             // the longer the oftener it failed
  const GONE = 2000;                                               // so long nobody minds
  const HELLO = { command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] };
  const root = document.documentElement;
  const { live } = root.dataset;
  let socket;
  let timer;
  let again;

  if (live) { slidekit.name = `slidekit ${location.pathname}`; }   // of the memory: a title may change

  slidekit.live = function (deck) {
    if (!live) { return; }
    const role = deck.view();                                      // at the start
    let pause = SOONEST;
    let joined = 0;
    let lost = 0;                                                  // since when there is no server

    function send(message) { if (socket?.readyState === WebSocket.OPEN) { socket.send(JSON.stringify(message)); } }

    /* Ask for what is missing; not twice before an answer can be there. */
    function join() {
      clearTimeout(again);
      const wait = joined + SOONEST - Date.now();
      if (wait > 0) {
        again = setTimeout(join, wait);
        return;
      }
      joined = Date.now();
      send({ command: 'slidekit', path: location.pathname, version: root.dataset.live, role });
    }

    /* Show a slide with all its steps; for one that was just edited nothing that is open closes. */
    function go(wanted) {
      const { slide, edited } = Object(wanted) === wanted ? wanted : { slide: wanted };
      const state = deck.state();
      if (slide === state.slide) { return edited || deck.set({ curtain: 0 }); }
      const now = Date.now();
      const spent = state.started && { since: now, spent: slidekit.pace.spent(state, now) };
      deck.set({ slide, step: deck.steps(slide), ...!edited && { curtain: 0 }, ...spent }, edited ? 'edit' : 'at');
    }

    /* Whether the page has come to the version that is spoken of. */
    function follow({ from = null, version, slides, ids, frame }) {
      if (!version || version === root.dataset.live) { return true; }
      if (from !== null && from !== root.dataset.live) {
        join();
        return false;
      }
      root.dataset.live = version;
      const all = slides && from === null ? { items: slides.items } : slides;
      if (slides || ids || frame) { slidekit.patch.apply({ slides: all, ids, frame }); }
      return true;
    }

    function take(message) {
      if (message.stale) { return join(); }
      if (message.reload) { return location.reload(); }
      try {
        if (!follow(message)) { return; }
      } catch (error) {
        location.reload();                                         // loaded again, it is right
        throw error;
      }
      if (message.go) { go(message.go); }
      if (message.troubles) { slidekit.trouble.take(message.troubles); }
      if (message.open || message.place) { slidekit.source.take(message); }
    }

    function hear({ data }) {
      const message = JSON.parse(data);
      if (message.command === 'slidekit') { take(message); }
    }

    function retry() {
      lost ||= Date.now();
      if (Date.now() - lost > GONE && (role === 'presenter' || !slidekit.sync.partner())) { slidekit.trouble.say('gone', slidekit.texts.gone); }
      clearTimeout(timer);
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 1.5, LATEST);
    }

    function connect() {
      clearTimeout(timer);
      socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/livereload`);
      socket.onopen = () => {
        pause = SOONEST;
        lost = joined = 0;
        slidekit.trouble.say('gone', '');
        send(HELLO);
        join();
      };
      socket.onmessage = hear;
      socket.onclose = retry;
    }

    function hurry() { if (socket.readyState === WebSocket.CLOSED) { connect(); } }

    for (const piece of ['patch', 'trouble', 'source']) { slidekit[piece](deck); }
    if (socket) {
      socket.onclose = null;
      socket.close();
    }
    slidekit.live.send = send;
    $(window).off('.slidekit-live').on('online.slidekit-live focus.slidekit-live pageshow.slidekit-live', hurry);
    slidekit.listen('live', { visibilitychange: hurry });
    connect();
  };
}(jQuery, window.slidekit = window.slidekit || {}));
