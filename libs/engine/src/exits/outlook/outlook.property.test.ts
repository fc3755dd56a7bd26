import * as fc from 'fast-check';
import type { BelowLevel, ExitCondition } from '@tallystick/terms';
import { expect, test } from 'vitest';
import { lastPeriods, madeOutcomes, madeView, madeWorld } from '../../testing/made-outcomes.js';
import { findExit } from '../exit-conditions.js';
import { exitsAt } from '../exit-history.js';
import { projectExit } from './project-exit.js';

const below: BelowLevel = { kind: 'expected' };
const small = fc.integer({ min: 1, max: 5 });
const conditions: fc.Arbitrary<ExitCondition> = fc.oneof(
  small.map((count): ExitCondition => ({ kind: 'in-a-row', serviceLevel: 'level', below, count })),
  fc
    .record({ times: small, periods: small, yearly: fc.boolean() })
    .map(({ times, periods, yearly }): ExitCondition => ({
      kind: 'times-of',
      serviceLevel: 'level',
      below,
      times: yearly ? times : Math.min(times, periods),
      window: yearly ? { kind: 'contract-year' } : lastPeriods(periods),
    })),
);

/** Whether the condition holds at the end of one of the months that follow a history. */
function arises(when: ExitCondition, past: string, future: string): boolean {
  return [...future].some((_, index) => findExit(when, madeView(past + future.slice(0, index + 1))).held);
}

function labels(past: string, future: string): string[] {
  const { grid } = madeWorld(past.length + future.length);
  return [...future].flatMap((mark, index) => (mark === 'x' ? [grid.at(past.length + index).label] : []));
}

test('the fewest misses are the fewest of all ways in which the next months may go', () => {
  fc.assert(
    fc.property(
      conditions,
      fc.array(fc.constantFrom('.', 'x'), { minLength: 1, maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      (when, marks, periods) => {
        const past = marks.join('');
        const [exit] = exitsAt(madeWorld(past.length), madeOutcomes(past, { when }));
        fc.pre(exit!.occasion === undefined);
        const outlook = projectExit(exit!, periods);
        const futures = Array.from({ length: 2 ** periods }, (_, code) =>
          Array.from({ length: periods }, (_unused, bit) => ((code >> bit) & 1 ? 'x' : '.')).join(''),
        ).filter((future) => arises(when, past, future));
        if (futures.length === 0) {
          expect(outlook).toEqual({ kind: 'cannot' });
          return;
        }
        const missesOf = (future: string) => labels(past, future).length;
        const fewest = Math.min(...futures.map(missesOf));
        const best = futures
          .filter((future) => missesOf(future) === fewest)
          .map((future) => labels(past, future));
        expect(outlook).toMatchObject({ kind: 'misses', fewest });
        if (outlook.kind !== 'misses') return;
        expect(best).toContainEqual(outlook.earliest);
        expect(best).toContainEqual(outlook.latest);
        const lastOf = (months: readonly string[]) => months.at(-1)!;
        expect(lastOf(outlook.earliest)).toBe(best.map(lastOf).sort()[0]);
        expect(lastOf(outlook.latest)).toBe(best.map(lastOf).sort().at(-1));
      },
    ),
    { numRuns: 300 },
  );
});
