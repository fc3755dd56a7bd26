import type { Knowing } from '../adjustments/knowing.js';
import { changedFacts } from '../adjustments/taken-out.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';

/**
 * Occurrences with a price, or by which a bonus is not earned, that now count otherwise in a period than an earlier state of knowledge had it, each with the
 * facts recorded or taken out since; without such facts it was the time that passed. What a service level names already
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
      (cause.kind === 'facts' || cause.kind === 'due-passed') && cause.subject === 'obligation'
        ? cause.key
        : [],
    ),
  );
  const [before, after] = [then, now].map(({ evaluation }) => {
    const book = evaluation.world.obligations;
    return new Map(book.factsBehind(period).map((facts) => [facts.key, facts]));
  });
  const disqualifying = disqualifyingObligations(now.evaluation.through(period.index)[period.index]!);
  const causes: AdjustmentCause[] = [];
  for (const key of new Set([...before!.keys(), ...after!.keys()])) {
    const [was, is] = [before!.get(key), after!.get(key)];
    if (was?.counts === is?.counts || known.has(key)) continue;
    if (!(was ?? is)!.isPriced && !disqualifying.some((id) => key.startsWith(`${id} `))) continue;
    const [old, current] = [then, now].map(
      ({ evaluation }) => evaluation.world.obligations.factsOf(key)?.factIds ?? [],
    );
    const facts = changedFacts(now, old!, current!);
    if (facts.length > 0) {
      causes.push({ kind: 'facts', subject: 'obligation', key, serviceLevels: [], facts });
    } else if (was?.undecided === true) {
      causes.push({ kind: 'due-passed', subject: 'obligation', key, serviceLevels: [] });
    }
  }
  return causes;
}

/** The obligations that no bonus of the period is earned without. */
function disqualifyingObligations({ levels }: PeriodOutcome): string[] {
  return [...levels.values()]
    .flatMap(({ parts }) => parts.flatMap(({ part }) => part.clause.bonus?.disqualifiedBy ?? []))
    .flatMap((condition) => (condition.kind === 'obligation' ? condition.obligation : []));
}
