/* List: a listbox of any length for the keyboard in a field: only what is near its window is made. How many columns there
   are and how high a row is says the style sheet, by the grid's tracks; `--tile` tells it what share of the stage
   one column is. Knows nothing of slides. */
(function ($, slidekit) {
  const LATER = 100;                                               // ms after what is seen

  /* In `$list`, for the field `$query`: `make` an option of an item, `added` when it stands there, `choose` an item; keys
     go to all sides if it is `tiled`, in the direction it is written. */
  slidekit.list = function ({ $list, $query, tiled, make, added, choose }) {
    const [list] = $list;
    let items = [];
    let active = 0;
    let options = new Map();                                       // by item
    let columns = 1;
    let pitch = 1;                                                 // from one row to the next
    let beyond = 0;                                                // rows above and below, for whoever scrolls

    const row = (n) => Math.floor(n / columns);

    function measure() {
      const style = getComputedStyle(list);
      const tracks = style.gridTemplateColumns.split(' ');
      columns = tracks.length;
      list.style.setProperty('--tile', parseFloat(tracks[0]) / parseFloat(style.getPropertyValue('--stage-width')));      // before the rows, which may depend on it
      list.style.setProperty('--rows', Math.ceil(items.length / columns));
      pitch = parseFloat(style.gridAutoRows) + (parseFloat(style.rowGap) || 0);
    }

    function paint() {
      const { scrollTop, clientHeight } = list;
      const first = Math.max(0, Math.floor(scrollTop / pitch) - beyond) * columns;
      const end = Math.min(items.length, (Math.ceil((scrollTop + clientHeight) / pitch) + beyond) * columns);
      const before = options;
      const fresh = [];
      let last;
      options = new Map();
      for (let n = first; n < end; n += 1) {
        const item = items[n];
        const option = before.get(item) || make(item);
        if (!before.delete(item)) {
          if (last) { last.after(option); } else { list.prepend(option); }
          fresh.push(option);
        }
        last = option;
        options.set(item, option);
        $(option).attr({ role: 'option', id: `deck-option-${n}`, 'aria-selected': n === active, 'aria-posinset': n + 1, 'aria-setsize': items.length });
        option.style.setProperty('--row', row(n) + 1);
        option.style.setProperty('--column', n % columns + 1);
      }
      for (const option of before.values()) { option.remove(); }
      fresh.forEach(added);
      $query.attr('aria-activedescendant', options.get(items[active])?.id ?? null);
    }

    /* Make one the active one, and show it: anywhere, or in the middle. */
    function activate(wanted, middle) {
      active = Math.max(0, Math.min(items.length - 1, wanted));
      const top = row(active) * pitch;
      const room = list.clientHeight - pitch;
      list.scrollTop = middle ? top - room / 2 : Math.min(top, Math.max(list.scrollTop, top - room));
      paint();
    }

    $query.on('keydown', function (event) {
      const { key, altKey, ctrlKey, metaKey, originalEvent } = event;
      if (altKey || ctrlKey || metaKey || originalEvent.isComposing) { return; }
      const last = items.length - 1;
      const way = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
      const moves = { ArrowUp: row(active) ? -columns : 0, ArrowDown: row(active) < row(last) ? columns : 0 };
      if (tiled) { Object.assign(moves, { ArrowLeft: -way, ArrowRight: way, Home: -last, End: last }); }
      if (key in moves) { activate(active + moves[key]); } else if (key !== 'Enter') { return; }
      event.preventDefault();
      if (key === 'Enter' && items[active]) { choose(items[active]); }
    });
    $list.attr('role', 'listbox').on('scroll', paint)
      .on('mousedown', '[role=option]', false)                     // the field keeps the focus
      .on('click', '[role=option]', (event) => choose(items[event.currentTarget.ariaPosInSet - 1]));
    new ResizeObserver(() => {
      measure();
      activate(active);
    }).observe(list);

    /* Show these items from now on, with one in the middle. */
    return function (wanted, first) {
      items = wanted;
      beyond = 0;
      measure();
      activate(first, true);
      setTimeout(() => {
        beyond = 1;
        paint();
      }, LATER);
    };
  };
}(jQuery, window.slidekit = window.slidekit || {}));
