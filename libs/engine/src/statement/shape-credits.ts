import { formatLocalDate, Rational } from '@tallystick/quantities';
import type { CapOutcome, LevelOutcome, PeriodOutcome, PricedPart } from '../history/outcomes.js';
import type {
  CapLine,
  ClauseReference,
  CreditLine,
  CreditPart,
  CreditsStatement,
  PointsLine,
  PointsStatement,
} from './statement.js';
import { clauseOf, type MoneyForm } from './texts.js';

function levelClause(level: LevelOutcome): ClauseReference {
  return clauseOf(level.parts.at(-1)!.part.clause);
}

function shapePricedPart(level: LevelOutcome, part: PricedPart): CreditPart {
  const reference = levelClause(level);
  return {
    from: formatLocalDate(part.from),
    to: formatLocalDate(part.to),
    kind: part.kind,
    price: part.price.toDecimal(),
    units: part.units.toString(),
    base: part.base?.toString() ?? null,
    factor: part.factor.toDecimal(),
    priced: part.priced.toString(),
    exact: part.exact.toString(),
    because: {
      rule: `price-${part.kind}`,
      clauses: part.clause === undefined ? [reference] : [reference, { id: level.id, clause: part.clause }],
      operands: {
        ...part.operands,
        share: part.share.toString(),
        missesInARow: level.missesInARow,
        atMost: part.atMost?.toString() ?? null,
        termsDigest: part.version.terms.digest,
      },
      facts: [],
    },
  };
}

function partsOf(level: LevelOutcome, points: boolean): CreditPart[] {
  return level.pricedParts
    .filter((part) => (part.kind === 'points') === points)
    .map((part) => shapePricedPart(level, part));
}

/** Credits of a period: a line a service level, their sum, the cap, what is payable. */
export function shapeCredits({ credits, governing }: PeriodOutcome, money: MoneyForm): CreditsStatement {
  const lines = credits.lines.map(({ level, exact }): CreditLine => {
    const reference = levelClause(level);
    return {
      serviceLevel: level.id,
      clause: reference.clause,
      ...money.figure(exact),
      parts: partsOf(level, false),
      because: {
        rule: 'sum-of-parts',
        clauses: [reference],
        operands: { verdict: level.verdict, missesInARow: level.missesInARow },
        facts: [],
      },
    };
  });
  const rules: ClauseReference = { id: 'credits', clause: governing.terms.credits.clause ?? null };
  return {
    lines,
    combined: { exact: credits.combined.toString(), amount: money.text(credits.combinedRounded) },
    cap: credits.cap === undefined ? null : shapeCap(credits.cap, credits.combinedRounded, money),
    payable: money.text(credits.payable),
    because: {
      rule: credits.cap?.reached === true ? 'capped' : 'sum-of-rounded-lines',
      clauses: [rules],
      operands: { combine: governing.terms.credits.combine, lines: lines.map((line) => line.serviceLevel) },
      facts: [],
    },
  };
}

function shapeCap(cap: CapOutcome, combined: Rational, money: MoneyForm): CapLine {
  const lost = cap.reached ? combined.minus(cap.rounded) : Rational.zero;
  return {
    ...money.figure(cap.exact),
    reached: cap.reached,
    lost: money.text(lost),
    because: {
      rule: 'cap',
      clauses: cap.parts.map((part) => ({ id: 'credits.cap', clause: part.cap.clause ?? null })),
      operands: {
        kinds: cap.parts.map((part) => part.cap.limit.kind),
        percents: cap.parts.map(({ cap: { limit } }) =>
          limit.kind === 'percent' ? limit.percent.toDecimal() : '',
        ),
        bases: cap.parts.map((part) => part.base?.toString() ?? ''),
        amounts: cap.parts.map((part) => part.exact.toString()),
        excess: 'lost',
      },
      facts: [],
    },
  };
}

/** Points of a period, beside the money. */
export function shapePoints({ levels, points }: PeriodOutcome): PointsStatement {
  const lines = [...levels.values()].flatMap((level): PointsLine[] => {
    if (level.points === undefined) return [];
    const reference = levelClause(level);
    return [
      {
        serviceLevel: level.id,
        clause: reference.clause,
        points: level.points.toDecimal(),
        parts: partsOf(level, true),
        because: {
          rule: 'sum-of-parts',
          clauses: [reference],
          operands: { verdict: level.verdict, missesInARow: level.missesInARow },
          facts: [],
        },
      },
    ];
  });
  return {
    lines,
    total: points.toDecimal(),
    because: {
      rule: 'sum-of-lines',
      clauses: [],
      operands: { lines: lines.map((line) => line.serviceLevel) },
      facts: [],
    },
  };
}
