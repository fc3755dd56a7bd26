import { Rational } from '@tallystick/quantities';
import type { ResultMeasure } from '@tallystick/terms';
import { baseAmount, baseOperands } from '../charges/charge-base.js';
import type { LevelOutcome } from '../history/outcomes.js';
import { instancesOf } from '../scopes/instances-of.js';
import type { OperandValue, ResultsEvidence, Unit } from '../statement/statement.js';
import { measuredValueOf } from './level-values.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import type { Measured } from './measured.js';

/** The figure, and which of the results it is of. */
interface Figure extends Pick<Measured, 'unit' | 'value' | 'numerator' | 'denominator'> {
  readonly counted: readonly LevelOutcome[];
  readonly misses: number | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/**
 * A figure of other levels' results in the same period, each as it stands as a whole: of a `forEach` level all its
 * instances. How many are missed, points and credits are 0 where there are none; a share or a value there is none of.
 */
export const measureResult: MeasureOf<'result'> = (measure, context) => {
  const levels = resultsOf(measure, context.context.levels, context.level.id);
  const figure = figureOf(measure, levels, context);
  const { unit, value, numerator, denominator, counted, misses } = figure;
  return {
    unit,
    value,
    numerator,
    denominator,
    volume: counted.length,
    misses,
    events: measure.figure === 'missed-levels' ? (misses ?? 0) : 0,
    time: undefined,
    unreported: undefined,
    operands: {
      figure: measure.figure,
      resultsOf: measure.of ?? 'all',
      levels: levels.map(({ id }) => id),
      ...figure.operands,
    },
    evidence: (): ResultsEvidence => ({
      kind: 'results',
      results: levels.map((level) => ({
        serviceLevel: level.id,
        verdict: level.verdict,
        value: measuredValueOf(level)?.toDecimal() ?? null,
        credit: level.money?.toString() ?? null,
        points: level.points?.toDecimal() ?? null,
        counted: counted.includes(level),
      })),
    }),
  };
};

/** The results that the measure reads: of the levels named, or of all others that are no results themselves. */
export function resultsOf(
  measure: ResultMeasure,
  levels: ReadonlyMap<string, LevelOutcome>,
  own: string,
): LevelOutcome[] {
  if (measure.of !== undefined) return [...new Set(measure.of.flatMap((id) => instancesOf(levels, id)))];
  return [...levels.values()].filter(
    (level) => level.id !== own && level.parts.at(-1)!.part.clause.measure.kind !== 'result',
  );
}

function figureOf(measure: ResultMeasure, levels: readonly LevelOutcome[], context: MeasureContext): Figure {
  const measured = levels.filter((level) => level.verdict !== 'not-measured');
  const misses = measured.filter((level) => level.verdict === 'missed').length;
  switch (measure.figure) {
    case 'missed-levels':
      return { ...number(Rational.of(misses)), counted: measured, misses, operands: {} };
    case 'share-met':
      return {
        ...percent(Rational.of(measured.length - misses), Rational.of(measured.length)),
        counted: measured,
        misses,
        operands: {},
      };
    case 'points': {
      const counted = levels.filter((level) => level.points !== undefined);
      const points = Rational.sum(counted.map((level) => level.points!));
      return { ...number(points), counted, misses: undefined, operands: {} };
    }
    case 'credit':
    case 'credit-percent':
      return creditFigure(measure, levels, context);
    case 'mean-value':
    case 'lowest-value':
    case 'highest-value':
      return valueFigure(measure.figure, measured);
  }
}

/** What the levels credit before their lines are combined and capped; as a percentage, of the base over the period. */
function creditFigure(
  { figure, base }: ResultMeasure,
  levels: readonly LevelOutcome[],
  { context }: MeasureContext,
): Figure {
  const counted = levels.filter((level) => level.money !== undefined);
  const credit = Rational.sum(counted.map((level) => level.money!));
  if (figure === 'credit' || base === undefined) {
    return { ...number(credit), counted, misses: undefined, operands: {} };
  }
  const amount = baseAmount(context.world, base, context.period);
  return {
    ...percent(credit, amount),
    counted,
    misses: undefined,
    operands: { ...baseOperands(base), base: amount.toString() },
  };
}

function valueFigure(
  figure: 'mean-value' | 'lowest-value' | 'highest-value',
  measured: readonly LevelOutcome[],
): Figure {
  const counted = measured.filter((level) => measuredValueOf(level) !== undefined);
  const values = counted.map((level) => measuredValueOf(level)!);
  // Only levels that count in the same unit have a mean; the terms are refused otherwise.
  const unit: Unit = counted[0]?.parts.at(-1)?.measured.unit ?? 'number';
  const chosen = { counted, misses: undefined, operands: {} };
  if (values.length === 0) return { ...chosen, ...nothing(unit) };
  switch (figure) {
    case 'mean-value':
      return { ...chosen, ...meanOf(unit, values) };
    case 'lowest-value':
      return { ...chosen, ...meanOf(unit, [values.reduce((a, b) => Rational.min(a, b))]) };
    case 'highest-value':
      return { ...chosen, ...meanOf(unit, [values.reduce((a, b) => Rational.max(a, b))]) };
  }
}

type Value = Pick<Measured, 'unit' | 'value' | 'numerator' | 'denominator'>;

function nothing(unit: Unit): Value {
  return { unit, value: undefined, numerator: undefined, denominator: undefined };
}

function number(value: Rational): Value {
  return { unit: 'number', value, numerator: value, denominator: Rational.one };
}

function percent(numerator: Rational, denominator: Rational): Value {
  if (denominator.isZero) return nothing('percent');
  const value = numerator.times(Rational.hundred).dividedBy(denominator);
  return { unit: 'percent', value, numerator, denominator };
}

/** The mean of at least one value, as a sum of so many; percentages as parts of so many hundreds. */
export function meanOf(unit: Unit, values: readonly Rational[]): Value {
  const numerator = Rational.sum(values);
  const count = Rational.of(values.length);
  return {
    unit,
    value: numerator.dividedBy(count),
    numerator,
    denominator: unit === 'percent' ? count.times(Rational.hundred) : count,
  };
}
