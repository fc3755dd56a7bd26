import type { ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { Occurrence } from '../obligations/occurrence.js';
import { type Counted, findCount } from './count-finding.js';
import type { ExitConditionOf, ExitView } from './exit-finding.js';

type ObligationMissed = Extract<ExitCondition, { kind: 'obligation' }>;

/** An obligation missed so often within a window. */
export const findObligation: ExitConditionOf<'obligation'> = (condition, view) =>
  findCount(view, countedOccurrences(condition, view));

/** A miss counts in the period in which it became certain, which may be later than the one in which it was due. */
export function countedOccurrences(condition: ObligationMissed, view: ExitView): Counted {
  const { world, countsFrom } = view;
  // Obligations, reviews and escalation ladders share their ids.
  const within = ({ period }: PeriodOutcome): Occurrence[] =>
    world.obligations
      .missedIn(period)
      .filter(({ id, missedAt }) => id === condition.obligation && missedAt >= countsFrom);
  return {
    window: condition.window,
    times: condition.times,
    of: (outcome) => within(outcome).length,
    each: Number.POSITIVE_INFINITY,
    unit: 'occurrences',
    serviceLevel: undefined,
    outcomes: view.outcomes,
    momentsOf: (outcome) =>
      within(outcome).map((occurrence) => ({
        kind: 'occurrence',
        key: occurrence.key,
        at: occurrence.missedAt,
        seconds: undefined,
        factIds: occurrence.factIds,
      })),
  };
}
