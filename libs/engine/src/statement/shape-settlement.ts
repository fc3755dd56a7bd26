import type { Adjustments } from '../adjustments/adjust-stated-periods.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { Settlement } from './statement.js';
import type { MoneyForm } from './texts.js';

/** What the client is owed: this period's credits and the adjustments of stated ones. */
export function shapeSettlement(
  outcome: PeriodOutcome,
  adjustments: Adjustments,
  money: MoneyForm,
): Settlement {
  return {
    currency: outcome.governing.terms.currency.code,
    credits: money.text(outcome.credits.payable),
    adjustments: money.text(adjustments.money),
    total: money.text(outcome.credits.payable.plus(adjustments.money)),
    points: outcome.points.plus(adjustments.points).toDecimal(),
    because: {
      rule: 'credits-plus-adjustments',
      clauses: [],
      operands: { periodsAdjusted: adjustments.lines.map((line) => line.period) },
      facts: [],
    },
  };
}
