import { Rational } from '@tallystick/quantities';
import type { Because, BonusLine, EarnBackLine, Statement } from '../statement/statement.js';
import { explainCap } from './explain-credits.js';
import type { Explanation } from './explanation.js';

/** The figures of bonuses, earn-back and the bank, and what of them goes into the settlement. */
interface ExplainedRewards {
  readonly figures: readonly Explanation[];
  readonly totals: readonly Explanation[];
}

/**
 * Explains bonuses and earn-back. A level's bonus is called `p1.bonus`, their cap `bonuses.cap`; what comes back of a
 * credit `earn-back.half.2025-03.p1` by the clause, the credit's period and the level; then `bank`, and the sums
 * `bonuses.paid` and `earn-backs.paid`. There are none where the terms have neither.
 */
export function explainRewards(
  statement: Statement,
  charges: readonly Explanation[],
  levels: readonly Explanation[],
): ExplainedRewards {
  const { bonuses, earnBacks } = statement;
  const lines = bonuses.lines.map((line) => explainBonus(line, levels));
  const cap = bonuses.cap === null ? [] : [explainCap('bonuses.cap', bonuses.cap, charges)];
  const paidBonuses: Explanation = {
    figure: 'bonuses.paid',
    value: bonuses.paid,
    because: { ...bonuses.because, operands: { ...bonuses.because.operands, banked: bonuses.banked } },
    from: [...lines, ...cap],
  };
  const back = earnBacks.lines.map(explainEarnBack);
  const bank = explainBank(statement);
  const paidBack: Explanation = {
    figure: 'earn-backs.paid',
    value: earnBacks.paid,
    because: earnBacks.because,
    from: [...back, ...bank],
  };
  const totals = [
    ...(lines.length === 0 ? [] : [paidBonuses]),
    ...(paidBack.from.length === 0 ? [] : [paidBack]),
  ];
  return { figures: [...lines, ...cap, ...back, ...bank, ...totals], totals };
}

function explainBonus(line: BonusLine, levels: readonly Explanation[]): Explanation {
  const figure = `${line.id}.bonus`;
  return {
    figure,
    value: line.amount,
    because: { ...line.because, operands: { ...line.because.operands, settledBy: line.settledBy } },
    from: [
      ...line.parts.map((part) => ({
        figure: `${figure}.${part.from}`,
        value: part.exact,
        because: withOperands(part.because, { price: part.price, base: part.base, priced: part.priced }),
        from: [],
      })),
      ...levels.filter((one) => one.figure === line.id),
    ],
  };
}

function explainEarnBack(line: EarnBackLine): Explanation {
  const { credit, givenBefore, settledBy, banked } = line;
  return {
    figure: `earn-back.${line.id}.${line.creditPeriod}.${line.serviceLevel}`,
    value: line.amount,
    because: withOperands(line.because, { credit, givenBefore, settledBy, banked }),
    from: [],
  };
}

/** The bank, where there is anything in it or was. */
function explainBank({ earnBacks: { bank } }: Statement): Explanation[] {
  const { before, added, used, after, because } = bank;
  if ([before, added].every((amount) => Rational.parse(amount).isZero)) return [];
  return [
    { figure: 'bank', value: after, because: withOperands(because, { before, added, used }), from: [] },
  ];
}

function withOperands(because: Because, operands: Because['operands']): Because {
  return { ...because, operands: { ...operands, ...because.operands } };
}
