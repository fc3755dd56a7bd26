import { Rational } from '@tallystick/quantities';
import type { Price, ServiceLevelCredit } from '@tallystick/terms';
import type { ChargeOverPeriod } from '../charges/charge-stretches.js';
import { chargesWithin } from '../charges/charge-stretches.js';
import type { PartOutcome, PricedPart } from '../history/outcomes.js';
import { daysOf, type Period } from '../periods/period.js';
import { priceMiss } from './credit-rules.js';

export interface PricingContext {
  readonly period: Period;
  readonly charges: ReadonlyMap<string, ChargeOverPeriod>;
  /** Misses in a row up to and with this period. */
  readonly missesInARow: number;
}

function priceValue(price: Price): Rational {
  switch (price.kind) {
    case 'percent':
      return price.percent;
    case 'money':
      return price.amount;
    case 'points':
      return price.points;
  }
}

/** Whether two kinds of price can be held against each other: percentages and money are both money. */
function isMoney(kind: Price['kind']): boolean {
  return kind !== 'points';
}

function limitOf(atMost: Price, base: Rational, share: Rational): Rational {
  return atMost.kind === 'percent'
    ? base.times(atMost.percent).dividedBy(Rational.hundred)
    : priceValue(atMost).times(share);
}

/**
 * Prices one missed part: price × units, × the repeat factor, at most (design 3, "order of arithmetic"), all exact.
 * A percentage is of the charges of the part's days; money and points of a price that stands for a whole period
 * weigh by the part's share of the period's days.
 */
export function pricePart(outcome: PartOutcome, context: PricingContext): PricedPart | undefined {
  const { part, measured, judgement } = outcome;
  const credit = part.clause.credit;
  if (credit === undefined || judgement.verdict !== 'missed') return undefined;
  const priced = priceMiss(credit.rule, { target: part.clause.target, judgement, measured });
  if (priced === undefined) return undefined;

  const kind = priced.price.kind;
  const price = priceValue(priced.price);
  const base = chargesWithin(context.charges, credit.of, part);
  const daysShare = Rational.of(daysOf(part), daysOf(context.period));
  const share = kind !== 'percent' && priced.weighs === 'period' ? daysShare : Rational.one;
  const factor = repeatFactor(credit, context.missesInARow);
  const whole = kind === 'percent' ? base.times(price).dividedBy(Rational.hundred) : price.times(share);
  const amount = whole.times(priced.units).times(factor);

  let atMost: Rational | undefined;
  // A limit in points holds no money and one in money no points, where bands give both.
  if (credit.atMost !== undefined && isMoney(credit.atMost.kind) === isMoney(kind)) {
    atMost = limitOf(credit.atMost, base, daysShare);
  }
  return {
    from: part.from,
    to: part.to,
    version: part.version,
    kind,
    price,
    units: priced.units,
    base: kind === 'percent' ? base : undefined,
    share,
    factor,
    priced: amount,
    atMost,
    exact: atMost === undefined ? amount : Rational.min(amount, atMost),
    clause: priced.clause,
    operands: { ...priced.operands, of: kind === 'percent' ? credit.of : null },
  };
}

/** The factor of the current miss: applied to its own price, never compounded with an earlier one. */
function repeatFactor(credit: ServiceLevelCredit, missesInARow: number): Rational {
  return credit.repeat !== undefined && missesInARow >= credit.repeat.inARow
    ? credit.repeat.factor
    : Rational.one;
}

/** Which kinds of credit a rule can give, so that a level without a miss still states 0 of its kind. */
export function creditKinds(credit: ServiceLevelCredit): {
  readonly money: boolean;
  readonly points: boolean;
} {
  const prices =
    credit.rule.kind === 'bands' ? credit.rule.bands.map((band) => band.price) : [credit.rule.price];
  return {
    money: prices.some((price) => isMoney(price.kind)),
    points: prices.some((price) => !isMoney(price.kind)),
  };
}
