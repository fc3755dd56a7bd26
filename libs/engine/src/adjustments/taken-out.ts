import type { Knowing } from './knowing.js';

/** The retraction or the upheld contest that took a fact out. */
function removalsOf({ state: { timeline } }: Knowing, factId: string): string[] {
  const retractions = timeline.facts('FactRetracted').filter(({ fact }) => fact.fact === factId);
  const settled = timeline
    .facts('ContestSettled')
    .filter(({ fact }) => fact.fact === factId && fact.outcome === 'upheld');
  return [...retractions, ...settled].map(({ fact }) => fact.id);
}

/** Of the facts behind something, those known now and not then, and those that took out what was known then. */
export function changedFacts(now: Knowing, was: readonly string[], is: readonly string[]): string[] {
  const added = is.filter((fact) => !was.includes(fact));
  const takenOut = was.filter((fact) => !is.includes(fact));
  return [...new Set([...added, ...takenOut.flatMap((fact) => removalsOf(now, fact))])];
}
