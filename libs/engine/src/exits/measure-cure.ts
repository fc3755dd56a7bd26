import { startOfLocalDate } from '@tallystick/calendar';
import { type EpochSeconds, formatLocalDate, wholeSecond } from '@tallystick/quantities';
import type { BelowLevel, ExitCondition, ReportedMeasure, TermsVersion } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodContext, PeriodWorld } from '../history/period-context.js';
import { againstBaseline } from '../measures/baseline.js';
import { judge } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import { measureLevel } from '../measures/measures.js';
import { readPopulation } from '../measures/read-population.js';
import { chooseReport, readReport } from '../measures/reports.js';
import { qualify } from '../relief/qualify.js';
import type { CureFinding } from './exit-life.js';
import { isPartBelow } from './level-standing.js';
import { curesBy, type Occasion } from './occasion.js';

/** Below which level of which service level a condition looks, where it looks at one. */
function belowOf(condition: ExitCondition): BelowLevel | undefined {
  switch (condition.kind) {
    case 'in-a-row':
    case 'times-of':
    case 'rolling-mean':
      return condition.below;
    case 'sum-over':
    case 'event':
    case 'chronic':
    case 'obligation':
    case 'portfolio':
    case 'cap-reached':
    case 'any-of':
    case 'all-of':
      return undefined;
  }
}

/** Whether the level of an occasion can be measured over the days of cure. */
export function isMeasurable(world: PeriodWorld, { trigger, serviceLevel, noticedOn }: Occasion): boolean {
  if (serviceLevel === undefined || noticedOn === undefined || belowOf(trigger.when) === undefined)
    return false;
  return world.environment.terms.on(noticedOn).terms.serviceLevels.has(serviceLevel);
}

/**
 * The level of an occasion measured over the days of cure, as it measures a period: so many local days after
 * the day of the notice, under the terms of that day. A level reported elsewhere has the figure that was given
 * in those days, up to the end of the last day of cure, and that is not of a period which ended before them.
 */
export function measureCure(
  world: PeriodWorld,
  outcomes: readonly PeriodOutcome[],
  occasion: Occasion,
): CureFinding {
  const { environment, zone, grid } = world;
  const { trigger, serviceLevel } = occasion;
  const from = occasion.noticedOn! + 1;
  const to = curesBy(occasion)!;
  const version = environment.terms.on(occasion.noticedOn!);
  const level = version.terms.serviceLevels.get(serviceLevel!)!;
  const startsAt = startOfLocalDate(zone, from);
  const endsAt = startOfLocalDate(zone, to + 1);
  const period = grid.ofDate(to) ?? outcomes.at(-1)!.period;
  const context: PeriodContext = {
    world,
    period,
    earlier: outcomes.filter((outcome) => outcome.period.index < period.index),
    charges: world.charges(period.index),
    levels: outcomes.find((outcome) => outcome.period.index === period.index)?.levels ?? new Map(),
  };
  const { measure } = level;
  const reported =
    measure.kind === 'reported'
      ? reportedOver(world, version, measure, level.id, startsAt, endsAt)
      : undefined;
  const measured =
    reported?.measured ??
    measureLevel({
      timeline: world.timeline,
      environment,
      period,
      context,
      level,
      version,
      versionIndex: environment.terms.versions.indexOf(version),
      startsAt,
      endsAt,
      wholePeriod: false,
      population: () => readPopulation(world.timeline, environment, level.id, [startsAt, endsAt]),
    });
  const compared = againstBaseline(context, level, measured);
  const judgement = qualify(context, level, compared, judge(level, compared));
  const below = belowOf(trigger.when)!;
  const part = { from, to, clause: level, version };
  return {
    worse: isPartBelow({ part, judgement }, below),
    operands: {
      serviceLevel: level.id,
      from: formatLocalDate(from),
      to: formatLocalDate(to),
      value: judgement.compared?.toDecimal() ?? null,
      verdict: judgement.verdict,
      below: below.kind === 'value' ? below.value.toDecimal() : below.kind,
    },
    factIds: reported?.factIds ?? [],
  };
}

/** The figure reported over some days: after their start, and no later than so. */
function reportedOver(
  world: PeriodWorld,
  { terms }: TermsVersion,
  measure: ReportedMeasure,
  serviceLevel: string,
  startsAt: EpochSeconds,
  until: EpochSeconds,
): { readonly measured: Measured; readonly factIds: readonly string[] } {
  const reports = world.timeline.measurements
    .filter(({ fact, effectiveAt }) => {
      const at = wholeSecond(effectiveAt);
      const about = fact.period === undefined ? undefined : world.grid.find(fact.period);
      const over = about !== undefined && about.endsAt <= startsAt;
      return fact.serviceLevel === serviceLevel && at > startsAt && at <= until && !over;
    })
    .map((record) => readReport(measure, record, terms, undefined));
  const used = chooseReport(measure, reports);
  const measured: Measured = {
    unit: measure.unit,
    value: used?.value,
    numerator: used?.numerator,
    denominator: used?.denominator,
    volume: undefined,
    misses: undefined,
    events: 0,
    time: undefined,
    unreported: used === undefined ? measure.whenNotReported : undefined,
    operands: {},
    evidence: () => ({ kind: 'reports', reports: [] }),
  };
  return { measured, factIds: used === undefined ? [] : [used.record.fact.id] };
}
