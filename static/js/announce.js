/* Announce: what a screen reader says of a move: the number and what the slide, or the step, brought; of the curtain and
   of a mode that they are there. Said when the moving is over, and taken away when it is said: it is on the slide already. */
(function ($, slidekit) {
  const PAUSE = 150;
  const SAID = 1000;
  const SILENT = 'script, style, iframe, audio, video, object, [aria-hidden=true]';

  slidekit.announce = function (deck) {
    const { position: { among }, texts } = slidekit;
    let said = deck.at();
    let timer;

    function later(words) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        $status.text(words());
        timer = setTimeout(() => $status.text(''), SAID);
      }, PAUSE);
    }

    /* What has come, or was lit, since it was said last: one walk, for code has thousands of nodes. */
    function place() {
      const from = said;
      const { slide, step } = said = deck.at();
      const silent = `${SILENT}, ${slidekit.fit.unseen()}`;
      let words = `${slide} / ${deck.slides().length} `;
      function read(node, isNew, isLit) {
        const { step: shown, lit } = node.dataset ?? {};
        if (node.matches?.(silent) || (shown && !among(step, shown))) { return; }
        const came = isNew || (shown && !among(from.step, shown));
        const lighted = lit && !node.matches('code') ? among(step, lit) && !among(from.step, lit) : isLit;
        const text = node.alt || (node.nodeType === Node.TEXT_NODE && node.data);
        if (text && (came || lighted)) { words += text; }
        for (const child of node.childNodes) { read(child, came, lighted); }
      }
      read(deck.current(), slide !== from.slide);
      return words.replace(/\s+/g, ' ');
    }

    $('.deck-status').remove();
    const $status = $('<div class="deck-status visually-hidden" role="status" aria-atomic="true">').appendTo('body');
    slidekit.listen('announce', {
      'deck:state'(event, { from, to, by }) {
        if (by === 'live') { said = deck.at(); }
        if (/start|live/.test(by) || /read|print/.test(deck.view())) { return; }
        if (to.curtain && to.curtain !== from.curtain) { later(() => texts[to.curtain === 1 ? 'black' : 'white']); }
        else if (['slide', 'step', 'curtain'].some((part) => to[part] !== from[part])) { later(place); }
      },
      'deck:mode': (event, { name, on }) => later(() => `${texts[name]}: ${on ? texts.on : texts.off}`)
    });
  };
}(jQuery, window.slidekit = window.slidekit || {}));
