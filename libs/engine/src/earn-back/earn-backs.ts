import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { BonusesOutcome } from '../bonuses/bonus-outcome.js';
import type { CreditsOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { EarnBackLineOutcome, EarnBacksOutcome } from './earn-back-outcome.js';
import { creditKey, earnedCredits, givenBack } from './earned-credits.js';

/**
 * What of past credits is earned back in a period, and the bank (design 3, "earn-back").
 *
 * The credit is what was payable for a level in a period, and the terms of that period say how it comes back. A period
 * that is not over at the instant of valuation completes nothing. Whatever clauses overlap, no more of a credit comes
 * back than it was. What is banked in a period is used from the next one on, and never for more than is payable then.
 */
export function earnBacksOf(
  context: PeriodContext,
  governing: TermsVersion,
  credits: CreditsOutcome,
  bonuses: BonusesOutcome,
): EarnBacksOutcome {
  const lines = linesOf(context, governing, credits);
  const sum = (settledBy: 'paid' | 'bank'): Rational =>
    Rational.sum(
      lines.filter(({ earnBack }) => earnBack.settledBy === settledBy).map((line) => line.rounded),
    );
  const before = context.earlier.at(-1)?.earnBacks.bank.after ?? Rational.zero;
  const added = bonuses.banked.plus(sum('bank'));
  const used = Rational.min(before, credits.payable);
  const after = before.plus(added).minus(used);
  invariant(!used.isNegative && !after.isNegative, 'the bank holds what was put in and not used yet');
  return { lines, paid: sum('paid').plus(used), bank: { before, added, used, after } };
}

function linesOf(
  { world, period, earlier, levels }: PeriodContext,
  governing: TermsVersion,
  credits: CreditsOutcome,
): EarnBackLineOutcome[] {
  const views = [...earlier, { period, governing, levels, credits }];
  const { valuedAt, terms } = world.environment;
  if (valuedAt < period.endsAt || terms.versions.every((version) => version.terms.earnBacks.size === 0)) {
    return [];
  }
  const { currency, rounding } = governing.terms;
  const given = givenBack(earlier);
  return earnedCredits(world, views).flatMap(({ earnBack, serviceLevel, from, operands }) => {
    const key = creditKey(from.period.label, serviceLevel);
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
    const creditPeriod = from.period.label;
    return [{ earnBack, serviceLevel, creditPeriod, credit, givenBefore, exact, rounded, operands }];
  });
}
