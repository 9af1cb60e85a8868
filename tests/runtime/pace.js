/* Pace: the arithmetic of a talk's time, with numbers worked out by hand. */
run('pace');
const { pace } = slidekit;
const MINUTE = 60000;
const at = (hours, minutes, day = 5) => new Date(2026, 0, day, hours, minutes).getTime();
const TEXTS = { onTime: 'on time', behind: '{} min behind', ahead: '{} min ahead', over: 'over by {}' };

/* Three slides of ten minutes each, begun at 0 and now on the second. */
const state = (more) => ({ slide: 2, started: MINUTE, halted: 0, paused: 0, since: 11 * MINUTE, spent: {}, ...more });
const said = (more) => ({ timings: [NaN, NaN, NaN], duration: 30 * MINUTE, asked: null, ...more });
const minutes = ({ elapsed, left, rest }) => [elapsed, left, rest].map((time) => time === null ? null : time / MINUTE);
const words = (left, rest) => pace.say({ left: left * MINUTE, rest: rest * MINUTE, elapsed: 1 }, TEXTS);

test('an end is a time of today, written with a colon or without', () => {
  equal([pace.deadline('1430', at(14, 0)), pace.deadline('14:30', at(14, 0)), pace.deadline('905', at(8, 0))], [at(14, 30), at(14, 30), at(9, 5)]);
});

test('an end after midnight is tomorrow', () => {
  equal(pace.deadline('0030', at(23, 50)), at(0, 30, 6));
});

test('who starts after the end is late, not a day early', () => {
  equal(pace.deadline('1430', at(14, 45)), at(14, 30));
});

test('an end may be most of a day away', () => {
  equal([pace.deadline('2200', at(9, 0)), pace.deadline('2359', at(1, 30))], [at(22, 0), at(23, 59)]);
});

test('what is no time of day is no end', () => {
  equal(['2460', '24:00', '1', '12345', '-1', 'soon', '', null, undefined].map((text) => pace.deadline(text, at(9, 0))), [0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('slides have their own time, the others share what is left', () => {
  equal(pace.plan([NaN, 60, NaN, 0], 300), [120, 60, 120, 0]);
});

test('where the own times are more than all there is, the others have none', () => {
  equal(pace.plan([NaN, 400], 300), [0, 400]);
  equal([pace.plan([], 300), pace.plan([50], 300)], [[], [50]]);
});

test('in the middle of a talk: what went by, what is left, what is still planned', () => {
  equal(minutes(pace.look(state(), said(), 16 * MINUTE)), [15, 15, 15]);
});

test('a slide that takes too long takes no more than its own', () => {
  equal(minutes(pace.look(state(), said(), 26 * MINUTE)), [25, 5, 10]);
});

test('what was said before on the slide counts', () => {
  equal(minutes(pace.look(state({ spent: { 2: 4 * MINUTE } }), said(), 16 * MINUTE)), [15, 15, 11]);
});

test('a pause takes nothing from a duration', () => {
  const halted = pace.look(state({ halted: 16 * MINUTE }), said(), 20 * MINUTE);
  equal(minutes(halted), [15, 15, 15]);
  equal(minutes(pace.look(state({ paused: 4 * MINUTE, since: 15 * MINUTE }), said(), 20 * MINUTE)), [15, 15, 15]);
});

test('a pause does not stop the wall clock', () => {
  const now = at(14, 20);
  const look = pace.look(state({ started: at(14, 0), since: at(14, 5), halted: at(14, 10) }), said({ asked: '1430' }), now);
  equal(minutes(look), [10, 10, 15]);
});

test('the address goes before what the author said, and an end before a duration', () => {
  const now = at(14, 0);
  const left = (more) => minutes(pace.look(state({ started: now, since: now }), said(more), now))[1];
  equal([left({ asked: '14:20', end: '14:40' }), left({ asked: 'x', end: '14:40' }), left({ asked: '14:20' }), left()], [20, 40, 20, 30]);
});

test('without a duration the time from the start to the end is shared', () => {
  const now = at(14, 0);
  equal(pace.look(state({ started: now, since: now }), said({ duration: 0, asked: '14:15' }), now).plan, [5 * MINUTE, 5 * MINUTE, 5 * MINUTE]);
});

test('where all slides have their time, their sum is the duration', () => {
  equal(minutes(pace.look(state(), said({ duration: 0, timings: [MINUTE, 2 * MINUTE, 3 * MINUTE] }), 11 * MINUTE)), [10, -4, 5]);
});

test('without an end there is nothing to be late for', () => {
  const look = pace.look(state(), said({ duration: 0 }), 16 * MINUTE);
  equal([look.left, pace.say(look, TEXTS)], [null, ['is-good', '']]);
});

test('before the start nothing has gone by', () => {
  const look = pace.look(state({ slide: 1, started: 0, since: 0 }), said(), 16 * MINUTE);
  equal([minutes(look), pace.say(look, TEXTS)], [[0, 30, 30], ['is-good', 'on time']]);
});

test('before the start nobody is ahead, but may be behind', () => {
  const now = at(14, 0);
  const early = pace.look(state({ slide: 1, started: 0 }), said({ end: '15:00' }), now);
  const late = pace.look(state({ slide: 1, started: 0 }), said({ end: '14:20' }), now);
  equal([pace.say(early, TEXTS), pace.say(late, TEXTS)], [['is-good', ''], ['is-late', '10 min behind']]);
});

test('the pace in words', () => {
  equal(words(10, 10), ['is-good', 'on time']);
  equal(words(10, 12), ['is-late', '2 min behind']);
  equal(words(10, 8.8), ['is-early', '1 min ahead']);
  equal(words(-4 / 3, 1), ['is-over', 'over by 1:20']);
});

test('half a minute, or a twentieth of what is left, is on time', () => {
  equal([words(0.6, 1), words(0.4, 1)].map(([name]) => name), ['is-good', 'is-late']);
  equal([words(58, 60), words(56, 60)].map(([name]) => name), ['is-good', 'is-late']);
});

test('the time on a slide grows until one leaves it, and not in a pause', () => {
  equal(pace.spent(state({ spent: { 2: 5, 7: 9 } }), 11 * MINUTE + 10), { 2: 15, 7: 9 });
  equal(pace.spent(state({ halted: 11 * MINUTE + 3 }), 20 * MINUTE), { 2: 3 });
  equal(pace.spent(state({ halted: 10 * MINUTE }), 20 * MINUTE), { 2: 0 });
  equal(pace.spent(state({ started: 0 }), 20 * MINUTE), {});
});

test('times as people write them', () => {
  equal([0, 999, 61000, 754000, 3723000, -80000].map(pace.time), ['0:00', '0:00', '1:01', '12:34', '1:02:03', '−1:20']);
});
