/* Sync: the windows of one deck talk, by a channel of the deck's name and by messages between windows that opened each
   other, where a browser gives files no channel. Windows belong together by their session, a number that a window hands
   to those it opens; a speaker's window without an audience takes that of the first lonely one it hears of. The whole
   state is sent, with a number: the highest wins. Whatever else comes, from anywhere, is dropped.
   In a speaker's window deck:partner tells that the audience is 'there', 'lost', or has never been ('alone'). */
(function ($, slidekit) {
  const BEAT = 1000;
  const MISSES = 3;                                                // so many beats without an answer: lost
  const SOON = 200;                                                // who is there has answered by then
  const MOST = 2 ** 40;                                            // and none is larger, though one was kept
  const FAR = 1e6;                                                 // no number jumps so far
  const root = document.documentElement;
  let channel;
  let timer;

  const random = () => Math.floor(Math.random() * 2 ** 48) + 1;
  const whole = (number) => Number.isSafeInteger(number) && number >= 0;

  slidekit.sync = function (deck) {
    const { memory, name } = slidekit;
    const { tab } = memory;
    const role = deck.view();                                      // at the start
    const speaks = role === 'presenter';
    const me = random();
    const windows = new Set();
    const [, given] = /^slidekit-\w+-(\d+)$/.exec(window.name) || [];
    const session = Number(given) || tab.session;
    let free = speaks && !whole(session);                      // to join whom it finds
    let listeners = false;
    let answered = false;
    let heard = 0;                                                 // when the other window was
    let missed = 0;
    let met = false;
    let status = '';
    let due = false;

    const nameOf = (view) => `slidekit-${view}-${tab.session}`;
    const near = () => Date.now() - heard < MISSES * BEAT;

    function join(number) {
      tab.session = number;
      window.name = nameOf(role);
    }

    function send(kind, more) {
      const message = { slidekit: name, live: root.dataset.live, session: tab.session, from: me, role, seq: tab.seq, author: tab.author, kind, paired: near(), ...more };
      channel?.postMessage(message);
      for (const one of windows) { one.postMessage(message, '*'); }
    }

    function tell() {
      const now = missed <= MISSES ? met && 'there' : met ? 'lost' : 'alone';
      if (!speaks || !now || now === status) { return; }
      status = now;
      $(document).trigger('deck:partner', status);
    }

    /* A stranger with the same deck learns that we are here; its audience may be one for us. */
    function meet(data, known) {
      if (data.kind === 'hello') { send('here'); }
      const opens = data.kind === 'hello' && data.seq <= 1 && !data.author;      // not one that somebody leafs through elsewhere
      if ((free || status === 'alone' || (status === 'lost' && opens)) && known && /slides|read/.test(data.role) && !data.paired) {
        free = false;
        join(data.session);
        if (tab.author) {                                          // what the speaker did goes on
          Object.assign(tab, { seq: Math.max(tab.seq, data.seq) + 1, author: me });
          send('state', { state: deck.state() });
        }
        send('hello');
      }
    }

    function take({ kind, live, seq, author, state, x, y }) {
      const ahead = seq - tab.seq || author - tab.author;          // theirs: above 0
      const sane = kind === 'state' && live === root.dataset.live && ahead > 0 && slidekit.state.sane(state);
      if (sane) {
        Object.assign(tab, { seq, author });
        deck.set(sane, 'peer');
      }
      if (kind === 'laser') { $(document).trigger('deck:laser', { ...[x, y].every(Number.isSafeInteger) && { x, y }, by: 'peer' }); }
      if (ahead < 0) { send('state', { state: deck.state() }); } else if (/hello|ping/.test(kind)) { send('here'); }
    }

    function hear({ data, source }) {
      if (data?.slidekit !== name || data.from === me || ![data.from, data.session, data.seq, data.author].every(whole)
        || ![data.role, data.kind].every((word) => typeof word === 'string') || data.seq - tab.seq > FAR) { return; }
      answered = true;
      if (data.session !== tab.session) { return meet(data, !source || windows.has(source)); }
      listeners = true;
      if (source) { windows.add(source); }
      if (speaks ? /slides|read/.test(data.role) : data.role === 'presenter') {
        const gone = data.kind === 'bye';
        heard = gone ? 0 : Date.now();
        missed = gone ? Math.max(missed, MISSES - 1) : 0;          // a reload is back before it is lost
        met = true;
        tell();
      }
      if (data.kind !== 'bye') { take(data); }
    }

    const ask = () => send('ping');

    clearInterval(timer);
    channel?.close();
    try { channel = new BroadcastChannel(name); } catch { channel = null; }
    if (channel) { channel.onmessage = hear; }
    if (given && window.opener) { windows.add(window.opener); }
    join(whole(session) ? session : random());
    /* Among two states of one number, that of the higher author wins. A speaker who did nothing yet knows nothing; a state
       that came by another way than the memory, from an address that lagged behind, is not the one of its number. */
    if (slidekit.visit === 'navigate' || tab.at !== root.dataset.at || ![tab.seq, tab.author].every(whole) || tab.seq > MOST) { Object.assign(tab, { seq: Number(!speaks), author: 0 }); }
    tab.at = root.dataset.at;

    $(window).off('.slidekit-sync')
      .on('message.slidekit-sync', ({ originalEvent }) => hear(originalEvent))
      .on('focus.slidekit-sync', ask)
      .on('pagehide.slidekit-sync', () => send('bye'));
    slidekit.listen('sync', {
      visibilitychange: ask,
      'deck:laser': (event, point) => listeners && point?.by !== 'peer' && send('laser', point),
      'deck:state'(event, { by }) {
        tab.at = root.dataset.at;
        if (/peer|live/.test(by) || due) { return; }
        due = true;
        queueMicrotask(() => {                                     // one message, however many changes one makes
          due = false;
          Object.assign(tab, { seq: tab.seq + 1, author: me });
          if (listeners) { send('state', { state: deck.state() }); }
        });
      }
    });
    send('hello');
    setTimeout(() => answered || memory.recover(deck), SOON);
    if (speaks) {
      timer = setInterval(() => {
        missed += 1;
        tell();
        send(missed > MISSES ? 'hello' : 'ping');
      }, BEAT);
    }

    /* The name of the window of a view, and the other window, if it can be reached. */
    Object.assign(slidekit.sync, { nameOf, partner: () => near() && [...windows].find((one) => !one.closed) });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
