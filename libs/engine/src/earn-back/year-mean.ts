import { formatLocalDate, type Rational } from '@tallystick/quantities';
import type { PeriodWorld } from '../history/period-context.js';
import { keeps } from '../measures/compare.js';
import { measuredValueOf } from '../measures/level-values.js';
import { meanOf } from '../measures/result.js';
import { type ContractYear, contractYearOf } from '../periods/contract-year.js';
import type { Period } from '../periods/period.js';
import type { OperandValue } from '../statement/statement.js';
import type { PeriodView } from './kept-periods.js';

/** The contract year that a period belongs to. */
export function yearOf(world: PeriodWorld, period: Period): ContractYear {
  return contractYearOf(period.from, world.environment.terms.versions[0]!);
}

/** Whether a contract year ends with a period: the next one belongs to another, or there is none. */
export function endsYear(world: PeriodWorld, period: Period): boolean {
  const { grid } = world;
  if (period.index + 1 >= grid.count) return true;
  return yearOf(world, grid.at(period.index + 1)).number !== yearOf(world, period).number;
}

/** The mean of a level's values over the periods of a contract year. */
export interface YearMean {
  /** The periods of the year that belong to the level's present history. */
  readonly periods: readonly PeriodView[];
  readonly keepsTarget: boolean;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/**
 * Whether the mean of a level's values over a contract year keeps the target as it stands at the year's end, brought to
 * a number of places where the terms say so. Periods that were not measured are left out. A period that was missed
 * without a value (a figure that was not reported) leaves no mean: nothing shows that it kept the target.
 *
 * @param views the periods up to and with the last one of the year.
 */
export function yearMean(
  world: PeriodWorld,
  views: readonly PeriodView[],
  serviceLevel: string,
): YearMean | undefined {
  const last = views.at(-1)!;
  const level = last.levels.get(serviceLevel);
  if (level === undefined) return undefined;
  const year = yearOf(world, last.period);
  const periods: PeriodView[] = [];
  for (let index = views.length - 1; index >= 0; index -= 1) {
    const view = views[index]!;
    const own = view.levels.get(serviceLevel);
    if (own === undefined || yearOf(world, view.period).number !== year.number) break;
    periods.unshift(view);
    if (own.startsAfresh) break;
  }
  const values: Rational[] = [];
  for (const { levels } of periods) {
    const own = levels.get(serviceLevel)!;
    const value = measuredValueOf(own);
    if (value === undefined && own.verdict === 'missed') return undefined;
    if (value !== undefined) values.push(value);
  }
  if (values.length === 0) return undefined;
  const { clause } = level.parts.at(-1)!.part;
  const { target, measuredTo } = clause;
  const mean = meanOf('number', values).value!;
  const compared = measuredTo === undefined ? mean : mean.rounded(measuredTo.places, measuredTo.mode);
  return {
    periods,
    keepsTarget: keeps(target.comparison, compared, target.expected),
    operands: {
      year: formatLocalDate(year.from),
      periods: values.length,
      mean: mean.toString(),
      compared: compared.toString(),
      comparison: target.comparison,
      target: target.expected.toDecimal(),
    },
  };
}
