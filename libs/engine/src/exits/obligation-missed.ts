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
  const missed = missedThrough(view, condition.obligation);
  const within = ({ period }: PeriodOutcome): Occurrence[] =>
    missed.filter(({ missedAt }) => missedAt >= period.startsAt && missedAt < period.endsAt);
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

function missedThrough({ world, last, countsFrom }: ExitView, obligation: string): Occurrence[] {
  const missed: Occurrence[] = [];
  for (let index = 0; index <= last.period.index; index += 1) {
    for (const occurrence of world.obligations.dueIn(world.grid.at(index))) {
      if (isMissed(occurrence, obligation) && occurrence.missedAt >= countsFrom) missed.push(occurrence);
    }
  }
  return missed;
}

/** Obligations, reviews and escalation ladders share their ids. */
function isMissed({ id, state }: Occurrence, obligation: string): boolean {
  return state === 'missed' && id === obligation;
}
