import type { ExitCondition } from '@tallystick/terms';
import { type Counted, findCount } from './count-finding.js';
import type { ExitConditionOf, ExitView } from './exit-finding.js';
import { exitStandingOf, nearestInstance, sinceAfresh } from './exit-standing.js';

type TimesOf = Extract<ExitCondition, { kind: 'times-of' }>;

/** A service level worse than a level in at least m of the last n periods, or of the contract year. */
export const findTimesOf: ExitConditionOf<'times-of'> = (condition, view) =>
  nearestInstance(view, condition.serviceLevel, (serviceLevel) =>
    findCount(view, countedTimes(condition, view, serviceLevel)),
  );

export function countedTimes(condition: TimesOf, view: ExitView, serviceLevel: string): Counted {
  const { below, times, window } = condition;
  return {
    window,
    times,
    of: (outcome) => (exitStandingOf(outcome, serviceLevel, below) === 'missed' ? 1 : 0),
    each: 1,
    unit: 'periods',
    serviceLevel,
    outcomes: sinceAfresh(view.outcomes, serviceLevel),
  };
}
