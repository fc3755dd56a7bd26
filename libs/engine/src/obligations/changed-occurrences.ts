import {
  changedOccurrenceFacts,
  changedSubjects,
  type SubjectChange,
} from '../adjustments/changed-subjects.js';
import type { Knowing } from '../adjustments/knowing.js';
import { subjectOfRelief } from '../adjustments/relief-subjects.js';

import type { PeriodOutcome } from '../history/outcomes.js';
import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';

/**
 * Occurrences that cost something, make levels not reported, or that a level or a bonus looks at, and that count
 * otherwise in a period than an earlier state of knowledge had it: each with the facts recorded or taken out since;
 * without such facts it was relief by which it is excused, or the time that passed. What a service level names already
 * is left to it.
 */
export function obligationCauses(
  then: Knowing,
  now: Knowing,
  period: Period,
  named: readonly AdjustmentCause[],
): AdjustmentCause[] {
  const known = new Set(
    named.flatMap((cause) =>
      cause.kind === 'facts' || cause.kind === 'due-passed' ? `${cause.subject} ${cause.key}` : [],
    ),
  );
  const [before, after] = [then, now].map(({ evaluation }) => {
    const book = evaluation.world.obligations;
    return new Map(book.factsBehind(period).map((facts) => [facts.key, facts]));
  });
  const read = obligationsRead(now.evaluation.through(period.index)[period.index]!);
  const causes: AdjustmentCause[] = [];
  const add = ({ subject, key, facts }: SubjectChange): void => {
    if (known.has(`${subject} ${key}`)) return;
    known.add(`${subject} ${key}`);
    causes.push(
      facts.length > 0
        ? { kind: 'facts', subject, key, serviceLevels: [], facts }
        : { kind: 'due-passed', subject, key, serviceLevels: [] },
    );
  };
  for (const key of new Set([...before!.keys(), ...after!.keys()])) {
    const [was, is] = [before!.get(key), after!.get(key)];
    const { hasConsequence, ticket } = (is ?? was)!;
    if (was?.counts === is?.counts) continue;
    if (!hasConsequence && !read.some((id) => key.startsWith(`${id} `))) continue;
    const facts = changedOccurrenceFacts(then, now, key);
    if (facts.length > 0) add({ subject: 'obligation', key, facts });
    else if (was?.undecided === true) add({ subject: 'obligation', key, facts: [] });
    for (const change of changedReliefs(then, now, ticket)) add(change);
  }
  return causes;
}

/** Relief for a ticket, or for everything, that counts otherwise: by it something is excused, or a clock stands still. */
function changedReliefs(then: Knowing, now: Knowing, ticket: string | undefined): SubjectChange[] {
  const [before, after] = [then, now].map(({ evaluation }) => {
    const subjects = evaluation.world.reliefs
      .aboutOccurrence({ ticket })
      .map((life) => subjectOfRelief(life));
    return new Map(subjects.map((subject) => [`${subject.subject} ${subject.key}`, subject]));
  });
  return changedSubjects(then, now, before!, after!);
}

/** The obligations that a level's figure or judgement looks at, or that no bonus is earned without. */
function obligationsRead({ levels }: PeriodOutcome): string[] {
  const clauses = [...levels.values()].flatMap(({ parts }) => parts.map(({ part }) => part.clause));
  return clauses.flatMap(({ measure, qualifying, bonus }) => [
    ...(measure.kind === 'obligation' ? [measure.obligation] : []),
    ...[...(qualifying?.conditions ?? []), ...(bonus?.disqualifiedBy ?? [])].flatMap((condition) =>
      condition.kind === 'obligation' ? condition.obligation : [],
    ),
  ]);
}
