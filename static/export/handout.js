/* Handout: lays the slides of a deck in its print view, and their notes, on upright pages; tells each slide's id and name. */
(function () {
  const ROOM = { 1: 165, 2: 127, 3: 83, 6: 38 };       // mm for notes: what needs more may go on to the next page
  const MM = 96 / 25.4;
  const LINE = 9;                                      // mm

  function room(up, slide) {                           // mm for lines to write on: below the slide, or beside it
    return up === 1 ? 265 - 12 - slide : slide;
  }

  function lines(count) {
    const field = document.createElement('div');
    field.className = 'handout-lines';
    field.setAttribute('aria-hidden', 'true');
    for (let n = 0; n < count; n += 1) { field.append(document.createElement('i')); }
    return field;
  }

  window.slidekit.handout = function (up, title) {
    const { deck } = window.slidekit;
    const root = document.documentElement;
    const ratio = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width')) / 720;
    const main = document.querySelector('main');
    const slides = [...main.querySelectorAll(':scope > section.slide')].filter((one) => one.checkVisibility());
    const scheme = getComputedStyle(root).colorScheme;
    root.style.setProperty('--handout-title', JSON.stringify(title));
    root.style.colorScheme = 'only light';             // paper is white, whatever stands on it
    const bare = up === 2 && !main.querySelector(':scope > .deck-notes');   // then two slides fill a page
    const found = [];
    const cells = slides.map(function (slide, n) {
      const notes = slide.nextElementSibling?.matches('.deck-notes') ? slide.nextElementSibling : null;
      const cell = document.createElement('div');
      const frame = document.createElement('div');
      const stage = document.createElement('div');
      const number = document.createElement('a');
      const under = document.createElement('div');
      cell.className = 'handout-cell';
      frame.className = 'handout-slide';
      frame.style.colorScheme = scheme;
      stage.className = 'handout-stage';
      frame.style.setProperty('--tall', slide.offsetHeight);
      number.className = 'handout-number';
      number.href = `#${slide.id}`;
      number.textContent = n + 1;
      found.push([slide.id, deck.titleOf(slide)]);
      under.append(frame, number);
      cell.append(under);
      if (n) { stage.append(document.createElement('section')); stage.firstChild.hidden = true; }   // a theme tells the first by that
      stage.append(slide);
      frame.append(stage);
      if (notes) { cell.append(notes); }
      return cell;
    });
    main.className = `handout-pages handout-${up}`;
    main.classList.toggle('is-bare', bare);
    main.style.setProperty('--ratio', ratio);
    main.replaceChildren(...cells);
    for (const frame of main.querySelectorAll('.handout-slide')) {
      const stage = frame.firstElementChild;
      const tall = Math.max(720, parseFloat(frame.style.getPropertyValue('--tall')));
      stage.style.setProperty('--by', Math.min(frame.offsetWidth / (720 * ratio), frame.offsetHeight / tall));
    }
    for (const cell of cells) {
      const notes = cell.querySelector('.deck-notes');
      cell.classList.toggle('is-short', !notes || notes.offsetHeight < ROOM[up] * MM);
      if (!notes && !bare && up < 6) {
        cell.append(lines(Math.floor(room(up, cell.querySelector('.handout-slide').offsetHeight / MM) / LINE)));
      }
    }
    return found;
  };
}());
