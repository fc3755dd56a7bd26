import { formatLocalDate } from '@tallystick/quantities';
import type { BonusLineOutcome, BonusPartOutcome } from '../bonuses/bonus-outcome.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { BonusesStatement, BonusLine, BonusPart } from './bonuses.js';
import { shapeCap } from './shape-caps.js';
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
      operands: { lines: bonuses.lines.map(({ serviceLevel }) => serviceLevel) },
      facts: [],
    },
  };
}

function shapeLine(line: BonusLineOutcome, money: MoneyForm): BonusLine {
  const { serviceLevel, verdict, refused } = line;
  const clause = line.clause ?? null;
  return {
    id: serviceLevel,
    clause,
    ...money.figure(line.exact),
    settledBy: line.settledBy,
    refused: refused ?? null,
    parts: line.parts.map((part) => shapePart(line, part)),
    because: {
      rule: refused === undefined ? 'sum-of-parts' : refused.reason,
      clauses: [{ id: serviceLevel, clause }],
      operands: { verdict, ...(refused === undefined ? {} : { by: refused.by }) },
      facts: [],
    },
  };
}

function shapePart({ serviceLevel, clause }: BonusLineOutcome, part: BonusPartOutcome): BonusPart {
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
      clauses: [{ id: serviceLevel, clause: part.clause ?? clause ?? null }],
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
