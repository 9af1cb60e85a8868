/* Pace: the arithmetic of a talk's time. All times are ms; `said` is what the author and the address ask for: {timings
   (a slide each, NaN where nothing is said), duration, asked, end}. Everything follows from the state and from now, so
   who hurries sees it at once. No DOM. */
(function (slidekit) {
  const MINUTE = 6e4;
  const HOUR = 36e5;
  const LATE = 6 * HOUR;                                           // so long after its end a talk may start; later it is tomorrow's
  const SLACK = 0.05;                                              // of what is left: nobody minds, nor half a minute

  const sum = (times) => times.reduce((all, time) => all + time, 0);
  const two = (number) => String(number).padStart(2, '0');

  const pace = slidekit.pace = {
    /* When it is 1430 or 14:30, for a talk that starts at that moment; 0 if that is no time of day. */
    deadline(text, start) {
      const [, hours, minutes] = /^([01]?\d|2[0-3]):?([0-5]\d)$/.exec(text) || [];
      if (!hours) { return 0; }
      const day = new Date(start);
      day.setHours(hours, minutes, 0, 0);
      if (day < start - LATE) { day.setDate(day.getDate() + 1); }
      return day.getTime();
    },

    /* The time for each slide: its own, or its share of what the others leave. */
    plan(timings, total) {
      const own = timings.filter((time) => time >= 0);
      const share = Math.max(0, total - sum(own)) / (timings.length - own.length || 1);
      return timings.map((time) => time >= 0 ? time : share);
    },

    /* The time on each slide up to now. */
    spent({ slide, started, halted, since, spent }, now) {
      return started ? { ...spent, [slide]: (spent[slide] || 0) + Math.max(0, (halted || now) - since) } : {};
    },

    /* {plan, elapsed, left (until the end, if there is one), rest (planned for what is left)} */
    look(state, { timings, duration, asked, end }, now) {
      const { slide, started, halted, paused } = state;
      const start = started || now;
      const until = halted || now;
      const stop = pace.deadline(asked, start) || pace.deadline(end, start);
      const total = duration || (stop ? stop - start : sum(timings)) || 0;
      const plan = pace.plan(timings, total);
      const here = Math.max(0, plan[slide - 1] - (pace.spent(state, now)[slide] || 0));
      return {
        plan,
        elapsed: until - start - (started && paused),
        left: stop || total ? (stop || start + total + paused + now - until) - now : null,
        rest: here + sum(plan.slice(slide))
      };
    },

    /* Its class and its words; none without an end, and no praise before the start. */
    say({ left, rest, elapsed }, texts) {
      const spare = left - rest;
      if (left === null || (!elapsed && spare > 0)) { return ['is-good', '']; }
      if (left < 0) { return ['is-over', texts.over.replace('{}', pace.time(-left))]; }
      if (Math.abs(spare) < Math.max(MINUTE / 2, rest * SLACK)) { return ['is-good', texts.onTime]; }
      return [spare < 0 ? 'is-late' : 'is-early', texts[spare < 0 ? 'behind' : 'ahead'].replace('{}', Math.round(Math.abs(spare) / MINUTE))];
    },

    /* 12:34, 1:02:03, −0:05 */
    time(time) {
      const seconds = Math.floor(Math.abs(time) / 1000);
      const minutes = Math.floor(seconds / 60);
      const front = time < 0 ? '−' : '';
      return front + (minutes < 60 ? minutes : `${Math.floor(minutes / 60)}:${two(minutes % 60)}`) + ':' + two(seconds % 60);
    }
  };
}(window.slidekit = window.slidekit || {}));
