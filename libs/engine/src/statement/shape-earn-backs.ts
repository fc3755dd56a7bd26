import type { EarnBackLineOutcome } from '../earn-back/earn-back-outcome.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { EarnBackLine, EarnBacksStatement } from './earn-backs.js';
import { clauseOf, type MoneyForm } from './texts.js';

/** What of earlier credits comes back in a period, and the bank. */
export function shapeEarnBacks(
  { earnBacks, bonuses, credits }: PeriodOutcome,
  money: MoneyForm,
): EarnBacksStatement {
  const { bank, lines } = earnBacks;
  const because = (rule: string, operands: EarnBackLine['because']['operands']): EarnBackLine['because'] => {
    return { rule, clauses: [], operands, facts: [] };
  };
  return {
    lines: lines.map((line) => shapeLine(line, money)),
    bank: {
      before: money.text(bank.before),
      added: money.text(bank.added),
      used: money.text(bank.used),
      after: money.text(bank.after),
      because: because('set-against-later-credits', {
        bonuses: money.text(bonuses.banked),
        earnBacks: money.text(bank.added.minus(bonuses.banked)),
        credits: money.text(credits.payable),
      }),
    },
    paid: money.text(earnBacks.paid),
    because: because('paid-and-used-of-the-bank', {
      lines: lines.filter(({ rounded, banked }) => banked.compare(rounded) < 0).map(lineName),
      bankUsed: money.text(bank.used),
    }),
  };
}

/** `half 2025-03 p1`: the clause, the credit's period, the level. */
function lineName({ earnBack, creditPeriod, serviceLevel }: EarnBackLineOutcome): string {
  return `${earnBack.id} ${creditPeriod} ${serviceLevel}`;
}

function shapeLine(line: EarnBackLineOutcome, money: MoneyForm): EarnBackLine {
  const { earnBack, serviceLevel, creditPeriod, credit, givenBefore } = line;
  const { when, sharePercent, settledBy } = earnBack;
  return {
    id: earnBack.id,
    clause: earnBack.clause ?? null,
    ...money.figure(line.exact),
    serviceLevel,
    creditPeriod,
    credit: money.text(credit),
    givenBefore: money.text(givenBefore),
    settledBy,
    banked: money.text(line.banked),
    because: {
      rule: `earn-back-${when.kind}`,
      clauses: [clauseOf(earnBack)],
      operands: {
        sharePercent: sharePercent.toDecimal(),
        ...(when.kind === 'year-mean' ? {} : { periods: when.periods }),
        ...(when.kind === 'exceeded' ? { by: when.by.toDecimal() } : {}),
        ...line.operands,
      },
      facts: [],
    },
  };
}
