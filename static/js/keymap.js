/* Keymap: which keys do what. The keys, the help and the documentation are made from this table. No DOM. */
(function (slidekit) {
  slidekit.keymap = {
    next: 'ArrowRight ArrowDown Space PageDown Enter n j l',
    previous: 'ArrowLeft ArrowUp PageUp Backspace Shift+Space p k h',
    first: 'Home',
    last: 'End',
    jump: 'g',
    search: '/',
    overview: 'o',
    speaker: 's',
    fullscreen: 'f',
    black: 'b .',
    white: 'w',
    read: 'r',
    clock: 't',
    pen: 'c',
    undo: 'u',
    clear: 'Shift+C',
    laser: 'x',
    zoomIn: '+',
    zoomOut: '-',
    zoomOff: '0',
    help: '?'
  };
}(window.slidekit = window.slidekit || {}));
