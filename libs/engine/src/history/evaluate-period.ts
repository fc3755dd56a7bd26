import { type EpochSeconds, Rational } from '@tallystick/quantities';
import { startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import { chargesOver } from '../charges/charge-stretches.js';
import type { ClockEnvironment } from '../clocks/index.js';
import { combineCredits } from '../credits/combine-credits.js';
import { creditKinds, pricePart } from '../credits/price-level.js';
import { runLength } from '../exits/level-standing.js';
import { judge } from '../measures/compare.js';
import { measureLevel } from '../measures/measures.js';
import type { Population } from '../measures/population.js';
import { governingVersion, type LevelPart, levelParts } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import type { Verdict } from '../statement/statement.js';
import type { Timeline } from '../timeline/index.js';
import type { LevelOutcome, PartOutcome, PeriodOutcome, PricedPart } from './outcomes.js';

/** What every period of one evaluation shares. */
export interface PeriodWorld {
  readonly timeline: Timeline;
  readonly environment: ClockEnvironment;
  /** The agreement's zone. */
  readonly zone: ZoneTransitions;
  readonly population: (serviceLevel: string) => Population;
}

/**
 * One period under its own terms: measure, compare, price, multiply, combine, cap (design 3). `earlier` are the
 * outcomes of all periods before it, for runs of misses.
 */
export function evaluatePeriod(
  world: PeriodWorld,
  period: Period,
  earlier: readonly PeriodOutcome[],
): PeriodOutcome {
  const { terms } = world.environment;
  const charges = chargesOver(terms, period);
  const levels = new Map<string, LevelOutcome>();
  for (const [id, parts] of levelParts(terms, period)) {
    const outcomes = parts.map((part) => evaluatePart(world, period, part));
    const verdict = verdictOf(outcomes);
    const missesInARow = verdict === 'missed' ? runLength(earlier, id, 'expected') + 1 : 0;
    const pricedParts = outcomes.flatMap((outcome) => {
      const priced = pricePart(outcome, { period, charges, missesInARow });
      return priced === undefined ? [] : [priced];
    });
    levels.set(id, {
      id,
      parts: outcomes,
      verdict,
      belowMinimum: outcomes.some(({ judgement }) => judgement.belowMinimum),
      missesInARow,
      pricedParts,
      ...totalsOf(parts, pricedParts),
    });
  }
  return {
    period,
    governing: governingVersion(terms, period),
    charges,
    levels,
    credits: combineCredits(terms, period, levels.values(), charges),
    points: Rational.sum([...levels.values()].map((level) => level.points ?? Rational.zero)),
  };
}

function evaluatePart(world: PeriodWorld, period: Period, part: LevelPart): PartOutcome {
  const { environment, timeline, zone } = world;
  const wholePeriod = part.from === period.from && part.to === period.to;
  const startsAt: EpochSeconds = wholePeriod ? period.startsAt : startOfLocalDate(zone, part.from);
  const endsAt: EpochSeconds = wholePeriod ? period.endsAt : startOfLocalDate(zone, part.to + 1);
  const measured = measureLevel({
    timeline,
    environment,
    period,
    level: part.clause,
    version: part.version,
    versionIndex: environment.terms.versions.indexOf(part.version),
    startsAt,
    endsAt,
    wholePeriod,
    population: () => world.population(part.clause.id),
  });
  return { part, startsAt, endsAt, measured, judgement: judge(part.clause, measured) };
}

/** Missed if any part is; not measured only if none is. */
function verdictOf(outcomes: readonly PartOutcome[]): Verdict {
  const verdicts = outcomes.map(({ judgement }) => judgement.verdict);
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('met') ? 'met' : 'not-measured';
}

/** The level's money and points: 0 where it has such a credit and nothing is due, absent where it has none. */
function totalsOf(
  parts: readonly LevelPart[],
  priced: readonly PricedPart[],
): Pick<LevelOutcome, 'money' | 'points'> {
  const kinds = parts.flatMap(({ clause }) =>
    clause.credit === undefined ? [] : [creditKinds(clause.credit)],
  );
  const sum = (points: boolean): Rational =>
    Rational.sum(priced.filter((part) => (part.kind === 'points') === points).map((part) => part.exact));
  return {
    money: kinds.some((kind) => kind.money) ? sum(false) : undefined,
    points: kinds.some((kind) => kind.points) ? sum(true) : undefined,
  };
}
