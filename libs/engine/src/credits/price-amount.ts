import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { ChargeBase, CreditRules, Price } from '@tallystick/terms';
import { baseAmount, baseOperands, baseOver, type ChargeWorld } from '../charges/charge-base.js';
import type { DaySpan } from '../periods/calendar-span.js';
import { daysOf, type Period } from '../periods/period.js';
import type { OperandValue } from '../statement/statement.js';
import type { UnitPrice } from './credit-rule.js';

/** What a price is worked out for: days of a period, and what percentages, days, refunds and weights are of. */
export interface Pricing {
  readonly world: ChargeWorld;
  readonly period: Period;
  readonly range: DaySpan;
  readonly base: ChargeBase | undefined;
  /** For a base over the contract year of the first credit of a window: the period of that credit. */
  readonly yearOf: Period;
  /** For weights: the pool, and the rules that say what is at risk. */
  readonly pool: string | undefined;
  readonly rules: CreditRules;
}

/** One price, worked out exactly for some days of a period. */
export interface PriceAmount {
  readonly exact: Rational;
  /** What it is of: the charges, or the pool's amount; absent for money and points. */
  readonly base: Rational | undefined;
  /** The share of the period's days by which money and points that stand for a whole period weigh. */
  readonly share: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** The number of a price: its percentage, money, points or days. */
export function priceValue(price: UnitPrice): Rational {
  switch (price.kind) {
    case 'percent':
    case 'weight':
      return price.percent;
    case 'money':
      return price.amount;
    case 'points':
      return price.points;
    case 'days':
      return price.days;
    case 'refund':
      return price.factor;
  }
}

/** Whether a price comes to money; points do not, and cannot be held against it. */
export function isMoney(kind: UnitPrice['kind']): boolean {
  return kind !== 'points';
}

/**
 * What a price comes to for some days of a period (design 3, "price"): a percentage, a refund or days of the charges
 * of those days; a weight of the pool's part of what is at risk on them; money and points as they are, or, where they
 * stand for a whole period, by the share of its days.
 */
export function amountOf(price: UnitPrice, weighs: 'period' | 'occurrence', pricing: Pricing): PriceAmount {
  const value = priceValue(price);
  switch (price.kind) {
    case 'percent':
    case 'refund': {
      const base = chargesOf(pricing);
      const exact = price.kind === 'refund' ? base.times(value) : percentOf(base, value);
      return { exact, base, share: Rational.one, operands: baseOperands(pricing.base) };
    }
    case 'days': {
      const { base: of, world, period, range, yearOf } = pricing;
      invariant(of !== undefined, 'a price in days says which charges it is of');
      const { exact: base, days } = baseOver(world, of, period, range, yearOf);
      const exact = base.times(value).dividedBy(Rational.of(days));
      return { exact, base, share: Rational.one, operands: { ...baseOperands(of), ofDays: days } };
    }
    case 'weight': {
      const { amount, operands } = poolAmount(pricing);
      return { exact: percentOf(amount, value), base: amount, share: Rational.one, operands };
    }
    case 'money':
    case 'points': {
      const share = weighs === 'period' ? shareOf(pricing) : Rational.one;
      return { exact: value.times(share), base: undefined, share, operands: { of: null } };
    }
  }
}

function shareOf({ range, period }: Pricing): Rational {
  return Rational.of(daysOf(range), daysOf(period));
}

function chargesOf({ world, base, period, range, yearOf }: Pricing): Rational {
  invariant(base !== undefined, 'a percentage or a refund says which charges it is of');
  return baseAmount(world, base, period, range, yearOf);
}

function percentOf(amount: Rational, percent: Rational): Rational {
  return amount.times(percent).dividedBy(Rational.hundred);
}

/** The at-risk amount of the days × the pool's percentage of it. */
function poolAmount({ world, period, range, pool, rules: { atRisk } }: Pricing): {
  readonly amount: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
} {
  const percent = pool === undefined ? undefined : atRisk?.pools.get(pool);
  invariant(atRisk !== undefined && percent !== undefined, 'a weight is of a pool of what is at risk');
  const charges = baseAmount(world, atRisk.base, period, range);
  const amountAtRisk = percentOf(charges, atRisk.percent);
  return {
    amount: percentOf(amountAtRisk, percent),
    operands: {
      ...baseOperands(atRisk.base),
      charges: charges.toString(),
      atRiskPercent: atRisk.percent.toDecimal(),
      amountAtRisk: amountAtRisk.toString(),
      pool: pool!,
      poolPercent: percent.toDecimal(),
    },
  };
}

/** For prices of a kind that the terms give without days or weights of their own: obligations, points. */
export function plainPricing(
  world: Pricing['world'],
  period: Period,
  base: ChargeBase | undefined,
  rules: CreditRules,
): Pricing {
  return { world, period, range: period, base, yearOf: period, pool: undefined, rules };
}

/** Whether a limit or a surcharge can be held against a price: points with points, money with money. */
export function isCommensurable(a: Price, kind: UnitPrice['kind']): boolean {
  return isMoney(a.kind) === isMoney(kind);
}
