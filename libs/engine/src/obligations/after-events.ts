import type { EpochSeconds } from '@tallystick/quantities';
import type { EventKind } from '@tallystick/terms';
import { type Arising, nthKey } from './arising.js';
import { offsetInstant } from './offset-instant.js';
import { isScheduled, scheduledBy, type ScheduleContext, versionInForce } from './schedule-context.js';
import { afterTicketEvents } from './ticket-events.js';

interface ServiceEvent {
  readonly event: EventKind;
  readonly key: string;
  readonly service: string | undefined;
  readonly at: EpochSeconds;
  readonly factIds: readonly string[];
}

/** What is owed after events of tickets, outages and changes, under the terms in force at each event. */
export function afterEvents(context: ScheduleContext): Arising[] {
  if (!isScheduled(context, 'after-event')) return [];
  return [
    ...afterTicketEvents(context),
    ...[...outageEvents(context), ...changeEvents(context)].flatMap((event) => owedAfter(context, event)),
  ];
}

function owedAfter(context: ScheduleContext, { event, key, service, at, factIds }: ServiceEvent): Arising[] {
  const versionIndex = versionInForce(context, at);
  if (versionIndex === undefined) return [];
  return scheduledBy(context, versionIndex, 'after-event')
    .filter(({ due }) => due.event === event && isOf(due.where.service, service))
    .map((obligation) => ({
      obligation,
      versionIndex,
      key,
      otherNames: [],
      aboutPeriod: undefined,
      coveredPeriods: [],
      ticket: undefined,
      arisesAt: at,
      dueAt: offsetInstant(context.environment, versionIndex, context.zone, obligation.due.within, at),
      left: undefined,
      factIds,
    }));
}

function isOf(services: readonly string[] | undefined, service: string | undefined): boolean {
  return services === undefined || (service !== undefined && services.includes(service));
}

/** The same outage on several services, or beginning again after its end, is several. */
function* outageEvents({ timeline }: ScheduleContext): Iterable<ServiceEvent> {
  const counts = new Map<string, number>();
  for (const { outage, service, from, until, factIds } of timeline.outages()) {
    const nth = (counts.get(outage) ?? 0) + 1;
    counts.set(outage, nth);
    const common = { key: nthKey(outage, nth), service, factIds };
    yield { ...common, event: 'outage-began', at: from };
    if (until !== undefined) yield { ...common, event: 'outage-ended', at: until };
  }
}

function* changeEvents({ timeline }: ScheduleContext): Iterable<ServiceEvent> {
  for (const { change, service, requestedAt, finishedAt, factIds } of timeline.changes) {
    if (change === undefined) continue;
    const common = { key: change, service, factIds };
    if (requestedAt !== undefined) yield { ...common, event: 'change-requested', at: requestedAt };
    if (finishedAt !== undefined) yield { ...common, event: 'change-finished', at: finishedAt };
  }
}
