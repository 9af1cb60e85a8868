/* Graft: an element becomes what a fresh one is and stays the element that it was, and of what is in it whatever can:
   so it keeps focus, scrolling, a film that plays. Knows nothing of slides. */
(function (slidekit) {
  const LOADS = 'img, video, audio, iframe, object, embed';
  const READERS = { DETAILS: 'open' };                             // what a reader changes

  const source = (node) => node.getAttribute?.('src') ?? node.getAttribute?.('data') ?? '';
  const name = (node) => node.matches?.(LOADS) ? `${node.nodeName} ${source(node)}` : node.nodeName;
  const within = (nodes, selector) => nodes.filter((node) => node.matches)
    .flatMap((node) => [...node.matches(selector) ? [node] : [], ...node.querySelectorAll(selector)]);

  function setAttributes(old, fresh) {
    const kept = READERS[old.nodeName];
    const held = old === document.activeElement && 'tabindex';     // without it the focus would go
    for (const { name: one } of [...old.attributes]) {
      if (one !== kept && one !== held && !fresh.hasAttribute(one)) { old.removeAttribute(one); }
    }
    for (const one of fresh.attributes) {
      if (one.name !== kept && old.getAttribute(one.name) !== one.value) { old.setAttributeNode(one.cloneNode()); }
    }
  }

  /* From here on among siblings, what a fresh node may go on as: the same film or picture, whatever has the same name, or
     the old version of a picture, which is seen until the new one is there. */
  function heir(next, fresh) {
    const wanted = name(fresh);
    for (let one = next; one; one = one.nextSibling) {
      if (name(one) === wanted && (!one.matches?.('template, script') || one.isEqualNode(fresh))) { return one; }
    }
    const [file] = source(fresh).split('?');
    return fresh.nodeName === 'IMG' && next?.nodeName === 'IMG' && source(next).split('?')[0] === file ? next : null;
  }

  function become(old, fresh, came, went) {
    if (!old.attributes) {
      if (old.data !== fresh.data) { old.data = fresh.data; }
      return;
    }
    setAttributes(old, fresh);
    let next = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const have = heir(next, child);
      if (!have) {
        old.insertBefore(child, next);
        came.push(child);
        continue;
      }
      if (have === next) { next = next.nextSibling; } else { graft.put(old, have, next); }
      become(have, child, came, went);
    }
    while (next) {
      went.push(next);
      next = next.nextSibling;
      went.at(-1).remove();
    }
  }

  /* What loads a file and stands elsewhere now is taken over from there. */
  function rescue(came, went) {
    const spare = within(went, LOADS);
    for (const node of spare.length ? within(came, LOADS) : []) {
      const at = spare.findIndex((one) => name(one) === name(node) && one.innerHTML === node.innerHTML);
      if (at >= 0) {
        const [old] = spare.splice(at, 1);
        setAttributes(old, node);
        node.replaceWith(old);
      }
    }
  }

  const graft = slidekit.graft = {
    /* Make an element what a fresh one is, which is used up. */
    onto(old, fresh) {
      const [came, went] = [[], []];
      become(old, fresh, came, went);
      rescue(came, went);
      graft.run(came);
    },

    /* Put a node somewhere, without loading again what is moved, where a browser can. */
    put(parent, node, before) {
      if (parent.moveBefore && node.isConnected) { parent.moveBefore(node, before); } else { parent.insertBefore(node, before); }
    },

    /* Run the scripts in what was parsed: they have not. */
    run(nodes) {
      for (const script of within(nodes, 'script')) {
        const live = document.createElement('script');
        setAttributes(live, script);
        live.text = script.text;
        script.replaceWith(live);
      }
    },

    /* Where the reader has scrolled to in these elements; what it gives puts all there again. */
    scrolling(elements) {
      const found = elements.flatMap((element) => [...element.querySelectorAll('*')])
        .filter((one) => one.scrollTop || one.scrollLeft).map((one) => [one, one.scrollLeft, one.scrollTop]);
      return () => { for (const [one, left, top] of found) { one.scrollTo({ left, top, behavior: 'instant' }); } };
    }
  };
}(window.slidekit = window.slidekit || {}));
