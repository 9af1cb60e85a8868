/* PDF: puts header and footer on each slide of the print view; tells of each page its height, whether a slide ends with it
   (its earlier steps stand before it), and how the slide is called. */
(function () {
  window.slidekit.leaves = function (css) {
    const { deck } = window.slidekit;
    const style = document.createElement('style');
    const around = [...document.querySelectorAll('body > :is(.deck-header, .deck-footer)')];
    const slides = [...document.querySelectorAll('main > .slide')].filter((one) => one.checkVisibility());
    style.textContent = css;
    document.head.append(style);
    for (const slide of slides) {
      for (const one of around) {
        const copy = document.createElement('div');
        copy.className = one.className;
        copy.append(...[...one.cloneNode(true).childNodes].filter((each) => !each.matches?.('.visually-hidden')));
        slide.append(copy);
      }
    }
    return slides.map((one) => [one.offsetHeight, one.localName === 'section', deck.titleOf(one)]);
  };
}());
