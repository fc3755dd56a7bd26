import type { CreditLineOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { AdjustmentCause } from '../statement/statement.js';
import type { Knowing } from './knowing.js';
import { changedFacts } from './taken-out.js';

/** Claims recorded or taken out since by which another part of a credit is owed, by the line that they are for. */
export function claimCauses(now: Knowing, was: PeriodOutcome, is: PeriodOutcome): AdjustmentCause[] {
  const before = new Map(was.credits.lines.map((line) => [nameOf(line), line]));
  return is.credits.lines.flatMap((line): AdjustmentCause[] => {
    const then = before.get(nameOf(line));
    if (then?.owed.equals(line.owed) === true) return [];
    const facts = changedFacts(now, then?.claim.factIds ?? [], line.claim.factIds);
    if (facts.length === 0) return [];
    const { kind, id } = line.source;
    const serviceLevels = kind === 'service-level' ? [id] : [];
    return [{ kind: 'facts', subject: 'claim', key: id, serviceLevels, facts }];
  });
}

function nameOf({ source }: CreditLineOutcome): string {
  return `${source.kind} ${source.id}`;
}
