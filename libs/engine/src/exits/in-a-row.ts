import { Rational } from '@tallystick/quantities';
import type { ExitConditionOf, ExitFinding, ExitView } from './exit-finding.js';
import { exitRunOf, nearestInstance } from './exit-standing.js';
import { lastDayOf } from './period-days.js';

/** A service level worse than a level, n periods in a row. */
export const findInARow: ExitConditionOf<'in-a-row'> = (condition, view) =>
  nearestInstance(view, condition.serviceLevel, (serviceLevel) => {
    const run = exitRunOf(view.outcomes, serviceLevel, condition.below);
    return findRun(view, run, condition.count, serviceLevel);
  });

/** A run of periods against a length. */
export function findRun(
  view: ExitView,
  run: readonly ExitView['last'][],
  count: number,
  serviceLevel: string,
): ExitFinding {
  const missing = Math.max(0, count - run.length);
  // The run as it stands, and the last period even where it broke the run.
  const shown =
    run.length > 0 ? view.outcomes.slice(view.outcomes.indexOf(run[0]!)) : view.outcomes.slice(-1);
  return {
    held: missing === 0,
    near: missing === 1 && run.length > 0,
    unit: 'periods',
    reached: Rational.of(run.length),
    threshold: Rational.of(count),
    strict: false,
    distance: Rational.of(missing),
    // A run must go on at once, so the misses that are missing have to be those of the next periods.
    by: missing > 0 && run.length > 0 ? lastDayOf(view, missing) : undefined,
    serviceLevel,
    window: shown.map((outcome) => ({ outcome, amount: undefined, counts: run.includes(outcome) })),
    moments: [],
    opensAt: undefined,
  };
}
