import { type DayNumber, Rational } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import { type ChargeOverPeriod, chargesWithin } from '../charges/charge-stretches.js';
import type { CapOutcome, CreditLineOutcome, CreditsOutcome, LevelOutcome } from '../history/outcomes.js';
import { clauseParts, governingVersion } from '../parts/level-parts.js';
import { daysOf, type Period } from '../periods/period.js';

/**
 * Combines and caps the credits of a period (design 3, "combine, cap, then round money once per line"). What is
 * payable is the sum of the lines as rounded; where the exact sum is more than the exact cap, it is the cap, rounded.
 */
export function combineCredits(
  terms: TermsInForce,
  period: Period,
  levels: Iterable<LevelOutcome>,
  charges: ReadonlyMap<string, ChargeOverPeriod>,
): CreditsOutcome {
  const { currency, rounding } = governingVersion(terms, period).terms;
  const round = (exact: Rational): Rational => exact.rounded(currency.decimalPlaces, rounding);
  const lines: CreditLineOutcome[] = [];
  for (const level of levels) {
    if (level.money !== undefined) lines.push({ level, exact: level.money, rounded: round(level.money) });
  }
  const combined = Rational.sum(lines.map((line) => line.exact));
  const combinedRounded = Rational.sum(lines.map((line) => line.rounded));
  const cap = capOf(terms, period, charges, combined, round);
  const payable = cap?.reached === true ? cap.rounded : combinedRounded;
  return { lines, combined, combinedRounded, cap, payable };
}

/** The cap over the period; where its clause changes inside a segmented period, the sum of its parts. */
function capOf(
  terms: TermsInForce,
  period: Period,
  charges: ReadonlyMap<string, ChargeOverPeriod>,
  combined: Rational,
  round: (exact: Rational) => Rational,
): CapOutcome | undefined {
  const rules = clauseParts(terms, period, (version) => [['credits', version.terms.credits] as const]);
  const parts = (rules.get('credits') ?? []).flatMap(({ from, to, clause }) => {
    if (clause.cap === undefined) return [];
    const share = Rational.of(daysOf({ from, to }), daysOf(period));
    return [capPart(clause.cap, { from, to }, share, charges)];
  });
  // Days without a cap are not limited by the cap of other days.
  const cappedDays = parts.reduce((days, part) => days + daysOf(part), 0);
  if (parts.length === 0 || cappedDays < daysOf(period)) return undefined;
  const exact = Rational.sum(parts.map((part) => part.exact));
  return { exact, rounded: round(exact), reached: combined.compare(exact) > 0, parts };
}

function capPart(
  cap: CapOutcome['parts'][number]['cap'],
  range: { readonly from: DayNumber; readonly to: DayNumber },
  share: Rational,
  charges: ReadonlyMap<string, ChargeOverPeriod>,
): CapOutcome['parts'][number] {
  if (cap.limit.kind === 'money') {
    return { ...range, cap, base: undefined, exact: cap.limit.amount.times(share) };
  }
  const base = chargesWithin(charges, cap.limit.of, range);
  return { ...range, cap, base, exact: base.times(cap.limit.percent).dividedBy(Rational.hundred) };
}
