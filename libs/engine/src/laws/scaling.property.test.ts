import { Rational } from '@tallystick/quantities';
import { expect } from 'vitest';
import type { Statement } from '../statement/statement.js';
import type { Plain } from '../testing/whole-language/plain.js';
import { play, type World } from '../testing/whole-language/world.js';
import { without } from './exceptions.js';
import { law } from './law.js';
import { exactly } from './money.js';
import { allStatements } from './statements.js';

const times = Rational.of(7);

function scaled(amount: unknown): string {
  return Rational.parse(String(amount)).times(times).toDecimal();
}

/** All money of the terms times a number: fees, prices, caps, what claims name. What is in percent stays. */
function withScaledMoney(world: World): World {
  const scaledTerms = without(world, [
    {
      what: 'money',
      why: 'it is what is scaled',
      instead(key, value, within): unknown {
        if (key === 'amount') return scaled(value);
        if (key === 'fixed' && typeof value === 'string') return scaled(value);
        if (key === 'minimumPayable') {
          const minimum = value as Plain;
          const bound = minimum['atLeast'] === undefined ? 'moreThan' : 'atLeast';
          return { ...minimum, [bound]: scaled(minimum[bound]) };
        }
        const ofCredits = within['sumOf'] === 'credits' && within['of'] === undefined;
        if (ofCredits && (key === 'atLeast' || key === 'moreThan')) return scaled(value);
        if (isCreditLevel(within) && (key === 'target' || key === 'credit' || key === 'bonus'))
          return scaledValues(value);
        return value;
      },
    },
  ]);
  return scaledTerms.map((line) =>
    line.type === 'CreditClaimed' && line['amount'] !== undefined
      ? { ...line, amount: scaled(line['amount']) }
      : line,
  );
}

/** A level whose values are themselves money. */
function isCreditLevel(clause: Plain): boolean {
  const measure = clause['measure'] as Plain | undefined;
  return measure?.['kind'] === 'result' && measure['figure'] === 'credit';
}

/** The values that a target, bands and units are written in. */
function scaledValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scaledValues);
  if (typeof value !== 'object' || value === null) return value;
  const values = new Set([
    'atLeast',
    'moreThan',
    'atMost',
    'lessThan',
    'minimum',
    'below',
    'upTo',
    'from',
    'above',
    'each',
  ]);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      values.has(key) && typeof member === 'string' ? scaled(member) : scaledValues(member),
    ]),
  );
}

/** What is exact in a statement: before anything is rounded, and before what earlier periods were rounded to. */
function exactFigures({ charges, credits, bonuses }: Statement): Record<string, Rational> {
  return Object.fromEntries([
    ...charges.map((charge) => [`charge ${charge.id}`, exactly(charge.exact)] as const),
    ...credits.lines.map((line) => [`credit ${line.id}`, exactly(line.exact)] as const),
    ...credits.lines.map((line) => [`kept ${line.id}`, exactly(line.kept.exact)] as const),
    ['combined', exactly(credits.combined.exact)] as const,
    ...credits.caps.map((cap) => [`cap ${cap.id}`, exactly(cap.exact)] as const),
    ...bonuses.lines.map((line) => [`bonus ${line.id}`, exactly(line.exact)] as const),
    ...(bonuses.cap === null ? [] : [['bonus cap', exactly(bonuses.cap.exact)] as const]),
  ]);
}

function verdicts(statement: Statement): unknown {
  return statement.serviceLevels.map(({ id, verdict, belowMinimum, missesInARow, points }) => [
    id,
    verdict,
    belowMinimum,
    missesInARow,
    points,
  ]);
}

let credited = 0;

law(
  'credits, caps and bonuses scale with money, and no verdict changes',
  { worlds: 20, first: 200, after: () => void expect(credited).toBeGreaterThan(40) },
  (world) => {
    const before = allStatements(play(world));
    const after = allStatements(play(withScaledMoney(world)));
    before.forEach((statement, index) => {
      if (!exactly(statement.credits.combined.exact).isZero) credited += 1;
      expect(verdicts(after[index]!)).toEqual(verdicts(statement));
      const expected = Object.entries(exactFigures(statement)).map(([name, figure]) => [
        name,
        figure.times(times).toString(),
      ]);
      const actual = Object.entries(exactFigures(after[index]!)).map(([name, figure]) => [
        name,
        figure.toString(),
      ]);
      expect(actual, statement.period.label).toEqual(expected);
    });
  },
);
