import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursOn } from '../hours/calendar-hours.js';
import { instantsAbout, scene } from '../testing/arbitraries.js';
import { NaiveWorkingTime } from '../testing/naive-working-time.js';
import { localOfInstant } from '../zones/local-time.js';
import { sliceTransitions } from '../zones/zone-transitions.js';
import { compileWorkingTime } from './compile-working-time.js';
import { mergeIntervals } from './intervals.js';
import type { WorkingTime } from './working-time.js';

const secondsPerDay = 86_400;
/** Divides every offset and transition since 1970, Monrovia's half minutes included. */
const tickSeconds = 30;

type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

function compiled({ zone, at, calendar }: Scene, firstDate = localOfInstant(zone, at).date) {
  return compileWorkingTime({ zone, hoursOn: (date) => hoursOn(calendar, date), firstDate });
}

/** A scene with three ordered instants and some pauses about the change of the clock. */
function sceneWithInstants(tick: number) {
  return scene.chain((drawn) => {
    const instant = instantsAbout(drawn.at, 4, tick);
    return fc.record({
      drawn: fc.constant(drawn),
      instants: fc.tuple(instant, instant, instant).map((three) => three.sort((a, b) => a - b)),
      pauses: fc
        .array(fc.tuple(instant, instant), { maxLength: 4 })
        .map((pairs) => pairs.map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])),
    });
  });
}

describe('working time against a clock on the wall', () => {
  test('elapsed, with and without pauses, and isOpen', () => {
    fc.assert(
      fc.property(sceneWithInstants(tickSeconds), ({ drawn, instants: [from, between, to], pauses }) => {
        const table = compiled(drawn);
        const naive = naiveOf(drawn, 8);
        expect(table.elapsed(from, to)).toBe(naive.elapsedLess(from, to, []));
        expect(table.elapsedLess(from, to, mergeIntervals(pauses))).toBe(naive.elapsedLess(from, to, pauses));
        expect(table.isOpen(between)).toBe(naive.isOpen(between));
      }),
      { numRuns: 150 },
    );
  });

  test('the closing of business days', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -3, max: 3 }), (drawn, distance) => {
        const date = localOfInstant(drawn.zone, drawn.at).date + distance;
        const table = compiled(drawn);
        const naive = naiveOf(drawn, 10);
        const from = naive.dates.get(date);
        const seen = from === undefined ? undefined : naive.closingOf(date, hoursOn(drawn.calendar, date));
        expect(table.isBusinessDay(date)).toBe(seen !== undefined);
        if (from !== undefined && seen !== undefined) {
          expect(table.closingOfBusinessDay(from, 0)).toBe(seen);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('laws of working time', () => {
  test('due is the inverse of elapsed, and the earliest', () => {
    fc.assert(
      fc.property(
        sceneWithInstants(1),
        fc.integer({ min: 1, max: 600_000 }),
        ({ drawn, instants: [from], pauses }, seconds) => {
          const table = compiled(drawn);
          const merged = mergeIntervals(pauses);
          fc.pre(opensEveryWeek(table, from));
          const due = table.due(from, seconds, merged);
          expect(table.elapsedLess(from, due, merged)).toBe(seconds);
          expect(table.elapsedLess(from, due - 1, merged)).toBe(seconds - 1);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('elapsed adds up, never falls, and never outruns the clock', () => {
    fc.assert(
      fc.property(sceneWithInstants(1), ({ drawn, instants: [a, b, c], pauses }) => {
        const table = compiled(drawn);
        const merged = mergeIntervals(pauses);
        expect(table.elapsed(a, b) + table.elapsed(b, c)).toBe(table.elapsed(a, c));
        expect(table.elapsedLess(a, b, merged) + table.elapsedLess(b, c, merged)).toBe(
          table.elapsedLess(a, c, merged),
        );
        expect(table.elapsed(a, b)).toBeGreaterThanOrEqual(table.elapsedLess(a, b, merged));
        expect(table.elapsedLess(a, b, merged)).toBeGreaterThanOrEqual(0);
        expect(table.elapsed(a, b)).toBeLessThanOrEqual(b - a);
        expect(table.workingSecondsBefore(b) - table.workingSecondsBefore(a)).toBe(table.elapsed(a, b));
      }),
      { numRuns: 500 },
    );
  });

  test('open intervals sum to elapsed, are disjoint, and agree with isOpen and nextOpening', () => {
    fc.assert(
      fc.property(sceneWithInstants(1), ({ drawn, instants: [from, , to] }) => {
        const table = compiled(drawn);
        const open = table.openIntervals(from, to);
        expect(open).toStrictEqual(mergeIntervals(open));
        expect(open.reduce((sum, [start, end]) => sum + end - start, 0)).toBe(table.elapsed(from, to));
        for (const [start, end] of open) {
          expect(table.isOpen(start) && table.isOpen(end - 1)).toBe(true);
          expect(end === to || !table.isOpen(end)).toBe(true);
          expect(start === from || table.nextOpening(start - 1)).toBe(start === from || start);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('pauses commute, and may be cut in pieces', () => {
    fc.assert(
      fc.property(sceneWithInstants(1), fc.nat(), ({ drawn, instants: [from, cut, to], pauses }, turn) => {
        const table = compiled(drawn);
        const turned = [
          ...pauses.slice(turn % (pauses.length + 1)),
          ...pauses.slice(0, turn % (pauses.length + 1)),
        ];
        const inPieces = turned.flatMap(([start, end]): [number, number][] =>
          start < cut && cut < end
            ? [
                [cut, end],
                [start, cut],
              ]
            : [[start, end]],
        );
        const expected = table.elapsedLess(from, to, mergeIntervals(pauses));
        expect(table.elapsedLess(from, to, mergeIntervals(turned))).toBe(expected);
        expect(table.elapsedLess(from, to, mergeIntervals(inPieces))).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what must not matter', () => {
  test('where compiling began, and what was asked before', () => {
    fc.assert(
      fc.property(
        sceneWithInstants(1),
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: 1, max: 200_000 }),
        ({ drawn, instants: [from, between, to] }, distance, seconds) => {
          const near = compiled(drawn);
          const firstDate = Math.max(2, localOfInstant(drawn.zone, drawn.at).date + distance);
          const far = compiled(drawn, firstDate);
          expect(far.elapsed(from, to)).toBe(near.elapsed(from, to));
          expect(far.openIntervals(from, to)).toStrictEqual(near.openIntervals(from, to));
          expect(far.elapsed(between, to)).toBe(compiled(drawn, firstDate).elapsed(between, to));
          fc.pre(opensEveryWeek(near, from));
          expect(far.due(from, seconds)).toBe(near.due(from, seconds));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('whether the transitions are the whole list or the slice that a statement seals', () => {
    fc.assert(
      fc.property(sceneWithInstants(1), ({ drawn, instants: [from, between, to], pauses }) => {
        fc.pre(from < between && between < to);
        const whole = compiled(drawn);
        const slice = sliceTransitions(drawn.zone, from, to);
        expect(sliceTransitions(slice, from, to)).toStrictEqual(slice);
        const sealed = compiled({ ...drawn, zone: slice }, localOfInstant(slice, between).date);
        expect(sealed.openIntervals(from, to)).toStrictEqual(whole.openIntervals(from, to));
        const within = mergeIntervals(pauses.map(([start, end]) => [Math.min(to, start), Math.min(to, end)]));
        expect(sealed.elapsedLess(between, to, within)).toBe(whole.elapsedLess(between, to, within));
      }),
      { numRuns: 500 },
    );
  });
});

/** Whether the weekly hours hold anything: looked for in a week that no drawn holiday or override falls in. */
function opensEveryWeek(table: WorkingTime, from: number): boolean {
  return table.elapsed(from + 20 * secondsPerDay, from + 27 * secondsPerDay) > 0;
}

function naiveOf({ zone, at, calendar }: Scene, days: number) {
  const from = Math.floor(at / tickSeconds) * tickSeconds - days * secondsPerDay;
  return new NaiveWorkingTime(
    zone,
    (date) => hoursOn(calendar, date),
    Math.max(zone.coversFrom, from),
    from + 2 * days * secondsPerDay,
    tickSeconds,
  );
}
