import { Rational } from '@tallystick/quantities';
import type { CreditRules } from '@tallystick/terms';
import { endsYear } from '../earn-back/year-mean.js';
import type { AgreementState } from '../history/agreement-state.js';
import type { PeriodWorld } from '../history/period-context.js';
import { governingVersion } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';

/** What of the settlements is paid with one statement, where the terms do not settle every period. */
export interface Payment {
  /** Of the statements issued for earlier periods, what they come to and have not paid. */
  readonly accruedBefore: Rational;
  readonly paid: Rational;
  readonly accruedAfter: Rational;
  /** The period that pays what is accrued: this one, or the next that settles. */
  readonly settles: Period;
  readonly rule: CreditRules['settled'];
  /** The statements that it accrued in. */
  readonly factIds: readonly string[];
}

/**
 * What is paid with the statement of a period (model `CreditRules.settled`). Whenever it settles, all that statements up
 * to it have paid is all that they came to. Undefined where every period settles itself and nothing is left from before.
 *
 * @param total what the statement of the period comes to, with its adjustments.
 */
export function paymentOf(
  state: AgreementState,
  world: PeriodWorld,
  period: Period,
  total: Rational,
): Payment | undefined {
  const rule = ruleOf(world, period);
  const open = state.statedBefore(period).periods.flatMap(({ statement, statedBy }) => {
    const { total: came, payment } = statement.settlement;
    if (payment === undefined) return [];
    return [{ factId: statedBy[0]!, left: Rational.parse(came).minus(Rational.parse(payment.paid)) }];
  });
  const accruedBefore = Rational.sum(open.map(({ left }) => left));
  if (rule === undefined && accruedBefore.isZero) return undefined;
  const settles = nextToSettle(world, period);
  const accrued = accruedBefore.plus(total);
  const isNow = settles.index === period.index;
  return {
    accruedBefore,
    paid: isNow ? accrued : Rational.zero,
    accruedAfter: isNow ? Rational.zero : accrued,
    settles,
    rule,
    factIds: open.map(({ factId }) => factId),
  };
}

function ruleOf({ environment }: PeriodWorld, period: Period): CreditRules['settled'] {
  return governingVersion(environment.terms, period).terms.credits.settled;
}

function nextToSettle(world: PeriodWorld, period: Period): Period {
  let next = period;
  while (!doesSettle(world, next)) next = world.grid.at(next.index + 1);
  return next;
}

function doesSettle(world: PeriodWorld, period: Period): boolean {
  const rule = ruleOf(world, period);
  if (rule === undefined || period.index + 1 >= world.grid.count) return true;
  return rule.kind === 'every' ? (period.index + 1) % rule.periods === 0 : endsYear(world, period);
}
