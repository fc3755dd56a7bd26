import type { Interval } from '@tallystick/calendar';
import { formatInstantSeconds } from '@tallystick/quantities';
import type { AvailabilityMeasure } from '@tallystick/terms';
import type { ExcludedInterval } from '../statement/statement.js';
import type { Maintenance, Relief } from '../timeline/index.js';
import type { MeasureContext } from './measure-context.js';

/** Time that one service's outages do not count in, or would not count in but for `refused`. */
export interface ExcludedTime {
  readonly kind: 'maintenance' | 'relief';
  readonly key: string;
  readonly service: string;
  readonly interval: Interval;
  readonly refused: string | undefined;
  readonly facts: readonly string[];
}

/** Maintenance and relief that touch a part, for each service, with what does not count and why. */
export function excludedTimes(measure: AvailabilityMeasure, context: MeasureContext): ExcludedTime[] {
  const times: ExcludedTime[] = [];
  for (const service of measure.services) {
    if (measure.exclude.has('maintenance')) {
      for (const maintenance of context.timeline.maintenances(service)) {
        times.push(maintenanceTime(measure, maintenance));
      }
    }
    if (measure.exclude.has('relief')) {
      for (const relief of context.timeline.reliefs) {
        const time = reliefTime(relief, service, context.level.id);
        if (time !== undefined) times.push(time);
      }
    }
  }
  const { startsAt, endsAt } = context;
  return times.filter(({ interval }) => interval[0] < endsAt && interval[1] > startsAt);
}

/** A window counts with enough notice, and up to the instant at which it was called off. */
function maintenanceTime(measure: AvailabilityMeasure, maintenance: Maintenance): ExcludedTime {
  const { from, until, noticeGivenAt, cancelledAt } = maintenance;
  const noticed = from - noticeGivenAt >= measure.maintenanceNoticeSeconds;
  const cancelled = cancelledAt !== undefined && cancelledAt <= from;
  return {
    kind: 'maintenance',
    key: maintenance.maintenance,
    service: maintenance.service,
    interval: [from, cancelled ? until : Math.min(until, cancelledAt ?? until)],
    refused: cancelled ? 'cancelled' : noticed ? undefined : 'announced-too-late',
    facts: maintenance.factIds,
  };
}

/** Relief counts where it was granted for this service and this service level, or for all. */
function reliefTime(relief: Relief, service: string, serviceLevel: string): ExcludedTime | undefined {
  const extent = relief.granted ?? relief.claimed;
  if (extent === undefined) return undefined;
  // A relief for named tickets says nothing of a service unless it names that too.
  const aboutService = extent.services?.includes(service) ?? extent.tickets === undefined;
  if (!aboutService || relief.serviceLevels?.includes(serviceLevel) === false) return undefined;
  return {
    kind: 'relief',
    key: relief.relief,
    service,
    interval: [extent.from, extent.until],
    refused:
      relief.status === 'granted' ? undefined : relief.status === 'refused' ? 'refused' : 'not-granted-yet',
    facts: relief.factIds,
  };
}

export function excludedEvidence(times: readonly ExcludedTime[]): ExcludedInterval[] {
  return times.map((time) => ({
    kind: time.kind,
    key: time.key,
    service: time.service,
    from: formatInstantSeconds(time.interval[0]),
    until: formatInstantSeconds(time.interval[1]),
    counted: time.refused === undefined,
    reason: time.refused ?? null,
    facts: time.facts,
  }));
}
