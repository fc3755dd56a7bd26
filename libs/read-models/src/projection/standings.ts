import type { Timeline } from '@tallystick/engine';
import type { FactRow } from '../views/rows.js';

/** The facts that do not simply count, by their ids, and how they stand. */
export function standingsOf(timeline: Timeline): ReadonlyMap<string, Exclude<FactRow['standing'], 'counts'>> {
  const standings = new Map<string, Exclude<FactRow['standing'], 'counts'>>();
  for (const { factId, status } of timeline.contests) {
    if (status === 'open') standings.set(factId, 'contested');
  }
  // A later one of these says more: what was retracted is no longer in dispute.
  for (const { fact } of timeline.facts('ContestSettled')) {
    if (fact.outcome === 'upheld') standings.set(fact.fact, 'overturned');
  }
  for (const { fact } of timeline.facts('FactRetracted')) standings.set(fact.fact, 'retracted');
  return standings;
}
