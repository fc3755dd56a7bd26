import { formatLocalDate } from '@tallystick/quantities';
import type { BonusLineOutcome, BonusPartOutcome } from '../bonuses/bonus-outcome.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { BonusesStatement, BonusLine, BonusPart } from './bonuses.js';
import { shapeCap } from './shape-caps.js';
import { levelClause } from './shape-credits.js';
import type { MoneyForm } from './texts.js';

/** Bonuses of a period: a line for each level that has one, the cap, what is paid and what is banked. */
export function shapeBonuses({ bonuses }: PeriodOutcome, money: MoneyForm): BonusesStatement {
  const { cap } = bonuses;
  return {
    lines: bonuses.lines.map((line) => shapeLine(line, money)),
    combined: { exact: bonuses.combined.toString(), amount: money.text(bonuses.combinedRounded) },
    cap: cap === undefined ? null : shapeCap(cap, money, 'credits.bonusCap'),
    paid: money.text(bonuses.paid),
    banked: money.text(bonuses.banked),
    because: {
      rule: cap?.reached === true ? 'capped' : 'sum-of-rounded-lines',
      clauses: [],
      operands: { lines: bonuses.lines.map(({ level }) => level.id) },
      facts: [],
    },
  };
}

function shapeLine(line: BonusLineOutcome, money: MoneyForm): BonusLine {
  const { level, refused } = line;
  const reference = levelClause(level);
  const clause = line.clause ?? reference.clause;
  return {
    id: level.id,
    clause,
    ...money.figure(line.exact),
    settledBy: line.settledBy,
    refused: refused ?? null,
    parts: line.parts.map((part) => shapePart(line, part)),
    because: {
      rule: refused === undefined ? 'sum-of-parts' : refused.reason,
      clauses: [{ id: level.id, clause }],
      operands: { verdict: level.verdict, ...(refused === undefined ? {} : { by: refused.by }) },
      facts: [],
    },
  };
}

function shapePart({ level, clause }: BonusLineOutcome, part: BonusPartOutcome): BonusPart {
  return {
    from: formatLocalDate(part.from),
    to: formatLocalDate(part.to),
    kind: part.kind,
    price: part.price.toDecimal(),
    base: part.base?.toString() ?? null,
    priced: part.priced.toString(),
    exact: part.exact.toString(),
    because: {
      rule: `reward-${part.kind}`,
      clauses: [{ id: level.id, clause: part.clause ?? clause ?? levelClause(level).clause }],
      operands: {
        ...part.operands,
        share: part.share.toString(),
        atMost: part.atMost?.toString() ?? null,
        termsDigest: part.version.terms.digest,
      },
      facts: [],
    },
  };
}
