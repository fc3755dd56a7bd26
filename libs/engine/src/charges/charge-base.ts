import type { ZoneTransitions } from '@tallystick/calendar';
import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { Charge, ChargeBase, TermsInForce } from '@tallystick/terms';
import type { DaySpan } from '../periods/calendar-span.js';
import { contractYearOf } from '../periods/contract-year.js';
import { PeriodGrid } from '../periods/period-grid.js';
import { daysOf, type Period } from '../periods/period.js';
import type { OperandValue } from '../statement/statement.js';
import { type ChargeOverPeriod, chargesOver } from './charge-stretches.js';

/** What charges are taken from: those of every period, and the terms that they stand in. */
export interface ChargeWorld {
  readonly charges: (index: number) => ReadonlyMap<string, ChargeOverPeriod>;
  readonly grid: PeriodGrid;
  readonly environment: { readonly terms: TermsInForce };
  readonly zone: ZoneTransitions;
}

/** What percentages are of, for some days of a period. */
export interface BaseAmount {
  readonly exact: Rational;
  /** The days that the charges are taken over, and how many of them the span has that a day's share is of. */
  readonly over: DaySpan | undefined;
  readonly days: number;
}

/**
 * What a charge base comes to for some days of a period (design 3, "base"): 0 where the period before or after is
 * outside the term.
 *
 * @param range days of the period. Charges of the period itself are those of the days; charges of another period or of
 * a contract year are not cut to them, but weighed by their share of the period's days.
 * @param yearOf for `contract-year-of-first`: the period in which the window first gave a credit; default the period.
 */
export function baseAmount(
  world: ChargeWorld,
  base: ChargeBase,
  period: Period,
  range: DaySpan = period,
  yearOf: Period = period,
): Rational {
  return baseOver(world, base, period, range, yearOf).exact;
}

/** The same, with the days that the charges are taken over. */
export function baseOver(
  world: ChargeWorld,
  base: ChargeBase,
  period: Period,
  range: DaySpan = period,
  yearOf: Period = period,
): BaseAmount {
  if (base.over === 'period') return ofPeriod(world, base, period, range);
  const whole = elsewhere(world, base, period, yearOf);
  const share = Rational.of(daysOf(range), daysOf(period));
  return { ...whole, exact: whole.exact.times(share) };
}

function elsewhere(world: ChargeWorld, base: ChargeBase, period: Period, yearOf: Period): BaseAmount {
  switch (base.over) {
    case 'period':
      return ofPeriod(world, base, period, period);
    case 'previous-period':
      return ofNeighbour(world, base, period.index - 1);
    case 'next-period':
      return ofNeighbour(world, base, period.index + 1);
    case 'contract-year':
      return ofContractYear(world, base, period);
    case 'contract-year-of-first':
      return ofContractYear(world, base, yearOf);
  }
}

function ofNeighbour(world: ChargeWorld, base: ChargeBase, index: number): BaseAmount {
  if (index < 0 || index >= world.grid.count) return { exact: Rational.zero, over: undefined, days: 1 };
  const period = world.grid.at(index);
  return ofPeriod(world, base, period, period);
}

function ofPeriod(world: ChargeWorld, base: ChargeBase, period: Period, range: DaySpan): BaseAmount {
  if (base.prorated) {
    const exact = countedWithin(base, world.charges(period.index), range);
    return { exact, over: range, days: daysOf(period) };
  }
  const whole = wholePeriod(period);
  const days = {
    from: range.from === period.from ? whole.from : range.from,
    to: range.to === period.to ? whole.to : range.to,
  };
  const charges = chargesOver(withoutEnds(world.environment.terms, whole), whole);
  return { exact: countedWithin(base, charges, days), over: days, days: daysOf(whole) };
}

/**
 * The whole contract year, also what of it is still to come, under the terms as known. Not prorated, a year that the
 * term ends in counts as if it went on.
 */
function ofContractYear(world: ChargeWorld, base: ChargeBase, period: Period): BaseAmount {
  const { terms } = world.environment;
  const year = contractYearOf(period.from, terms.versions[0]!);
  const grid = base.prorated ? world.grid : gridWithoutEnd(world);
  const endless = base.prorated ? undefined : withoutEnds(terms, period);
  const amounts: Rational[] = [];
  let index = period.index;
  while (index > 0 && grid.at(index - 1).to >= year.from) index -= 1;
  let last = year.to;
  for (; index < grid.count; index += 1) {
    const own = grid.at(index);
    if (own.from > year.to) break;
    last = Math.min(own.to, year.to);
    const charges = endless === undefined ? world.charges(index) : chargesOver(endless, own);
    amounts.push(countedWithin(base, charges, { from: Math.max(own.from, year.from), to: last }));
  }
  const over = { from: year.from, to: last };
  return { exact: Rational.sum(amounts), over, days: daysOf(over) };
}

function gridWithoutEnd({ environment, grid, zone }: ChargeWorld): PeriodGrid {
  const { from, terms } = environment.terms.versions[0]!;
  return new PeriodGrid(grid.every, { from, to: undefined }, zone, terms.period.anchor);
}

/** The period as if the term had not cut it. */
function wholePeriod(period: Period): Period {
  return { ...period, from: period.wholeFrom, to: period.wholeTo };
}

/** The terms as if the first version had always stood and the last one did not end. */
function withoutEnds(terms: TermsInForce, range: DaySpan): TermsInForce {
  const last = terms.versions.length - 1;
  const versions = terms.versions.map((version, index) => ({
    ...version,
    from: index === 0 ? Math.min(version.from, range.from) : version.from,
    to: index === last ? undefined : version.to,
  }));
  return { versions, on: (date) => terms.on(date) };
}

/** What the counted charges come to on some days: each stretch by its share of days within them, with tax if gross. */
function countedWithin(
  base: ChargeBase,
  charges: ReadonlyMap<string, ChargeOverPeriod>,
  range: DaySpan,
): Rational {
  invariant(base.charges !== 'own', 'each of several levels has the ids of its own charges');
  let total = Rational.zero;
  for (const id of base.charges === 'all' ? charges.keys() : base.charges) {
    for (const stretch of charges.get(id)?.stretches ?? []) {
      if (!isCounted(base, stretch.charge)) continue;
      const days = Math.min(stretch.to, range.to) - Math.max(stretch.from, range.from) + 1;
      if (days <= 0) continue;
      const exact = stretch.exact.times(Rational.of(days, daysOf(stretch)));
      total = total.plus(base.amounts === 'gross' ? withTax(exact, stretch.charge) : exact);
    }
  }
  return total;
}

/** A charge that is named always counts. */
function isCounted(base: ChargeBase, charge: Charge): boolean {
  if (base.charges !== 'all') return true;
  return !base.less.includes(charge.id) && (base.passThrough === 'included' || !charge.passThrough);
}

function withTax(amount: Rational, charge: Charge): Rational {
  return amount.times(Rational.hundred.plus(charge.taxPercent)).dividedBy(Rational.hundred);
}

/** A base in words of the terms, as an operand beside the figure: the charges, and what is not the default. */
export function baseOperands(base: ChargeBase | undefined): Readonly<Record<string, OperandValue>> {
  if (base === undefined) return { of: null };
  return {
    of: base.charges,
    ...(base.less.length === 0 ? {} : { less: base.less }),
    ...(base.charges === 'all' ? { passThrough: base.passThrough } : {}),
    ...(base.over === 'period' ? {} : { over: base.over }),
    ...(base.amounts === 'net' ? {} : { amounts: base.amounts }),
    ...(base.prorated ? {} : { prorated: false }),
  };
}
