import { Rational } from '@tallystick/quantities';
import type { ClaimOutcome } from '../claims/claim-outcome.js';

/** What of a rounded line is owed: a claim that is open or lapsed leaves nothing, one that names less leaves that. */
export function owedUnderClaim(
  { status, amount }: Pick<ClaimOutcome, 'status' | 'amount'>,
  rounded: Rational,
): Rational {
  switch (status) {
    case 'not-needed':
      return rounded;
    case 'claimed':
      return amount === undefined ? rounded : Rational.min(amount, rounded);
    case 'open':
    case 'lapsed':
      return Rational.zero;
  }
}
