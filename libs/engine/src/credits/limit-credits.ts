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

interface Amount {
  readonly exact: Rational;
  readonly rounded: Rational;
}

/**
 * Holds what is owed against the caps in the order of the terms, then against the smallest amount that is paid. The
 * exact sum is compared with the exact room; where it is more, the room, rounded once, is what is left. A cap on some
 * levels takes only what it leaves of these, a cap on all what it leaves of the sum; a later cap takes away only what
 * an earlier one has not taken yet. Law: payable + lost + carried = what is owed, rounded.
 */
export function limitCredits(
  owed: readonly OwedCredit[],
  limits: readonly CapLimit[],
  minimum: CreditRules['minimumPayable'],
  round: (exact: Rational) => Rational,
): LimitedCredits {
  const totalOf = (some: readonly OwedCredit[], most?: Amount): Amount => sumUnder(some, most, round);
  let left: readonly OwedCredit[] = owed;
  let ceiling: Amount | undefined;
  let lost = Rational.zero;
  const carried: CarriedCredit[] = [];
  const caps: CapOutcome[] = [];
  for (const { cap, ...limit } of limits) {
    const before = totalOf(left, ceiling);
    const under = left.filter(({ source }) => isUnder(cap, source));
    const onSome = cap.serviceLevels !== undefined;
    const against = onSome ? totalOf(under) : before;
    const reached = against.exact.compare(limit.room) > 0;
    const room = { exact: limit.room, rounded: round(limit.room) };
    if (reached && onSome) left = left.map((one) => (under.includes(one) ? scaled(one, against, room) : one));
    // What is held against a cap on all is under every earlier ceiling, so the new one is the lowest.
    if (reached && !onSome) ceiling = room;
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

/** A sum, or the ceiling over it. Levels that several caps share come down to fractions, so the sum is rounded. */
function sumUnder(
  owed: readonly OwedCredit[],
  ceiling: Amount | undefined,
  round: (exact: Rational) => Rational,
): Amount {
  const exact = Rational.sum(owed.map((one) => one.exact));
  if (ceiling !== undefined && exact.compare(ceiling.exact) > 0) return ceiling;
  return { exact, rounded: round(Rational.sum(owed.map((one) => one.rounded))) };
}

/** One of several amounts that have to come down to a room together, each in proportion. */
function scaled(one: OwedCredit, sum: Amount, room: Amount): OwedCredit {
  return {
    source: one.source,
    exact: one.exact.times(room.exact).dividedBy(sum.exact),
    rounded: one.exact.times(room.rounded).dividedBy(sum.exact),
  };
}

function isTooSmall(exact: Rational, minimum: NonNullable<CreditRules['minimumPayable']>): boolean {
  return exact.isPositive && exact.compare(minimum.amount) < (minimum.strict ? 1 : 0);
}

/** An amount spread over what is owed, in proportion. */
function spread(amount: Rational, owed: readonly OwedCredit[]): CarriedCredit[] {
  if (amount.isZero) return [];
  const shares = sharesOf(amount, owed);
  return owed
    .map(({ source }, index) => ({ source, amount: shares[index]! }))
    .filter((one) => !one.amount.isZero);
}

function sharesOf(amount: Rational, owed: readonly OwedCredit[]): Rational[] {
  const sum = Rational.sum(owed.map((one) => one.exact));
  return owed.map((one) => (sum.isZero ? Rational.zero : amount.times(one.exact).dividedBy(sum)));
}

/** What is carried for the same thing is one. */
function bySource(carried: readonly CarriedCredit[]): CarriedCredit[] {
  return [...Map.groupBy(carried, ({ source }) => `${source.kind} ${source.id}`).values()].map((own) => ({
    source: own[0]!.source,
    amount: Rational.sum(own.map((one) => one.amount)),
  }));
}
