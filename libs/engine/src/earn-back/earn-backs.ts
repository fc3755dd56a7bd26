import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { BonusesOutcome } from '../bonuses/bonus-outcome.js';
import type { CreditsOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { EarnBacksOutcome } from './earn-back-outcome.js';

/** What of past credits is earned back in a period, and the bank (design 3, "earn-back"). `paid` has what the bank pays. */
export function earnBacksOf(
  _context: PeriodContext,
  _governing: TermsVersion,
  _credits: CreditsOutcome,
  _bonuses: BonusesOutcome,
): EarnBacksOutcome {
  const { zero } = Rational;
  return { lines: [], paid: zero, bank: { before: zero, added: zero, used: zero, after: zero } };
}
