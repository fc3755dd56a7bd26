import type { PartOutcome } from '../history/outcomes.js';
import { periodsWithin } from '../measures/periods-within.js';
import type { Occurrence } from '../obligations/occurrence.js';
import type { Period } from '../periods/period.js';
import type { Knowing } from './knowing.js';
import type { Subject } from './subject.js';

/** The occurrences that a level's figure or judgement looks at: measured, qualifying it, or owing its report. */
export function obligationSubjectsOf(
  knowing: Knowing,
  period: Period,
  serviceLevel: string,
  { part: { clause }, startsAt, endsAt }: PartOutcome,
): Subject[] {
  const { grid, obligations } = knowing.evaluation.world;
  const { measure, qualifying } = clause;
  const occurrences = new Set<Occurrence>();
  if (measure.kind === 'obligation') {
    for (const one of periodsWithin(grid, period, startsAt).flatMap((within) => obligations.dueIn(within))) {
      const { id, dueAt } = one;
      if (id === measure.obligation && obligations.isCountedIn({ startsAt, endsAt }, dueAt)) {
        occurrences.add(one);
      }
    }
  }
  for (const condition of qualifying?.conditions ?? []) {
    if (condition.kind !== 'obligation') continue;
    for (const one of obligations.dueIn(period)) if (one.id === condition.obligation) occurrences.add(one);
  }
  const deemed =
    measure.kind === 'reported' ? obligations.deemedNotReported(period, serviceLevel) : undefined;
  if (deemed !== undefined) occurrences.add(deemed);
  return [...occurrences].flatMap(({ id, key }) => {
    const facts = obligations.factsOf(`${id} ${key}`);
    if (facts === undefined) return [];
    const { counts, undecided, factIds } = facts;
    // What is decided was undecided once, so that time alone may have brought it here.
    return { subject: 'obligation', key: facts.key, counts, undecided, overdue: !undecided, facts: factIds };
  });
}
