import { Rational } from '@tallystick/quantities';
import type { BelowLevel, ExitCondition, Target } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import { keeps, wantsHigh } from '../measures/compare.js';
import { daysOf } from '../periods/period.js';
import { isPassedOver } from './level-standing.js';
import type { ExitConditionOf, ExitFinding, ExitView } from './exit-finding.js';
import { nearestInstance, sinceAfresh } from './exit-standing.js';
import { lastDayOf } from './period-days.js';

type RollingMean = Extract<ExitCondition, { kind: 'rolling-mean' }>;

/** One measured period of a mean. */
export interface MeanEntry {
  readonly outcome: PeriodOutcome;
  readonly value: Rational;
}

/** The mean of a level's values over the last n measured periods is worse than a value. */
export const findRollingMean: ExitConditionOf<'rolling-mean'> = (condition, view) =>
  nearestInstance(view, condition.serviceLevel, (serviceLevel) => findMean(condition, view, serviceLevel));

function findMean(condition: RollingMean, view: ExitView, serviceLevel: string): ExitFinding {
  const target = targetOf(view, serviceLevel);
  const entries = meanEntries(view, serviceLevel, condition.periods);
  const mean = entries.length === 0 ? undefined : meanOf(entries.map(({ value }) => value));
  const level = target === undefined ? undefined : levelOf(condition.below, target);
  const full = entries.length === condition.periods;
  const worse = (value: Rational): boolean =>
    target !== undefined && level !== undefined && !keeps(target.comparison, value, level);
  const held = full && mean !== undefined && worse(mean);
  const next = lastDayOf(view, 1);
  return {
    held,
    near: !held && next !== undefined && wouldHold(condition, entries, target, worse),
    unit: unitOf(view, serviceLevel),
    reached: mean,
    threshold: level ?? Rational.zero,
    // A mean that equals the level still keeps it where the comparison holds for equal values.
    strict: target !== undefined && level !== undefined && keeps(target.comparison, level, level),
    distance: held ? Rational.zero : level === undefined ? undefined : mean?.minus(level).absolute(),
    by: undefined,
    serviceLevel,
    window: entries.map(({ outcome, value }) => ({ outcome, amount: value, counts: true })),
    moments: [],
    opensAt: undefined,
  };
}

/** Whether one more period as bad as the worst of the window makes the mean worse. */
function wouldHold(
  { periods }: RollingMean,
  entries: readonly MeanEntry[],
  target: Target | undefined,
  worse: (value: Rational) => boolean,
): boolean {
  if (target === undefined || entries.length < periods - 1 || entries.length === 0) return false;
  const values = entries.map(({ value }) => value);
  const high = wantsHigh(target.comparison);
  const worst = values.reduce((one, other) => (high ? Rational.min(one, other) : Rational.max(one, other)));
  const kept = periods === 1 ? [] : values.slice(-(periods - 1));
  return worse(meanOf([...kept, worst]));
}

/**
 * The last measured periods of a level, oldest first: no further back than its history, and over a period that was not
 * measured only where the level's own terms skip it.
 */
export function meanEntries(view: ExitView, serviceLevel: string, count: number): MeanEntry[] {
  const entries: MeanEntry[] = [];
  const outcomes = sinceAfresh(view.outcomes, serviceLevel);
  for (let index = outcomes.length - 1; index >= 0 && entries.length < count; index -= 1) {
    const outcome = outcomes[index]!;
    const value = valueOf(outcome, serviceLevel);
    if (value !== undefined) entries.push({ outcome, value });
    else if (!isSkipped(outcome, serviceLevel)) break;
  }
  return entries.reverse();
}

function meanOf(values: readonly Rational[]): Rational {
  return Rational.sum(values).dividedBy(Rational.of(values.length));
}

/** The value as compared; of a period in parts their mean by days. */
function valueOf(outcome: PeriodOutcome, serviceLevel: string): Rational | undefined {
  const level = outcome.levels.get(serviceLevel);
  if (level === undefined || level.verdict === 'not-measured') return undefined;
  const parts = level.parts.flatMap(({ part, judgement }) =>
    judgement.compared === undefined ? [] : [{ days: Rational.of(daysOf(part)), value: judgement.compared }],
  );
  if (parts.length === 0) return undefined;
  const days = Rational.sum(parts.map((part) => part.days));
  return Rational.sum(parts.map((part) => part.value.times(part.days))).dividedBy(days);
}

function isSkipped(outcome: PeriodOutcome, serviceLevel: string): boolean {
  const level = outcome.levels.get(serviceLevel);
  return level !== undefined && isPassedOver(level);
}

/** The target of the level as it stands in the last period. */
export function targetOf(view: ExitView, serviceLevel: string): Target | undefined {
  return view.last.levels.get(serviceLevel)?.parts.at(-1)!.part.clause.target;
}

/** What the mean is held against. A gate looks at single misses, so `default` is the expected level here. */
export function levelOf(below: BelowLevel, target: Target): Rational {
  switch (below.kind) {
    case 'expected':
    case 'default':
      return target.expected;
    case 'minimum':
      return target.minimum ?? target.expected;
    case 'value':
      return below.value;
  }
}

/** The unit of the level's values. */
export function unitOf(view: ExitView, serviceLevel: string): ExitFinding['unit'] {
  return view.last.levels.get(serviceLevel)?.parts.at(-1)!.measured.unit ?? 'number';
}
