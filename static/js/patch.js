/* Patch: the slides of a page become those of the talk's next version without being loaded again. What did not change is
   not touched; a slide that changed stays the element that it was. What belongs to a slide, ink and time and whether it is
   shown, follows it. deck:edit tells that it is done. Knows nothing of where a patch comes from. */
(function ($, slidekit) {
  const root = document.documentElement;
  const ITEM = 'section.slide, template.slide-hidden';             // what the slides of a page are, in `main`
  const OURS = ['is-current', 'is-zoomed', 'is-held', 'is-lingering'];
  const SEEN = 50;                                                 // so many changed slides are looked at for how they are scrolled

  const isShown = (item) => item.matches('section:not(.handout)');
  const sectionOf = (item) => item.content?.firstElementChild ?? item;
  const place = ({ slide, step }) => ({ slide, step });

  /* An item and what belongs to it: up to the next one. */
  function group(item) {
    const found = [item];
    for (let node = item.nextSibling; node && !node.matches?.(`${ITEM}, .deck-ink`); node = node.nextSibling) { found.push(node); }
    return found;
  }

  function parse(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    template.content.firstElementChild.classList.remove('is-current');      // as the first slide of a page is
    return [...template.content.children].flatMap((node) => [document.adoptNode(node), document.createTextNode('\n')]);
  }

  /* Which old item goes on as which fresh group: one by one, or else by their ids. */
  function pairs(gone, fresh) {
    if (gone.length === fresh.length) { return gone.map((item, n) => [item, fresh[n]]); }
    const named = new Map(gone.map((item) => [sectionOf(item).id, item]));
    return fresh.map((nodes) => [named.get(sectionOf(nodes[0]).id), nodes]).filter(([item]) => item);
  }

  /* Make an old item what a fresh group is; gives the item, another one if it is hidden now, or no more. */
  function renew(item, fresh) {
    const [young, ...rest] = fresh;
    for (const node of group(item).slice(1)) { node.remove(); }
    if (!isShown(item) || !isShown(young)) {
      item.replaceWith(...fresh);
      slidekit.graft.run(fresh);
      return young;
    }
    const marks = OURS.filter((mark) => item.classList.contains(mark));
    slidekit.graft.onto(item, young);
    item.classList.add(...marks);
    item.after(...rest);
    slidekit.fit.again(item);
    return item;
  }

  /* The state after a change: what belonged to a slide belongs to it where it is now. A current slide that is gone leaves
     the place to the nearest one. */
  function remap(state, before, after, heirs) {
    const numbers = new Map(after.map((slide, n) => [slide, n + 1]));
    const numberOf = (number) => numbers.get(before[number - 1]) ?? numbers.get(heirs.get(before[number - 1]));
    const table = (old) => Object.fromEntries(Object.entries(old).map(([number, value]) => [numberOf(number), value])
      .filter(([number]) => number));
    const { slide } = state;
    const there = numberOf(slide);
    let nearest = there;
    for (let far = 1; !nearest && far < before.length; far += 1) { nearest = numberOf(slide + far) ?? numberOf(slide - far); }
    return { ...state, ink: table(state.ink), spent: table(state.spent), slide: nearest ?? 1, ...!there && { step: 0, zoom: 100 } };
  }

  slidekit.patch = function (deck) {
    const { graft, position } = slidekit;
    const main = document.querySelector('main');
    const asked = /[?&](notes|steps)=/.test(location.search);      // for more than slides
    let items = [...main.children].filter((one) => one.matches(ITEM));

    /* How many slides are shown before an item. */
    function shownBefore(index) {
      const next = items.slice(index).find(isShown);
      return next ? deck.numberOf(next) - 1 : deck.slides().length;
    }

    /* The numbers in the labels of these items; so many are shown before them. */
    function label(some, before) {
      let number = before;
      for (const item of some) {
        number += isShown(item);
        const section = sectionOf(item);
        const old = section.getAttribute('aria-label') ?? '';
        const young = old.replace(/^\d+/, number);
        if (young !== old) { section.setAttribute('aria-label', young); }
      }
    }

    function rename(ids) {
      for (const [n, id] of ids.entries()) {
        const section = sectionOf(items[n]);
        if (section.id !== id) { section.id = id; }
      }
    }

    /* Items are in the page, in this order, from a mark on. */
    function arrange(groups, mark) {
      let next = mark.nextSibling;
      for (const nodes of groups) {
        const [item] = nodes;
        const came = !item.isConnected;
        const whole = came ? nodes : group(item);
        if (item === next) { next = whole.at(-1).nextSibling; continue; }
        for (const node of whole) { graft.put(main, node, next); }
        if (came) { graft.run(whole); }
      }
      mark.remove();
    }

    function replace({ start = 0, end = items.length, items: wanted }, ids) {
      const old = items.slice(start, end);
      const was = deck.current();
      const before = deck.slides();
      const first = shownBefore(start);
      const groups = wanted.map((one) => typeof one === 'number' ? [items[one]] : parse(one));
      const kept = new Set(wanted.filter(Number.isInteger).map((n) => items[n]));
      const couples = pairs(old.filter((item) => !kept.has(item)), groups.filter(([item]) => !kept.has(item)));
      const seen = deck.view() === 'read' ? couples.map(([item]) => item).filter(isShown).slice(0, SEEN) : [was];
      const scroll = graft.scrolling(seen);
      const mark = document.createComment('');
      main.insertBefore(mark, items[start] ?? main.querySelector(':scope > .deck-ink'));

      const heirs = new Map(couples.map(([item, nodes]) => [item, renew(item, nodes)]));
      const young = new Map(couples.map(([item, nodes]) => [nodes, [heirs.get(item)]]));
      const now = groups.map((nodes) => young.get(nodes) ?? nodes);
      const all = now.map(([item]) => item);
      const stays = new Set(all);
      for (const item of old) { if (item.isConnected && !stays.has(item)) { for (const node of group(item)) { node.remove(); } } }
      arrange(now, mark);
      items = items.toSpliced(start, end - start, ...all);

      const shown = all.filter(isShown);
      const count = old.filter(isShown).length;
      const same = shown.length === count && shown.every((slide, n) => slide === before[first + n]);
      const after = same ? before : before.toSpliced(first, count, ...shown);
      label(shown.length === count ? all : items.slice(start), first);
      if (ids) { rename(ids); }
      if (!after.length) { return location.reload(); }
      if (all.some((item) => item.querySelector('table'))) { $(window).trigger('resize.slidekit-view'); }      // is it too wide?
      show(same ? deck.state() : remap(deck.state(), before, after, heirs), after, was);
      scroll();
    }

    /* The deck as it is now, in the next state. */
    function show(state, all, was) {
      const from = deck.state();
      deck.renew(all, state);
      const nearest = position.nearest(state, all.length, deck.steps);
      if (nearest.step !== state.step) { deck.renew(all, { ...state, ...nearest }); }
      const current = deck.current();
      if (was !== current) {
        was.classList.remove('is-current');
        current.classList.add('is-current');
      }
      current.setAttribute('aria-roledescription', slidekit.texts.slide);
      deck.showSteps(current, nearest.step);
      deck.showLook(current);
      root.dataset.at = position.format(nearest);
      slidekit.patch.tell(from, deck.state());
    }

    slidekit.patch.tell = function (from, to) {
      const entering = deck.current();
      $(document).trigger('deck:change', { from: place(from), to: place(to), leaving: entering, entering, by: 'live' });
      if (from !== to) { $(document).trigger('deck:state', { from, to, by: 'live' }); }
      $(document).trigger('deck:edit');
      $(document).trigger('visibilitychange.slidekit-sync');       // meanwhile a window may have spoken of other slides
    };

    /* A list of slides that is open: what is chosen in it and how it is scrolled. What it gives takes over the new slides. */
    function listed() {
      const [list] = $('dialog[open] > .deck-list');
      if (!list) { return () => {}; }
      const chosen = deck.slides()[parseInt($('[aria-selected=true] > b', list).text(), 10) - 1];
      const { scrollTop } = list;
      return () => {
        slidekit.find.renew(deck.numberOf(chosen));
        list.scrollTop = scrollTop;
      };
    }

    /* Take over a patch: {slides, ids, frame}, or parts of it. */
    slidekit.patch.apply = function ({ slides, ids, frame }) {
      if (!deck.current()) { return location.reload(); }           // nothing of ours runs in an empty deck
      const relist = listed();
      if (asked) { $(main).children('div.slide, .deck-notes').remove(); }      // pages.js makes them again
      if (slides || ids) { replace(slides ?? { end: 0, items: [] }, ids); }
      if (frame) { slidekit.frame(deck, frame); }
      if (asked) { slidekit.pages(deck); }
      relist();
    };
    for (const script of $(main).children('script')) {             // it has run
      script.nextSibling?.remove();
      script.remove();
    }
  };
}(jQuery, window.slidekit = window.slidekit || {}));
