import type { ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import { type Counted, findCount } from './count-finding.js';
import type { ExitConditionOf, ExitView } from './exit-finding.js';

type CapReached = Extract<ExitCondition, { kind: 'cap-reached' }>;

/** The credits reached a cap in so many periods of a window. */
export const findCapReached: ExitConditionOf<'cap-reached'> = (condition, view) =>
  findCount(view, countedCaps(condition, view));

export function countedCaps(condition: CapReached, view: ExitView): Counted {
  return {
    window: condition.window,
    times: condition.times,
    of: (outcome) => (isReached(outcome, condition.cap) ? 1 : 0),
    each: 1,
    unit: 'periods',
    serviceLevel: undefined,
    outcomes: view.outcomes,
  };
}

/**
 * Credits reach a cap where they come to as much as it leaves room for, or to more. A period without credits reaches
 * none, also where earlier periods have used all of it.
 */
function isReached({ credits }: PeriodOutcome, cap: string | undefined): boolean {
  return credits.caps.some(
    ({ id, against, room }) =>
      (cap === undefined || id === cap) && against.isPositive && against.compare(room) >= 0,
  );
}
