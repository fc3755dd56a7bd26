import { Rational } from '@tallystick/quantities';
import type { ExitConditionOf } from './exit-finding.js';
import { runOf } from './level-standing.js';

/** A service level missed n periods in a row. */
export const findInARow: ExitConditionOf<'in-a-row'> = (condition, outcomes) => {
  const run = runOf(outcomes, condition.serviceLevel, condition.below);
  const missing = Math.max(0, condition.count - run.length);
  // The run as it stands, and the last period even where it broke the run.
  const shown = run.length > 0 ? outcomes.slice(outcomes.indexOf(run[0]!)) : outcomes.slice(-1);
  return {
    held: missing === 0,
    near: missing === 1,
    unit: 'periods',
    reached: Rational.of(run.length),
    threshold: Rational.of(condition.count),
    distance: Rational.of(missing),
    // A run must go on at once, so the misses that are missing have to be those of the next periods.
    withinPeriods: missing > 0 && run.length > 0 ? missing : undefined,
    window: shown.map((outcome) => ({ outcome, amount: undefined, counts: run.includes(outcome) })),
  };
};
