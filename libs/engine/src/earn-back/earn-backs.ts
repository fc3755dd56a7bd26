import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { BonusesOutcome } from '../bonuses/bonus-outcome.js';
import type { CreditsOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { EarnBackLineOutcome, EarnBacksOutcome } from './earn-back-outcome.js';
import { creditKey, earnedCredits, givenBack } from './earned-credits.js';

/**
 * What of past credits is earned back in a period, and the bank (design 3, "earn-back").
 *
 * The credit is what was payable for a level in a period, and the terms of that period say how it comes back. A period
 * that is not over at the instant of valuation completes nothing. Whatever clauses overlap, no more of a credit comes
 * back than it was.
 *
 * What is banked in a period is used from the next one on, and never for more than is payable then. The bank never pays
 * out: of a credit that it paid a part of no more than the other part is paid back, and the rest goes back to the bank.
 */
export function earnBacksOf(
  context: PeriodContext,
  governing: TermsVersion,
  credits: CreditsOutcome,
  bonuses: BonusesOutcome,
): EarnBacksOutcome {
  const before = context.earlier.at(-1)?.earnBacks.bank.after ?? Rational.zero;
  const used = Rational.min(before, credits.payable);
  const lines = linesOf(context, governing, credits, used);
  const banked = Rational.sum(lines.map((line) => line.banked));
  const added = bonuses.banked.plus(banked);
  const after = before.plus(added).minus(used);
  invariant(!used.isNegative && !after.isNegative, 'the bank holds what was put in and not used yet');
  const paid = Rational.sum(lines.map((line) => line.rounded)).minus(banked);
  return { lines, paid: paid.plus(used), bank: { before, added, used, after } };
}

function linesOf(
  { world, period, earlier, levels }: PeriodContext,
  governing: TermsVersion,
  credits: CreditsOutcome,
  used: Rational,
): EarnBackLineOutcome[] {
  const views = [...earlier, { period, governing, levels, credits }];
  const { valuedAt, terms } = world.environment;
  if (valuedAt < period.endsAt || terms.versions.every((version) => version.terms.earnBacks.size === 0)) {
    return [];
  }
  const { currency, rounding } = governing.terms;
  const given = givenBack(earlier);
  const payable = paidByProvider(earlier);
  payable.set(period.label, credits.payable.minus(used));
  return earnedCredits(world, views).flatMap(({ earnBack, serviceLevel, from, operands }) => {
    const creditPeriod = from.period.label;
    const key = creditKey(creditPeriod, serviceLevel);
    const credit = from.credits.payableFor.get(serviceLevel)!;
    const givenBefore = given.get(key) ?? Rational.zero;
    const left = credit.minus(givenBefore);
    if (!left.isPositive) return [];
    const share = credit.times(earnBack.sharePercent).dividedBy(Rational.hundred);
    const exact = Rational.min(share, left);
    // Credits and what came back of them are in whole units of the currency, so that rounding cannot exceed what is left.
    const rounded = exact.rounded(currency.decimalPlaces, rounding);
    invariant(rounded.compare(left) <= 0, 'no more of a credit comes back than it was');
    given.set(key, givenBefore.plus(rounded));
    const back = payable.get(creditPeriod)!;
    const paid = earnBack.settledBy === 'paid' ? Rational.min(rounded, back) : Rational.zero;
    payable.set(creditPeriod, back.minus(paid));
    const banked = rounded.minus(paid);
    return [{ earnBack, serviceLevel, creditPeriod, credit, givenBefore, exact, rounded, banked, operands }];
  });
}

/** What the provider has paid of the credits of each period, without what the bank paid and less what was paid back. */
function paidByProvider(earlier: readonly PeriodOutcome[]): Map<string, Rational> {
  const paid = new Map<string, Rational>();
  for (const { period, credits, earnBacks } of earlier) {
    paid.set(period.label, credits.payable.minus(earnBacks.bank.used));
    for (const { creditPeriod, rounded, banked } of earnBacks.lines) {
      paid.set(creditPeriod, paid.get(creditPeriod)!.minus(rounded).plus(banked));
    }
  }
  return paid;
}
