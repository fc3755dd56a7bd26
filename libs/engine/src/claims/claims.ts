import type { TermsVersion } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { LineSource } from '../history/outcomes.js';
import type { ClaimOutcome } from './claim-outcome.js';

/** Whether the credit of a line was claimed in time, where it has to be. */
export function claimOf(
  _context: PeriodContext,
  _governing: TermsVersion,
  _source: LineSource,
): ClaimOutcome {
  return { status: 'not-needed', claimBy: undefined, amount: undefined, factIds: [] };
}
