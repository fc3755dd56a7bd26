import { Rational } from '@tallystick/quantities';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { ObligationCredit } from '../obligations/occurrence.js';
import { levelClause, obligationClause, partsOf } from './shape-credits.js';
import type { PointsLine, PointsStatement } from './statement.js';

/**
 * Points of a period, beside the money.
 *
 * @param credits what occurrences of obligations cost in the period, money and points.
 */
export function shapePoints(outcome: PeriodOutcome, credits: readonly ObligationCredit[]): PointsStatement {
  const scored = Map.groupBy(
    credits.filter(({ kind }) => kind === 'points'),
    ({ id }) => id,
  );
  const lines = [
    ...[...outcome.levels.values()].flatMap((level) => levelLine(level)),
    ...[...scored].map(([id, own]) => obligationLine(id, own)),
  ];
  return {
    lines,
    total: outcome.points.toDecimal(),
    because: {
      rule: 'sum-of-lines',
      clauses: [],
      operands: { lines: lines.map((line) => line.id) },
      facts: [],
    },
  };
}

function levelLine(level: LevelOutcome): PointsLine[] {
  if (level.points === undefined) return [];
  const reference = levelClause(level);
  return [
    {
      of: 'service-level',
      id: level.id,
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
}

function obligationLine(id: string, credits: readonly ObligationCredit[]): PointsLine {
  const occurrences = [...new Set(credits.flatMap((credit) => credit.occurrences))];
  const reference = obligationClause(id, occurrences);
  return {
    of: 'obligation',
    id,
    clause: reference.clause,
    points: Rational.sum(credits.map((credit) => credit.exact)).toDecimal(),
    parts: [],
    because: {
      rule: 'price-of-occurrences',
      clauses: [reference],
      operands: { occurrences: occurrences.map((occurrence) => occurrence.key) },
      facts: [...new Set(occurrences.flatMap((occurrence) => occurrence.factIds))],
    },
  };
}
