import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import { claimsOf } from '../claims/claims.js';
import type { ClaimOutcome } from '../claims/claim-outcome.js';
import type { CreditLineOutcome, CreditsOutcome, LineSource } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { capLimits } from './caps.js';
import { portionsOf } from './claimable-portions.js';
import { combineLines } from './combine-lines.js';
import { creditLines, type DraftLine } from './credit-lines.js';
import { limitCredits, type OwedCredit } from './limit-credits.js';
import { owedUnderClaim } from './owed-under-claim.js';

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
  const claimable = drafts.map((line) => ({
    source: line.source,
    rounded: round(line.kept),
    portions: () => portionsOf(context, line, round),
  }));
  const claims = claimsOf(context, governing, claimable);
  const lines = drafts.map((line, index) => claimed(line, claimable[index]!.rounded, claims[index]!));
  const carriedIn = (context.earlier.at(-1)?.credits.carriedOutFor ?? []).map(
    ({ source, amount }): OwedCredit => ({ source, exact: amount, rounded: amount }),
  );

  const limits = capLimits(context, governing, round);
  const roundDown = (exact: Rational): Rational => exact.rounded(currency.decimalPlaces, 'floor');
  const owed = [...carriedIn, ...lines.map(owedOf)];
  const limited = limitCredits(owed, limits, rules.minimumPayable, roundDown);
  const { shares, caps, belowMinimum, lost, payable } = limited;
  const sources = [...carriedIn, ...lines].map((one) => one.source);
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
    payableFor: payableFor(sources, shares, round),
  };
}

/**
 * What is payable for each service level, in whole units of the currency: each share runs from where the sum of those
 * before it is rounded to where its own is, so that none is more than a unit off and all together are what is payable.
 */
function payableFor(
  sources: readonly LineSource[],
  shares: readonly Rational[],
  round: (exact: Rational) => Rational,
): ReadonlyMap<string, Rational> {
  const amounts = new Map<string, Rational>();
  let exact = Rational.zero;
  let before = Rational.zero;
  sources.forEach((source, index) => {
    exact = exact.plus(shares[index]!);
    const amount = round(exact).minus(before);
    before = before.plus(amount);
    if (source.kind !== 'service-level' || amount.isZero) return;
    amounts.set(source.id, (amounts.get(source.id) ?? Rational.zero).plus(amount));
  });
  return amounts;
}

type ClaimedLine = Omit<CreditLineOutcome, 'payable'>;

/** A line as far as it is owed. */
function claimed(
  { source, level, occurrences, exact, kept, standing, operands }: DraftLine,
  rounded: Rational,
  claim: ClaimOutcome,
): ClaimedLine {
  const owed = owedUnderClaim(claim, rounded);
  return { source, level, occurrences, exact, standing, kept, rounded, claim, owed, operands };
}

/** Caps are held against the exact figure, or against what was claimed where that is less. */
function owedOf({ source, kept, rounded, owed, claim }: ClaimedLine): OwedCredit {
  const isWhole = claim.status === 'not-needed' || (claim.status === 'claimed' && owed.equals(rounded));
  return { source, exact: isWhole ? kept : owed, rounded: owed };
}
