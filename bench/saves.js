/* Runs in a page before anything of its own: tells when a word that was saved is seen, in ms since 1970, once it is painted. */
(function () {
  const WORD = /zq\d+q/g;
  const told = new Set();

  function look(node) {
    for (const [word] of (node.textContent || '').matchAll(WORD)) {
      if (told.has(word)) { continue; }
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      for (let text = node.nodeType === 3 ? node : walk.nextNode(); text; text = walk.nextNode()) {
        if (text.data.includes(word)) { wait(word, text.parentElement); }
      }
    }
  }

  function wait(word, element) {
    if (!element?.isConnected || told.has(word)) { return; }
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      requestAnimationFrame(() => wait(word, element));
      return;
    }
    told.add(word);
    requestAnimationFrame(() => requestAnimationFrame(() => window.benchSeen(word, performance.timeOrigin + performance.now())));
  }

  new MutationObserver(function (changes) {
    for (const { addedNodes, target, type } of changes) {
      if (type === 'characterData') { look(target); } else { addedNodes.forEach(look); }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}());
