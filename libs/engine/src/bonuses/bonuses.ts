import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { CreditsOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { BonusesOutcome } from './bonus-outcome.js';

/** The bonuses of a period (design 3, "bonus"). */
export function bonusesOf(
  _context: PeriodContext,
  _governing: TermsVersion,
  _credits: CreditsOutcome,
): BonusesOutcome {
  return { lines: [], cap: undefined, paid: Rational.zero, banked: Rational.zero };
}
