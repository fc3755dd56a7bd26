import { Rational } from '@tallystick/quantities';
import type { ServiceLevel } from '@tallystick/terms';
import { levelHistory } from '../credits/level-history.js';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import { wantsHigh } from '../measures/compare.js';
import { measuredValueOf } from '../measures/level-values.js';
import type { Unit } from '../statement/figures.js';
import { type Listed, listed, listLimit } from './foremost.js';
import type { PeriodView } from './period-view.js';

type Direction = 'improving' | 'steady' | 'worsening';

/** Where the values of a service level are going. */
export interface Trend {
  readonly id: string;
  readonly clause: ServiceLevel;
  readonly unit: Unit;
  /** Absent where there is no value of this period, or none before it to hold it against. */
  readonly direction: Direction | undefined;
  readonly last: Rational | undefined;
  /** The mean of the values before the last one. */
  readonly mean: Rational | undefined;
  /** The periods looked at, oldest first; without a value where nothing was measured. */
  readonly values: readonly { readonly period: string; readonly value: Rational | undefined }[];
}

export interface Trends {
  readonly counts: Readonly<Record<Direction | 'unknown', number>>;
  /** The worsening ones first, then those that improve, are steady, or have no direction, each in the order of the terms. */
  readonly levels: Listed<Trend>;
}

const order: readonly (Direction | undefined)[] = ['worsening', 'improving', 'steady', undefined];

/**
 * Where each service level is going: the value of the period against the mean of those before it, within the number of
 * periods that the terms look at, exact and never rounded first. Only periods of the level's present history count, back
 * to where its figure was in another unit.
 *
 * @param outcomes all periods up to and with the one that is looked at.
 */
export function trendsOf({ terms }: PeriodView, outcomes: readonly PeriodOutcome[]): Trends {
  const present = outcomes.at(-1)!;
  const earlier = outcomes.slice(0, -1);
  const trends = [...present.levels.values()].map((level) =>
    trendOf(level, present, levelHistory(earlier, level, terms.accountability.trendPeriods - 1)),
  );
  const count = (wanted: Direction | undefined): number =>
    trends.filter(({ direction }) => direction === wanted).length;
  return {
    counts: {
      improving: count('improving'),
      steady: count('steady'),
      worsening: count('worsening'),
      unknown: count(undefined),
    },
    levels: listed(
      order.flatMap((wanted) => trends.filter(({ direction }) => direction === wanted)),
      listLimit,
    ),
  };
}

function trendOf(level: LevelOutcome, present: PeriodOutcome, history: readonly PeriodOutcome[]): Trend {
  const { clause } = level.parts.at(-1)!.part;
  const unit = unitOf(level);
  const otherUnit = history.findLastIndex(({ levels }) => unitOf(levels.get(level.id)!) !== unit);
  const values = [...history.slice(otherUnit + 1), present].map(({ period, levels }) => ({
    period: period.label,
    value: measuredValueOf(levels.get(level.id)!),
  }));
  const last = values.at(-1)!.value;
  const before = values.slice(0, -1).flatMap(({ value }) => value ?? []);
  const mean = before.length === 0 ? undefined : Rational.sum(before).dividedBy(Rational.of(before.length));
  const direction =
    last === undefined || mean === undefined
      ? undefined
      : directionOf(last.compare(mean), wantsHigh(clause.target.comparison));
  return { id: level.id, clause, unit, direction, last, mean, values };
}

function unitOf(level: LevelOutcome): Unit {
  return level.parts.at(-1)!.measured.unit;
}

function directionOf(order: number, high: boolean): Direction {
  if (order === 0) return 'steady';
  return order > 0 === high ? 'improving' : 'worsening';
}
