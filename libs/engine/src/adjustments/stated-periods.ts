import { TallyError } from '@tallystick/errors';
import type { Fact } from '@tallystick/facts';
import { type EpochSeconds, parseInstant, Rational, wholeSecond } from '@tallystick/quantities';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import { readStatement } from '../statement/read-statement.js';
import type { Statement } from '../statement/statement.js';
import type { Timeline } from '../timeline/index.js';

/** One period as its statements have stated it so far. */
export interface StatedPeriod {
  readonly period: Period;
  readonly statement: Statement;
  /** The StatementIssued facts: its own, then those that adjusted it. */
  readonly statedBy: readonly string[];
  /** What they come to together. */
  readonly settlement: Rational;
  readonly points: Rational;
}

/** The knowledge that the latest of the statements was made with. */
interface LastStated {
  readonly position: number;
  readonly valuedAt: EpochSeconds;
}

export interface StatedPeriods {
  /** In the order of the periods. */
  readonly periods: readonly StatedPeriod[];
  readonly last: LastStated | undefined;
}

/**
 * The periods before one, as stated by the statements issued for periods before it. A period's settlement is what its
 * own statement says of it plus what later ones adjusted. Where two statements of a period are recorded, the first
 * one stands: a stated period is never restated in place.
 */
export function statedBefore(timeline: Timeline, grid: PeriodGrid, before: Period): StatedPeriods {
  const issued = new Map<
    number,
    { readonly factId: string; readonly statement: Statement; readonly last: LastStated }
  >();
  for (const { fact } of timeline.issuedStatements) {
    // A period may have left the term since, where an extension was rescinded: it comes after every other.
    const index = grid.find(fact.period)?.index;
    if (index === undefined || index >= before.index || issued.has(index)) continue;
    issued.set(index, {
      factId: fact.id,
      statement: statementOf(fact),
      last: { position: fact.knownAtPosition, valuedAt: wholeSecond(parseInstant(fact.valuedAt)) },
    });
  }
  const inOrder = [...issued].sort(([a], [b]) => a - b);
  const periods = inOrder.map(([index, own]): StatedPeriod => {
    const period = grid.at(index);
    const statedBy = [own.factId];
    let settlement = readFigure(own.statement.settlement.net, period.label);
    let points = readFigure(own.statement.points.total, period.label);
    for (const [later, { factId, statement }] of inOrder) {
      if (later <= index) continue;
      for (const adjustment of statement.adjustments.filter((one) => one.period === period.label)) {
        statedBy.push(factId);
        settlement = settlement.plus(readFigure(adjustment.difference, statement.period.label));
        points = points.plus(readFigure(adjustment.points.difference, statement.period.label));
      }
    }
    return { period, statement: own.statement, statedBy, settlement, points };
  });
  return { periods, last: inOrder.at(-1)?.[1].last };
}

/** Each statement as it was read first: a fact never changes, and every later period looks at it again. */
const readBefore = new WeakMap<Fact<'StatementIssued'>, Statement>();

function statementOf(fact: Fact<'StatementIssued'>): Statement {
  let statement = readBefore.get(fact);
  if (statement === undefined) {
    statement = readStatement(fact.statement);
    readBefore.set(fact, statement);
  }
  return statement;
}

function readFigure(text: string, label: string): Rational {
  if (typeof text !== 'string' || !Rational.isDecimal(text)) {
    throw new TallyError(
      'fact-invalid',
      `The statement issued for ${label} has no readable settlement, so nothing can be held against it. ` +
        'Run `tally verify`.',
    );
  }
  return Rational.parse(text);
}
