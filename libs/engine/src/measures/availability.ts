import { type Interval, mergeIntervals, type WorkingTime } from '@tallystick/calendar';
import { formatInstantSeconds, Rational } from '@tallystick/quantities';
import type { AvailabilityMeasure } from '@tallystick/terms';
import type { AvailabilityEvidence, OutageEvidence } from '../statement/statement.js';
import type { Outage } from '../timeline/index.js';
import { type Downtime, downtimesWithout, mergeDowntimes } from './downtime.js';
import { excludedEvidence, excludedTimes } from './excluded-time.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import { knownEnd, outagesOfServices } from './outage-list.js';

/**
 * Time up over agreed service time. Outages are merged on the instant line, one that has not ended runs until
 * `valuedAt`, and all is cut at the part's ends and counted in the calendar's working time. Several services count
 * as one that is down while any of them is. Time taken out for maintenance or relief is no downtime of its service;
 * with `removed` it leaves the service time as well, except where another service was down meanwhile.
 */
export const measureAvailability: MeasureOf<'availability'> = (measure, context) => {
  const { startsAt, endsAt } = context;
  const hours = context.environment.workingTime(measure.calendar, context.versionIndex);
  const counted = countedOutages(measure, context);
  const excluded = excludedTimes(measure, context);
  const down = downtimeOf(measure, context, counted, excluded);
  const downSeconds = Rational.sum(
    down.map(({ from, until, share }) => share.times(Rational.of(hours.elapsed(from, until)))),
  );
  const agreedSeconds = hours.elapsed(startsAt, endsAt);
  const removedSeconds =
    measure.excludedTime === 'removed' ? secondsRemoved(hours, context, excluded, down) : 0;
  const serviceSeconds = Rational.of(agreedSeconds - removedSeconds);
  const upSeconds = serviceSeconds.minus(downSeconds);
  const value = serviceSeconds.isZero
    ? undefined
    : upSeconds.times(Rational.hundred).dividedBy(serviceSeconds);
  return {
    unit: 'percent',
    value,
    numerator: value === undefined ? undefined : upSeconds,
    denominator: value === undefined ? undefined : serviceSeconds,
    volume: undefined,
    misses: undefined,
    events: countedWithin(counted, context).filter(
      (outage) => secondsLost(outage, context, hours, excluded).lost > 0,
    ).length,
    time: { serviceSeconds, downSeconds },
    unreported: undefined,
    operands: {
      services: measure.services,
      calendar: measure.calendar,
      agreedSeconds,
      removedSeconds,
      serviceSeconds: serviceSeconds.toString(),
      downSeconds: downSeconds.toString(),
      weight: measure.weight,
      ignoreShorterThanSeconds: measure.ignoreShorterThanSeconds,
      allowedDownSeconds: allowed(serviceSeconds, context),
    },
    evidence: (): AvailabilityEvidence => ({
      kind: 'availability',
      serviceSeconds: agreedSeconds,
      excludedSeconds: removedSeconds,
      downSeconds: downSeconds.toString(),
      outages: outageEvidence(measure, context, counted, excluded, hours),
      excluded: excludedEvidence(excluded),
    }),
  };
};

/** The downtime that the target leaves, for whoever wants to see how close it was. */
function allowed(serviceSeconds: Rational, context: MeasureContext): string {
  const share = Rational.hundred.minus(context.level.target.expected).dividedBy(Rational.hundred);
  return serviceSeconds.times(share).toString();
}

/**
 * Which outages are long enough to count. Outages of one service that overlap or touch are one stretch of downtime,
 * and the whole stretch is held against the shortest length that counts.
 */
function countedOutages(measure: AvailabilityMeasure, context: MeasureContext): ReadonlySet<Outage> {
  const { valuedAt } = context.environment;
  const counted = new Set<Outage>();
  for (const service of measure.services) {
    const outages = outagesOfServices(context, [service]).filter(
      (outage) => outage.from < knownEnd(outage, valuedAt),
    );
    const stretches = mergeIntervals(
      outages.map((outage): Interval => [outage.from, knownEnd(outage, valuedAt)]),
    );
    const long = stretches.filter(([from, until]) => until - from >= measure.ignoreShorterThanSeconds);
    let index = 0;
    for (const outage of [...outages].sort((a, b) => a.from - b.from)) {
      while (index < long.length && long[index]![1] <= outage.from) index += 1;
      if (index < long.length && long[index]![0] <= outage.from) counted.add(outage);
    }
  }
  return counted;
}

function countedWithin(counted: ReadonlySet<Outage>, context: MeasureContext): Outage[] {
  const { valuedAt } = context.environment;
  return [...counted].filter(
    (outage) => outage.from < context.endsAt && knownEnd(outage, valuedAt) > context.startsAt,
  );
}

/** Sorted disjoint downtime of the services together within the part, less what is taken out of each service. */
function downtimeOf(
  measure: AvailabilityMeasure,
  context: MeasureContext,
  counted: ReadonlySet<Outage>,
  excluded: ReturnType<typeof excludedTimes>,
): Downtime[] {
  const within = countedWithin(counted, context);
  return mergeDowntimes(
    measure.services.flatMap((service) => {
      const downtimes = within
        .filter((outage) => outage.service === service)
        .flatMap((outage) => downtimesOfOutage(measure, context, outage));
      return downtimesWithout(mergeDowntimes(downtimes), takenOutOf(service, excluded));
    }),
  );
}

/** One outage within the part: whole, or each stretch by the share of the service that it affected. */
function downtimesOfOutage(
  measure: AvailabilityMeasure,
  { startsAt, endsAt, environment }: MeasureContext,
  outage: Outage,
): Downtime[] {
  const end = knownEnd(outage, environment.valuedAt);
  const stretches = measure.weight === 'full' ? [{ from: outage.from, share: Rational.one }] : outage.shares;
  return stretches.map(({ from, share }, index) => ({
    from: Math.max(from, startsAt),
    until: Math.min(stretches[index + 1]?.from ?? end, end, endsAt),
    share,
  }));
}

/** Service time inside maintenance and relief, less what was down all the same. */
function secondsRemoved(
  hours: WorkingTime,
  { startsAt, endsAt }: MeasureContext,
  excluded: ReturnType<typeof excludedTimes>,
  down: readonly Downtime[],
): number {
  const taken = mergeIntervals(
    excluded
      .filter((time) => time.refused === undefined)
      .map(({ interval }): Interval => [Math.max(interval[0], startsAt), Math.min(interval[1], endsAt)]),
  );
  const without = downtimesWithout(
    taken.map(([from, until]) => ({ from, until, share: Rational.one })),
    down.map(({ from, until }): Interval => [from, until]),
  );
  return without.reduce((seconds, { from, until }) => seconds + hours.elapsed(from, until), 0);
}

/** Agreed service time inside one outage within the part, and what of it is lost after what is taken out. */
function secondsLost(
  outage: Outage,
  { startsAt, endsAt, environment }: MeasureContext,
  hours: WorkingTime,
  excluded: ReturnType<typeof excludedTimes>,
): { readonly within: number; readonly lost: number } {
  const from = Math.max(outage.from, startsAt);
  const until = Math.max(from, Math.min(knownEnd(outage, environment.valuedAt), endsAt));
  const left = downtimesWithout([{ from, until, share: Rational.one }], takenOutOf(outage.service, excluded));
  return {
    within: hours.elapsed(from, until),
    lost: left.reduce((seconds, part) => seconds + hours.elapsed(part.from, part.until), 0),
  };
}

/** Maintenance and relief taken out of a service, merged. */
function takenOutOf(service: string, excluded: ReturnType<typeof excludedTimes>): readonly Interval[] {
  return mergeIntervals(
    excluded
      .filter((time) => time.service === service && time.refused === undefined)
      .map((time) => time.interval),
  );
}

function outageEvidence(
  measure: AvailabilityMeasure,
  context: MeasureContext,
  counted: ReadonlySet<Outage>,
  excluded: ReturnType<typeof excludedTimes>,
  hours: WorkingTime,
): OutageEvidence[] {
  const { startsAt, endsAt, environment } = context;
  return outagesOfServices(context, measure.services)
    .filter((outage) => outage.from < endsAt && knownEnd(outage, environment.valuedAt) >= startsAt)
    .map((outage) => {
      const { within, lost } = secondsLost(outage, context, hours, excluded);
      const counts = counted.has(outage);
      return {
        outage: outage.outage,
        service: outage.service,
        beganAt: formatInstantSeconds(outage.from),
        endedAt: outage.until === undefined ? null : formatInstantSeconds(outage.until),
        seconds: lost,
        shareAffected: outage.shares.at(-1)!.share.toDecimal(),
        counted: counts && lost > 0,
        reason: !counts
          ? 'shorter-than-counts'
          : within === 0
            ? 'outside-service-time'
            : lost === 0
              ? 'excluded-time'
              : null,
        facts: outage.factIds,
      };
    });
}
