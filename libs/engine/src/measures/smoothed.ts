import type { Rational } from '@tallystick/quantities';
import type { SmoothedMeasure } from '@tallystick/terms';
import type { LevelOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { SmoothedEvidence } from '../statement/statement.js';
import { restartWithin } from '../windows/starts-afresh.js';
import { historyBefore, measuredValueOf } from './level-values.js';
import type { MeasureOf } from './measure-context.js';
import { meanOf } from './result.js';

/** A period of the level that is smoothed. */
interface SmoothedPeriod {
  readonly label: string;
  readonly level: LevelOutcome;
  readonly value: Rational | undefined;
}

/**
 * The mean of another level's value and its values in the n periods before, as far as those were measured and belong
 * to its present history. Where this period was not measured there is nothing to smooth.
 */
export const measureSmoothed: MeasureOf<'smoothed'> = (measure, context) => {
  const periods = smoothedPeriods(measure, context.context, context.level.id);
  const current = periods.at(-1);
  const values = periods.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const unit = current?.level.parts.at(-1)?.measured.unit ?? 'number';
  const isMeasured = current?.value !== undefined;
  return {
    ...(isMeasured
      ? meanOf(unit, values)
      : { unit, value: undefined, numerator: undefined, denominator: undefined }),
    volume: undefined,
    misses: undefined,
    events: 0,
    time: undefined,
    unreported: undefined,
    operands: {
      smoothed: measure.of,
      previousPeriods: measure.previousPeriods,
      values: values.map((value) => value.toString()),
    },
    evidence: (): SmoothedEvidence => ({
      kind: 'smoothed',
      serviceLevel: measure.of,
      periods: periods.map(({ label, level, value }) => ({
        period: label,
        verdict: level.verdict,
        value: value?.toDecimal() ?? null,
        counted: isMeasured && value !== undefined,
      })),
    }),
  };
};

/** This period and those before it that belong to the history of the other level, oldest first. */
function smoothedPeriods(measure: SmoothedMeasure, context: PeriodContext, own: string): SmoothedPeriod[] {
  const { of, previousPeriods } = measure;
  const current = context.levels.get(of);
  if (current === undefined) return [];
  const periods: SmoothedPeriod[] = [smoothedPeriod(context.period.label, current)];
  const { terms } = context.world.environment;
  const before = historyBefore(context, of);
  let later = context.period;
  for (let index = before.length - 1; index >= 0 && periods.length <= previousPeriods; index -= 1) {
    const { period, levels } = before[index]!;
    // An amendment may restart the smoothed level alone.
    if (restartWithin(terms, later, period, own) !== undefined) break;
    periods.push(smoothedPeriod(period.label, levels.get(of)!));
    later = period;
  }
  return periods.reverse();
}

function smoothedPeriod(label: string, level: LevelOutcome): SmoothedPeriod {
  return { label, level, value: measuredValueOf(level) };
}
