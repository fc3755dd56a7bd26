import type { ZoneTransitions } from '@tallystick/calendar';
import { invariant } from '@tallystick/errors';
import type { TermsInForce } from '@tallystick/terms';
import { PeriodGrid } from '../periods/period-grid.js';

/** The periods of an agreement. The start of a term never changes; its end may have been extended by an amendment. */
export function gridOf({ versions }: TermsInForce, zone: ZoneTransitions): PeriodGrid {
  const [first] = versions;
  invariant(first !== undefined, 'terms in force have at least one version');
  const { every, anchor } = first.terms.period;
  return new PeriodGrid(every, { from: first.from, to: versions.at(-1)!.to }, zone, anchor);
}
