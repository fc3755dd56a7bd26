import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import { claimOf } from '../claims/claims.js';
import type { ClaimOutcome } from '../claims/claim-outcome.js';
import type { CreditLineOutcome, CreditsOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { capLimits } from './caps.js';
import { combineLines } from './combine-lines.js';
import { creditLines, type DraftLine } from './credit-lines.js';
import { limitCredits, type OwedCredit } from './limit-credits.js';

/**
 * What the client is owed for a period's own misses (design 3: "combine, cap, then round money once per line", claim):
 * lines of levels, obligations and points, what combining leaves of each, rounded, as far as it is owed without or by
 * a claim, with what was carried in, under the caps in the order of the terms and the smallest amount that is paid.
 */
export function settleCredits(
  context: PeriodContext,
  governing: TermsVersion,
  points: Rational,
): CreditsOutcome {
  const { currency, rounding, credits: rules } = governing.terms;
  const round = (exact: Rational): Rational => exact.rounded(currency.decimalPlaces, rounding);
  const drafts = creditLines(context, governing, points);
  combineLines(context, rules, drafts);
  const lines = drafts.map((line) =>
    claimed(line, round(line.kept), claimOf(context, governing, line.source)),
  );
  const carriedIn = (context.earlier.at(-1)?.credits.carriedOutFor ?? []).map(
    ({ source, amount }): OwedCredit => ({ source, exact: amount, rounded: amount }),
  );

  const limits = capLimits(context, governing, round);
  const limited = limitCredits([...carriedIn, ...lines.map(owedOf)], limits, rules.minimumPayable, round);
  const { shares, caps, belowMinimum, lost, payable } = limited;
  return {
    lines: lines.map((line, index) => ({ ...line, payable: shares[carriedIn.length + index]! })),
    combined: Rational.sum(lines.map((line) => line.kept)),
    combinedRounded: Rational.sum(lines.map((line) => line.owed)),
    carriedIn: Rational.sum(carriedIn.map((one) => one.rounded)),
    carriedInFor: carriedIn.map(({ source, rounded }, index) => ({
      source,
      amount: rounded,
      payable: shares[index]!,
    })),
    caps,
    belowMinimum,
    lost,
    carriedOut: Rational.sum(limited.carried.map((one) => one.amount)),
    carriedOutFor: limited.carried,
    payable,
  };
}

type ClaimedLine = Omit<CreditLineOutcome, 'payable'>;

/** A line as far as it is owed: a claim that is open or lapsed leaves nothing, one that names less leaves that. */
function claimed(
  { source, level, occurrences, exact, kept, standing, operands }: DraftLine,
  rounded: Rational,
  claim: ClaimOutcome,
): ClaimedLine {
  const owed = owedUnder(claim, rounded);
  return { source, level, occurrences, exact, standing, kept, rounded, claim, owed, operands };
}

function owedUnder({ status, amount }: ClaimOutcome, rounded: Rational): Rational {
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

/** Caps are held against the exact figure, or against what was claimed where that is less. */
function owedOf({ source, kept, rounded, owed, claim }: ClaimedLine): OwedCredit {
  const isWhole = claim.status === 'not-needed' || (claim.status === 'claimed' && owed.equals(rounded));
  return { source, exact: isWhole ? kept : owed, rounded: owed };
}
