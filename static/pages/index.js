/* Index: the list of talks loads anew when the server says that it is another one; asks when it is looked at again. */
(function () {
  const version = document.documentElement.dataset.live;
  let socket;
  let lost = false;
  function ask() {
    if (socket.readyState !== WebSocket.OPEN) { return; }
    socket.send(JSON.stringify({ command: 'slidekit', path: location.pathname, version, role: 'list' }));
  }
  function connect() {
    socket = new WebSocket(`ws://${location.host}/livereload`);
    socket.onopen = function () {
      if (lost) { location.reload(); } else { ask(); }
    };
    socket.onmessage = function (event) {
      if (JSON.parse(event.data).reload) { location.reload(); }
    };
    socket.onclose = function () {
      lost = true;
      setTimeout(connect, 1000);
    };
  }
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden) { ask(); }
  });
  addEventListener('focus', ask);
  connect();
}());
