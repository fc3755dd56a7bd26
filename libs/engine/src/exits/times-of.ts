import { Rational } from '@tallystick/quantities';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { ExitConditionOf } from './exit-finding.js';
import { standingOf } from './level-standing.js';

/** A service level missed in at least m of the last n periods. */
export const findTimesOf: ExitConditionOf<'times-of'> = (condition, outcomes) => {
  const { serviceLevel, below, times, ofPeriods } = condition;
  const missed = (outcome: PeriodOutcome): boolean => standingOf(outcome, serviceLevel, below) === 'missed';
  /** Misses known now that still lie in the window when it has moved on by so many periods. */
  const knownAfter = (periods: number): number =>
    outcomes.slice(-Math.max(0, ofPeriods - periods)).filter(missed).length * (periods < ofPeriods ? 1 : 0);

  const reached = knownAfter(0);
  const held = reached >= times;
  let missing = 0;
  while (!held && knownAfter(missing) + missing < times) missing += 1;

  let withinPeriods: number | undefined;
  if (!held && missing < times) {
    withinPeriods = missing;
    while (knownAfter(withinPeriods + 1) + missing >= times) withinPeriods += 1;
  }
  return {
    held,
    near: missing === 1,
    unit: 'periods',
    reached: Rational.of(reached),
    threshold: Rational.of(times),
    distance: Rational.of(missing),
    withinPeriods,
    window: outcomes
      .slice(-ofPeriods)
      .map((outcome) => ({ outcome, amount: undefined, counts: missed(outcome) })),
  };
};
