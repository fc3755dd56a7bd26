import type { Knowing } from '../adjustments/knowing.js';
import type { Period } from '../periods/period.js';
import type { AdjustmentCause } from '../statement/statement.js';

/**
 * Occurrences with a price that now count otherwise in a period than an earlier state of knowledge had it, each with the
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
  const causes: AdjustmentCause[] = [];
  for (const key of new Set([...before!.keys(), ...after!.keys()])) {
    const [was, is] = [before!.get(key), after!.get(key)];
    if (was?.counts === is?.counts || !(was ?? is)!.isPriced || known.has(key)) continue;
    const [old, current] = [then, now].map(
      ({ evaluation }) => evaluation.world.obligations.factsOf(key)?.factIds ?? [],
    );
    const added = current!.filter((fact) => !old!.includes(fact));
    const takenOut = old!.filter((fact) => !current!.includes(fact));
    const facts = [...new Set([...added, ...takenOut.flatMap((fact) => removalsOf(now, fact))])];
    if (facts.length > 0) {
      causes.push({ kind: 'facts', subject: 'obligation', key, serviceLevels: [], facts });
    } else if (was?.undecided === true) {
      causes.push({ kind: 'due-passed', subject: 'obligation', key, serviceLevels: [] });
    }
  }
  return causes;
}

/** The retraction or the upheld contest that took a fact out. */
function removalsOf({ state: { timeline } }: Knowing, factId: string): string[] {
  return [
    ...timeline.facts('FactRetracted').filter(({ fact }) => fact.fact === factId),
    ...timeline
      .facts('ContestSettled')
      .filter(({ fact }) => fact.fact === factId && fact.outcome === 'upheld'),
  ].map(({ fact }) => fact.id);
}
