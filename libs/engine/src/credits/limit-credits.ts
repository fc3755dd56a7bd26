import { Rational } from '@tallystick/quantities';
import type { CreditRules } from '@tallystick/terms';
import type { CarriedCredit, LineSource } from '../history/outcomes.js';
import type { CapOutcome } from './cap-outcome.js';
import { type CapLimit, isUnder } from './caps.js';

/** What is owed for one thing: exactly, and as rounded once. */
export interface OwedCredit {
  readonly source: LineSource;
  readonly exact: Rational;
  readonly rounded: Rational;
}

/** What caps and the minimum leave of what is owed. */
export interface LimitedCredits {
  readonly caps: readonly CapOutcome[];
  readonly belowMinimum: boolean;
  readonly lost: Rational;
  readonly carried: readonly CarriedCredit[];
  readonly payable: Rational;
  /** The share of each thing owed in what is payable, in their order. */
  readonly shares: readonly Rational[];
}

/** An amount of money, exactly and as it is stated. */
interface Amount {
  readonly exact: Rational;
  readonly rounded: Rational;
}

/**
 * Holds what is owed against the caps in the order of the terms, then against the smallest amount that is paid. A cap
 * is reached where the exact sum is more than its exact room, or the lines as stated are more than the room rounded
 * once; what is left is never more than either, so that no cap takes less than nothing. A cap on some levels takes only
 * what it leaves of these, a cap on all what it leaves of the sum; a later cap takes away only what an earlier one has
 * not taken yet. Law: payable + lost + carried = what is owed, rounded.
 *
 * @param roundDown to whole units of the currency: what levels that share caps come to may be a fraction of a unit.
 */
export function limitCredits(
  owed: readonly OwedCredit[],
  limits: readonly CapLimit[],
  minimum: CreditRules['minimumPayable'],
  roundDown: (exact: Rational) => Rational,
): LimitedCredits {
  const totalOf = (some: readonly OwedCredit[], ceiling?: Amount): Amount => {
    const { exact, rounded } = sumOf(some);
    const sum = { exact, rounded: roundDown(rounded) };
    return ceiling === undefined ? sum : lesser(sum, ceiling);
  };
  let left: readonly OwedCredit[] = owed;
  let ceiling: Amount | undefined;
  let lost = Rational.zero;
  const carried: CarriedCredit[] = [];
  const caps: CapOutcome[] = [];
  for (const { cap, ...limit } of limits) {
    const before = totalOf(left, ceiling);
    const under = left.filter(({ source }) => isUnder(cap, source));
    const onSome = cap.serviceLevels !== undefined;
    const against = onSome ? sumOf(under) : before;
    const room = roomOf(limit);
    const reached = isMore(against, room);
    if (reached && onSome) left = left.map((one) => (under.includes(one) ? scaled(one, against, room) : one));
    if (reached && !onSome) ceiling = ceiling === undefined ? room : lesser(ceiling, room);
    const cut = before.rounded.minus(totalOf(left, ceiling).rounded);
    if (cap.excess === 'carried') carried.push(...spread(cut, under));
    else lost = lost.plus(cut);
    caps.push({ ...limit, against: against.exact, reached, cut, excess: cap.excess });
  }
  const total = totalOf(left, ceiling);
  const belowMinimum = minimum !== undefined && isTooSmall(total.exact, minimum);
  if (belowMinimum && minimum.below === 'carried') carried.push(...spread(total.rounded, left));
  if (belowMinimum && minimum.below === 'lost') lost = lost.plus(total.rounded);
  const payable = belowMinimum ? Rational.zero : total.rounded;
  return {
    caps,
    belowMinimum,
    lost,
    carried: bySource(carried),
    payable,
    shares: sharesOf(payable, left),
  };
}

/** What is left of a cap: exactly, and of the cap as it is stated. */
export function roomOf({ room, rounded, usedBefore }: Omit<CapLimit, 'cap'>): Amount {
  return { exact: room, rounded: Rational.max(rounded.minus(usedBefore), Rational.zero) };
}

/** Whether an amount is more than a room, exactly or as it is stated. */
export function isMore(amount: Amount, room: Amount): boolean {
  return amount.exact.compare(room.exact) > 0 || amount.rounded.compare(room.rounded) > 0;
}

function sumOf(owed: readonly OwedCredit[]): Amount {
  return {
    exact: Rational.sum(owed.map((one) => one.exact)),
    rounded: Rational.sum(owed.map((one) => one.rounded)),
  };
}

function lesser(one: Amount, other: Amount): Amount {
  return {
    exact: Rational.min(one.exact, other.exact),
    rounded: Rational.min(one.rounded, other.rounded),
  };
}

/** One of several amounts that have to come down to a room together, each in proportion. */
function scaled({ source, exact, rounded }: OwedCredit, sum: Amount, room: Amount): OwedCredit {
  return {
    source,
    exact: partOf(exact, sum.exact, room.exact),
    rounded: partOf(rounded, sum.rounded, room.rounded),
  };
}

/** What is left of a part of a sum that is more than there is room for. */
function partOf(part: Rational, sum: Rational, room: Rational): Rational {
  return sum.compare(room) > 0 ? part.times(room).dividedBy(sum) : part;
}

function isTooSmall(exact: Rational, minimum: NonNullable<CreditRules['minimumPayable']>): boolean {
  return exact.isPositive && exact.compare(minimum.amount) < (minimum.strict ? 1 : 0);
}

/** An amount spread over what is owed, in proportion. */
function spread(amount: Rational, owed: readonly OwedCredit[]): CarriedCredit[] {
  const shares = sharesOf(amount, owed);
  return owed
    .map(({ source }, index) => ({ source, amount: shares[index]! }))
    .filter((one) => !one.amount.isZero);
}

/** In proportion to what is stated, so that nothing has a share of more than is owed for it. */
function sharesOf(amount: Rational, owed: readonly OwedCredit[]): Rational[] {
  const sum = Rational.sum(owed.map((one) => one.rounded));
  return owed.map((one) => (sum.isZero ? Rational.zero : amount.times(one.rounded).dividedBy(sum)));
}

/** What is carried for the same thing is one. */
function bySource(carried: readonly CarriedCredit[]): CarriedCredit[] {
  return [...Map.groupBy(carried, ({ source }) => `${source.kind} ${source.id}`).values()].map((own) => ({
    source: own[0]!.source,
    amount: Rational.sum(own.map((one) => one.amount)),
  }));
}
