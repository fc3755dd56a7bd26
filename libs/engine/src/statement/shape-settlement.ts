import type { Adjustments } from '../adjustments/adjust-stated-periods.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { Settlement } from './statement.js';
import type { MoneyForm } from './texts.js';

/** What the client is owed: what the period itself comes to, and the adjustments of stated ones. */
export function shapeSettlement(
  outcome: PeriodOutcome,
  adjustments: Adjustments,
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
    because: {
      rule: 'credits-less-bonuses-and-earn-backs-plus-adjustments',
      clauses: [],
      operands: { periodsAdjusted: adjustments.lines.map((line) => line.period) },
      facts: [],
    },
  };
}
