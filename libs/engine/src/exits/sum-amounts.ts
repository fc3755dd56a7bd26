import { type Interval, mergeIntervals } from '@tallystick/calendar';
import { Rational } from '@tallystick/quantities';
import type { ExitCondition } from '@tallystick/terms';
import { baseAmount } from '../charges/charge-base.js';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { knownEnd } from '../measures/outage-list.js';
import type { Period } from '../periods/period.js';
import { namesLevel } from '../scopes/names-level.js';
import type { ExitUnit } from '../statement/exits.js';
import type { ExitMoment } from './exit-finding.js';
import { isForfeited } from './exit-standing.js';

export type SumOver = Extract<ExitCondition, { kind: 'sum-over' }>;

export const sumUnits: Readonly<Record<SumOver['sumOf'], ExitUnit>> = {
  credits: 'money',
  points: 'points',
  downtime: 'seconds',
  'missed-levels': 'levels',
  misses: 'misses',
};

/** What one period adds to a sum. */
export function amountOf(condition: SumOver, world: PeriodWorld, outcome: PeriodOutcome): Rational {
  switch (condition.sumOf) {
    case 'credits':
      return outcome.credits.payable;
    case 'points':
      return pointsOf(condition, outcome);
    case 'downtime':
      return Rational.of(downSeconds(condition, world, outcome.period));
    case 'missed-levels':
      return Rational.of(
        countedLevels(condition, outcome).filter((level) => level.verdict === 'missed').length,
      );
    case 'misses':
      return Rational.of(
        countedLevels(condition, outcome)
          .flatMap((level) => level.parts)
          .reduce((sum, { measured }) => sum + (measured.misses ?? 0), 0),
      );
  }
}

/** All points of the period, or those of the levels that count. */
function pointsOf(condition: SumOver, outcome: PeriodOutcome): Rational {
  const left = [...outcome.levels.values()].filter((level) => !isCounted(condition, outcome, level));
  const points = (levels: readonly LevelOutcome[]): Rational =>
    Rational.sum(levels.map((level) => level.points ?? Rational.zero));
  return condition.serviceLevels === undefined
    ? outcome.points.minus(points(left))
    : points(countedLevels(condition, outcome));
}

/** The levels of a period that a sum looks at. */
export function countedLevels(condition: SumOver, outcome: PeriodOutcome): LevelOutcome[] {
  return [...outcome.levels.values()].filter((level) => isCounted(condition, outcome, level));
}

function isCounted({ serviceLevels, except }: SumOver, outcome: PeriodOutcome, level: LevelOutcome): boolean {
  const { clause } = level.parts.at(-1)!.part;
  return (
    namesLevel(serviceLevels, clause) &&
    !(except.length > 0 && namesLevel(except, clause)) &&
    !isForfeited(outcome, level.id)
  );
}

/**
 * Seconds of a period on the instant line in which any of the services was down, whatever its service hours; an outage
 * that has not ended lasts until the instant of valuation.
 */
function downSeconds(condition: SumOver, world: PeriodWorld, period: Period): number {
  return mergeIntervals(downtimesWithin(condition, world, period).map(({ interval }) => interval)).reduce(
    (sum, [from, until]) => sum + until - from,
    0,
  );
}

function downtimesWithin({ services }: SumOver, world: PeriodWorld, { startsAt, endsAt }: Period) {
  const { valuedAt } = world.environment;
  return services.flatMap((service) =>
    world.timeline.outages(service).flatMap((outage) => {
      const from = Math.max(outage.from, startsAt);
      const until = Math.min(knownEnd(outage, valuedAt), endsAt);
      return from < until ? [{ outage, interval: [from, until] satisfies Interval }] : [];
    }),
  );
}

/** The outages behind the downtime of a period. */
export function downtimeMoments(condition: SumOver, world: PeriodWorld, period: Period): ExitMoment[] {
  if (condition.sumOf !== 'downtime') return [];
  return downtimesWithin(condition, world, period).map(({ outage, interval: [from, until] }) => ({
    kind: 'outage',
    key: outage.outage,
    at: from,
    seconds: until - from,
    factIds: outage.factIds,
  }));
}

/**
 * What a sum over some periods is held against. A percentage is of the base over the same periods; of a base that is a
 * contract year, of that of the last of them.
 */
export function limitOver(
  threshold: SumOver['threshold'],
  world: PeriodWorld,
  periods: readonly Period[],
): Rational {
  switch (threshold.kind) {
    case 'money':
      return threshold.amount;
    case 'points':
      return threshold.points;
    case 'seconds':
      return threshold.seconds;
    case 'count':
      return threshold.count;
    case 'percent': {
      const { base, percent } = threshold;
      const yearly = base.over === 'contract-year' || base.over === 'contract-year-of-first';
      const based = yearly ? periods.slice(-1) : periods;
      const amount = Rational.sum(based.map((period) => baseAmount(world, base, period)));
      return amount.times(percent).dividedBy(Rational.hundred);
    }
  }
}
