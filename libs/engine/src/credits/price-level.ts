import { Rational } from '@tallystick/quantities';
import type { Price, ServiceLevelCredit } from '@tallystick/terms';
import type { LevelStanding, PartOutcome, PricedPart } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { OperandValue } from '../statement/statement.js';
import type { PricedUnits, UnitPrice } from './credit-rule.js';
import { priceMiss } from './credit-rules.js';
import { listEvents, looksAtEvents } from './incidents.js';
import { amountOf, isCommensurable, isMoney, priceValue, type Pricing } from './price-amount.js';
import { pricedInWindow, unitsPricedIn } from './priced-before.js';
import { repeated } from './repeat.js';

/**
 * Prices one missed part: price × units × the repeat factor, + the surcharge, at most (design 3, "order of
 * arithmetic"), all exact. Undefined where the part is not missed or its rule asks nothing for it.
 */
export function pricePart(
  context: PeriodContext,
  standing: LevelStanding,
  outcome: PartOutcome,
): PricedPart | undefined {
  const { part, measured, judgement } = outcome;
  const { credit } = part.clause;
  if (credit === undefined || judgement.verdict !== 'missed') return undefined;
  const miss = priceMiss(credit.rule, { target: part.clause.target, judgement, measured });
  if (miss === undefined) return undefined;

  const looksBack = credit.counting === 'only-new' || credit.base?.over === 'contract-year-of-first';
  const before = looksBack ? pricedInWindow(context, standing, outcome) : [];
  const priced = credit.counting === 'only-new' ? onlyNew(miss, unitsPricedIn(before, standing.id)) : miss;
  const rules = part.version.terms.credits;
  const pricing: Pricing = {
    world: context.world,
    period: context.period,
    range: part,
    base: credit.base,
    yearOf: before[0]?.period ?? context.period,
    pool: credit.pool,
    rules,
  };

  const { price, units } = priced;
  const unit = amountOf(price, priced.weighs, pricing);
  const repeat = repeated(credit.repeat, standing.missesInARow);
  const multiplied = unit.exact.times(units).times(repeat.factor);
  const surcharge = units.isZero ? Rational.zero : addedTo(price, repeat.surcharge, pricing);
  const amount = multiplied.plus(surcharge);
  const atMost = limitOf(price, credit.atMost, pricing);
  const exact = atMost === undefined ? amount : Rational.min(amount, atMost);
  return {
    from: part.from,
    to: part.to,
    version: part.version,
    kind: price.kind,
    price: priceValue(price),
    units,
    base: unit.base,
    share: unit.share,
    factor: repeat.factor,
    surcharge,
    priced: amount,
    atMost,
    exact,
    events: priced.perEvent === true && looksAtEvents(rules) ? listEvents(context, outcome, exact) : [],
    clause: priced.clause,
    operands: {
      ...priced.operands,
      ...unit.operands,
      ...repeat.operands,
      ...firstCreditOf(credit, pricing),
    },
  };
}

/** The units that the window has not priced in an earlier period already. */
function onlyNew(priced: PricedUnits, before: Rational): PricedUnits {
  const units = Rational.max(priced.units.minus(before), Rational.zero);
  const operands = { unitsInWindow: priced.units.toString(), unitsPricedBefore: before.toString() };
  return { ...priced, units, operands: { ...priced.operands, ...operands } };
}

/** A surcharge stands for the miss of a whole period. */
function addedTo(price: UnitPrice, surcharge: Price | undefined, pricing: Pricing): Rational {
  if (surcharge === undefined || !isCommensurable(surcharge, price.kind)) return Rational.zero;
  return amountOf(surcharge, 'period', pricing).exact;
}

/** A limit in points holds no money and one in money no points, where bands give both. */
function limitOf(price: UnitPrice, atMost: Price | undefined, pricing: Pricing): Rational | undefined {
  if (atMost === undefined || !isCommensurable(atMost, price.kind)) return undefined;
  return amountOf(atMost, 'period', pricing).exact;
}

function firstCreditOf(
  credit: ServiceLevelCredit,
  { yearOf }: Pricing,
): Readonly<Record<string, OperandValue>> {
  return credit.base?.over === 'contract-year-of-first' ? { firstCreditIn: yearOf.label } : {};
}

/** Which kinds of credit a rule can give, so that a level without a miss still states 0 of its kind. */
export function creditKinds(credit: ServiceLevelCredit): {
  readonly money: boolean;
  readonly points: boolean;
} {
  const { rule } = credit;
  if (rule.kind === 'refund') return { money: true, points: false };
  const prices = rule.kind === 'bands' ? rule.bands.map((band) => band.price) : [rule.price];
  return {
    money: prices.some((price) => isMoney(price.kind)),
    points: prices.some((price) => !isMoney(price.kind)),
  };
}
