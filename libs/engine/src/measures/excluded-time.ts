import type { Interval } from '@tallystick/calendar';
import { formatInstantSeconds } from '@tallystick/quantities';
import type { AvailabilityMeasure } from '@tallystick/terms';
import type { ExcludedInterval } from '../statement/statement.js';
import type { ReliefLife } from '../relief/relief-life.js';
import type { Maintenance } from '../timeline/index.js';
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
      for (const relief of context.context.world.reliefs.aboutService(service, context.level)) {
        times.push(...reliefTime(relief, service));
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

const reliefRefusals = {
  granted: undefined,
  claimed: 'not-granted-yet',
  refused: 'refused',
  'out-of-time': 'out-of-time',
} as const;

/** Relief counts to the extent that it was granted; what was only claimed is shown with the reason why it does not. */
function reliefTime({ key, state, granted, claimed, factIds }: ReliefLife, service: string): ExcludedTime[] {
  const extent = granted ?? claimed;
  if (extent === undefined) return [];
  const interval = [extent.from, extent.until] as const;
  return [{ kind: 'relief', key, service, interval, refused: reliefRefusals[state], facts: factIds }];
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
