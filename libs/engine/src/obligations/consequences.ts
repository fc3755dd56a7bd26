import { Rational } from '@tallystick/quantities';
import type { ChargeBase, Consequence, Price } from '@tallystick/terms';
import { invariant } from '@tallystick/errors';
import { baseOperands, baseOver, type ChargeWorld } from '../charges/charge-base.js';
import type { Period } from '../periods/period.js';
import type { ObligationCredit, Occurrence } from './occurrence.js';

/** What follows where it was not done in time, and what follows where it was missed. */
export function consequencesOf({ clause }: Occurrence): {
  readonly late: Consequence | undefined;
  readonly missed: Consequence | undefined;
} {
  return clause.kind === 'obligation'
    ? { late: clause.obligation.whenLate, missed: clause.obligation.whenMissed }
    : { late: undefined, missed: clause.escalation.whenMissed };
}

/** Whether it was not done in time, also where it may still be done before it is missed. */
export function isNotInTime({ state }: Occurrence): boolean {
  return state === 'late' || state === 'overdue' || state === 'missed';
}

/** The consequences that an occurrence has by now. */
export function standingConsequences(occurrence: Occurrence): readonly {
  readonly consequence: ObligationCredit['consequence'];
  readonly clause: Consequence;
}[] {
  const { late, missed } = consequencesOf(occurrence);
  return [
    ...(late !== undefined && isNotInTime(occurrence)
      ? [{ consequence: 'late', clause: late } as const]
      : []),
    ...(missed !== undefined && occurrence.state === 'missed'
      ? [{ consequence: 'missed', clause: missed } as const]
      : []),
  ];
}

/**
 * What occurrences of one clause cost in the period that the consequence belongs to: the price of each, and all of them
 * together. Percentages and days are of the charges of that period.
 */
export function creditsOf(
  world: ChargeWorld,
  period: Period,
  consequence: ObligationCredit['consequence'],
  occurrences: readonly Occurrence[],
): ObligationCredit[] {
  const priced = occurrences.flatMap((occurrence) => {
    const credit = consequencesOf(occurrence)[consequence]?.credit;
    return credit === undefined ? [] : [{ occurrence, credit, exact: priceOf(world, period, credit) }];
  });
  return (['money', 'points'] as const).flatMap((kind) => {
    const own = priced.filter(({ credit }) => (credit.price.kind === 'points') === (kind === 'points'));
    const last = own.at(-1);
    if (last === undefined) return [];
    const { occurrence, credit } = last;
    const { clause } = occurrence;
    const each = own.map((one) => one.exact);
    return {
      id: occurrence.id,
      clause: clause.kind === 'obligation' ? clause.obligation.clause : clause.escalation.clause,
      consequence,
      occurrences: own.map((one) => one.occurrence),
      kind,
      each,
      exact: Rational.sum(each),
      operands: {
        consequence,
        occurrences: own.length,
        kind: credit.price.kind,
        // Under amendments inside a period occurrences may differ; then each has its own price beside it.
        price: each.every((one) => one.equals(each[0]!)) ? quantityOf(credit.price).toDecimal() : null,
        ...(credit.base === undefined ? {} : baseOperands(credit.base)),
      },
    };
  });
}

function priceOf(
  world: ChargeWorld,
  period: Period,
  { price, base }: { readonly price: Price; readonly base: ChargeBase | undefined },
): Rational {
  switch (price.kind) {
    case 'money':
    case 'points':
      return quantityOf(price);
    case 'percent':
      return ofBase(world, period, base).exact.times(price.percent).dividedBy(Rational.hundred);
    case 'days': {
      const { exact, days } = ofBase(world, period, base);
      return exact.times(price.days).dividedBy(Rational.of(days));
    }
    case 'weight':
      invariant(false, 'an occurrence is not priced by weight');
  }
}

function ofBase(world: ChargeWorld, period: Period, base: ChargeBase | undefined) {
  invariant(base !== undefined, 'a price in percent or days has a base');
  return baseOver(world, base, period);
}

function quantityOf(price: Price): Rational {
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
  }
}
