/* Waiting: the page of a talk that cannot be shown yet. Shows what is wrong with it, and becomes the deck by a reload as soon
   as there is one. Stands alone, without jQuery. */
(function () {
  const LEAST = 250;
  const MOST = 2000;
  let pause = LEAST;

  function show({ errors, warnings }) {
    const box = document.querySelector('[role=status]');
    box.replaceChildren(...[...errors, ...warnings].map(function ({ text }) {
      const pre = document.createElement('pre');
      pre.textContent = text;
      pre.tabIndex = 0;
      return pre;
    }));
  }

  function connect() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/livereload`);
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = function () {
      pause = LEAST;
      send({ command: 'hello', protocols: ['http://livereload.com/protocols/official-7'] });
      send({ command: 'slidekit', path: location.pathname, version: document.documentElement.dataset.live, role: 'slides' });
    };
    socket.onmessage = function ({ data }) {
      const message = JSON.parse(data);
      if (message.command !== 'slidekit') { return; }
      if (message.reload || message.version) { location.reload(); } else if (message.troubles) { show(message.troubles); }
    };
    socket.onclose = function () {
      setTimeout(connect, pause);
      pause = Math.min(2 * pause, MOST);
    };
  }

  connect();
}());
