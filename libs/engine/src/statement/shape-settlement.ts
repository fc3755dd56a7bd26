import type { Adjustments } from '../adjustments/adjust-stated-periods.js';
import type { Payment } from '../adjustments/payment.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { Settlement, SettlementPayment } from './statement.js';
import type { MoneyForm } from './texts.js';

/** What the client is owed: what the period itself comes to, and the adjustments of stated ones. */
export function shapeSettlement(
  outcome: PeriodOutcome,
  adjustments: Adjustments,
  payment: Payment | undefined,
  money: MoneyForm,
): Settlement {
  const { credits, bonuses, earnBacks, net } = outcome;
  return {
    currency: outcome.governing.terms.currency.code,
    credits: money.text(credits.payable),
    bonuses: money.text(bonuses.paid),
    earnBacks: money.text(earnBacks.paid),
    net: money.text(net),
    adjustments: money.text(adjustments.money),
    total: money.text(net.plus(adjustments.money)),
    points: outcome.points.plus(adjustments.points).toDecimal(),
    ...(payment === undefined ? {} : { payment: shapePayment(outcome, payment, money) }),
    because: {
      rule: 'credits-less-bonuses-and-earn-backs-plus-adjustments',
      clauses: [],
      operands: { periodsAdjusted: adjustments.lines.map((line) => line.period) },
      facts: [],
    },
  };
}

function shapePayment(
  { governing, period }: PeriodOutcome,
  { accruedBefore, paid, accruedAfter, settles, rule, factIds }: Payment,
  money: MoneyForm,
): SettlementPayment {
  const { credits } = governing.terms;
  return {
    accruedBefore: money.text(accruedBefore),
    paid: money.text(paid),
    accruedAfter: money.text(accruedAfter),
    settledIn: settles.label,
    because: {
      rule: settles.index === period.index ? 'pays-what-is-accrued' : 'accrues',
      clauses: [{ id: 'credits.settled', clause: credits.clause ?? null }],
      operands: {
        settled: rule?.kind ?? 'every-period',
        ...(rule?.kind === 'every' ? { periods: rule.periods } : {}),
      },
      facts: factIds,
    },
  };
}
