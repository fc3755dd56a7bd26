import { localOfInstant } from '@tallystick/calendar';
import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import type { PeriodWorld } from '../history/period-context.js';
import { knownEnd } from '../measures/outage-list.js';
import type { ExitMoment } from './exit-finding.js';

/** One outage as exits count it. */
export interface OutageEvent {
  readonly key: string;
  readonly from: EpochSeconds;
  /** The local day on which it began. */
  readonly day: DayNumber;
  /** How long it lasted on the instant line, or has lasted at the instant of valuation. */
  readonly seconds: number;
  readonly running: boolean;
  readonly factIds: readonly string[];
}

const made = new WeakMap<PeriodWorld, Map<string, readonly OutageEvent[]>>();

/**
 * The outages of some services by their beginning, whatever the service hours. Records of one key that overlap or touch,
 * on whatever services, are one outage; those of other keys stay apart.
 */
export function outageEvents(world: PeriodWorld, services: readonly string[]): readonly OutageEvent[] {
  const byServices = made.get(world) ?? new Map<string, readonly OutageEvent[]>();
  made.set(world, byServices);
  const key = JSON.stringify(services);
  const found = byServices.get(key) ?? readOutages(world, services);
  byServices.set(key, found);
  return found;
}

function readOutages(world: PeriodWorld, services: readonly string[]): OutageEvent[] {
  const { timeline, zone, environment } = world;
  const { valuedAt } = environment;
  const spans = new Map<string, { from: number; until: number; running: boolean; factIds: string[] }[]>();
  const outages = services
    .flatMap((service) => timeline.outages(service))
    .filter((outage) => outage.from < knownEnd(outage, valuedAt))
    .sort((a, b) => a.from - b.from);
  for (const outage of outages) {
    const until = knownEnd(outage, valuedAt);
    const running = outage.until === undefined || outage.until > valuedAt;
    const own = spans.get(outage.outage) ?? [];
    const last = own.at(-1);
    if (last !== undefined && outage.from <= last.until) {
      last.until = Math.max(last.until, until);
      last.running ||= running;
      last.factIds = [...new Set([...last.factIds, ...outage.factIds])];
    } else {
      own.push({ from: outage.from, until, running, factIds: [...outage.factIds] });
    }
    spans.set(outage.outage, own);
  }
  return [...spans]
    .flatMap(([key, own]) =>
      own.map(({ from, until, running, factIds }) => ({
        key,
        from,
        day: localOfInstant(zone, from).date,
        seconds: until - from,
        running,
        factIds,
      })),
    )
    .sort((a, b) => a.from - b.from);
}

/** The first second at which an outage is known to be longer than that. */
export function longerFrom({ from }: OutageEvent, longerThanSeconds: number): EpochSeconds {
  return from + longerThanSeconds + 1;
}

export function outageMoment(event: OutageEvent, at: EpochSeconds): ExitMoment {
  return { kind: 'outage', key: event.key, at, seconds: event.seconds, factIds: event.factIds };
}
