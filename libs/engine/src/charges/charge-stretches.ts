import { type DayNumber, Rational } from '@tallystick/quantities';
import type { Charge, TermsInForce, TermsVersion } from '@tallystick/terms';
import { type DaySpan, spansOver } from '../periods/calendar-span.js';
import { contractYearsOver } from '../periods/contract-year.js';
import type { Period } from '../periods/period.js';

/** Consecutive days of a period that one charge stands on with one amount. */
interface ChargeStretch extends DaySpan {
  readonly charge: Charge;
  readonly version: TermsVersion;
  /** Days charged for, of the days of the span that the amount pays for. */
  readonly days: number;
  readonly ofDays: number;
  /** What the days come to, exactly. */
  readonly exact: Rational;
}

/** One charge over a period: its stretches and their sum. */
export interface ChargeOverPeriod {
  readonly id: string;
  /** As the charge stands at the end of the period. */
  readonly charge: Charge;
  readonly stretches: readonly ChargeStretch[];
  readonly exact: Rational;
}

interface Stand extends DaySpan {
  readonly charge: Charge;
  readonly version: TermsVersion;
}

/** The stretches of days over which each charge keeps amount and span, by charge id. */
function standsOver(terms: TermsInForce, range: DaySpan): Map<string, Stand[]> {
  const stands = new Map<string, Stand[]>();
  for (const version of terms.versions) {
    const from = Math.max(version.from, range.from);
    const to = Math.min(version.to ?? range.to, range.to);
    if (from > to) continue;
    for (const charge of version.terms.charges.values()) {
      const list = stands.get(charge.id) ?? [];
      const last = list.at(-1);
      if (last !== undefined && last.to === from - 1 && sameCharge(last.charge, charge)) {
        list[list.length - 1] = { ...last, to };
      } else {
        list.push({ from, to, charge, version });
      }
      stands.set(charge.id, list);
    }
  }
  return stands;
}

function sameCharge(a: Charge, b: Charge): boolean {
  return (
    a.amount.equals(b.amount) &&
    a.per === b.per &&
    a.prorate === b.prorate &&
    a.on === b.on &&
    a.passThrough === b.passThrough &&
    a.taxPercent.equals(b.taxPercent)
  );
}

/** The spans that a charge is due for, cut to nothing yet. */
function spansOf({ charge, version, ...range }: Stand, period: Period): DaySpan[] {
  switch (charge.per) {
    case 'month':
    case 'quarter':
    case 'year':
      return spansOver(charge.per, range);
    case 'contract-year':
      return contractYearsOver(range, version.terms.term);
    case 'period':
      return [{ from: period.wholeFrom, to: period.wholeTo }];
    case 'once':
      return charge.on === undefined ? [] : [{ from: charge.on, to: charge.on }];
  }
}

function stretch(stand: Stand, range: DaySpan, days: number, ofDays: number): ChargeStretch {
  const exact = stand.charge.amount.times(Rational.of(days, ofDays));
  return {
    from: range.from,
    to: range.to,
    charge: stand.charge,
    version: stand.version,
    days,
    ofDays,
    exact,
  };
}

/** By days: each day under the terms in force on it, each span's amount spread over the span's days. */
function proratedStretches(stand: Stand, period: Period): ChargeStretch[] {
  return spansOf(stand, period).flatMap((span) => {
    const range = { from: Math.max(span.from, stand.from), to: Math.min(span.to, stand.to) };
    if (range.from > range.to) return [];
    return [stretch(stand, range, range.to - range.from + 1, span.to - span.from + 1)];
  });
}

/**
 * Not prorated: the whole amount, once a span, in the period and at the amount of the first day of the span on which
 * the charge stands. `firstDay` finds that day over the whole term, so that a span that began in an earlier period is
 * not charged again.
 */
function wholeStretches(
  stand: Stand,
  period: Period,
  firstDay: (chargeId: string, span: DaySpan) => DayNumber | undefined,
): ChargeStretch[] {
  return spansOf(stand, period).flatMap((span) => {
    const first = firstDay(stand.charge.id, span);
    if (first === undefined || first < stand.from || first > stand.to) return [];
    return [stretch(stand, { from: first, to: Math.min(span.to, stand.to) }, 1, 1)];
  });
}

/**
 * Every charge of a period (design 2: "charges: by day, each day under the terms in force on it"). A whole month under
 * one amount comes to that amount exactly; so many of its days to that share of it.
 */
export function chargesOver(terms: TermsInForce, period: Period): Map<string, ChargeOverPeriod> {
  const firstDay = (chargeId: string, span: DaySpan): DayNumber | undefined => {
    for (const version of terms.versions) {
      const from = Math.max(version.from, span.from);
      if (from <= Math.min(version.to ?? span.to, span.to) && version.terms.charges.has(chargeId))
        return from;
    }
    return undefined;
  };
  const charges = new Map<string, ChargeOverPeriod>();
  for (const [id, stands] of standsOver(terms, period)) {
    const stretches = stands.flatMap((stand) =>
      stand.charge.prorate === 'none' || stand.charge.per === 'once'
        ? wholeStretches(stand, period, firstDay)
        : proratedStretches(stand, period),
    );
    const exact = Rational.sum(stretches.map((one) => one.exact));
    charges.set(id, { id, charge: stands.at(-1)!.charge, stretches, exact });
  }
  return charges;
}
