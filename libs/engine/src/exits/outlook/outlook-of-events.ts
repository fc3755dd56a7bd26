import { formatInstantSeconds, formatLocalDate } from '@tallystick/quantities';
import type { ExitCondition } from '@tallystick/terms';
import type { ExitOutlook } from '../../statement/exit-projection.js';
import { type Chronic, lastDayFor, longOutages, trailingOutages } from '../chronic.js';
import { eventCandidates } from '../event.js';
import { longerFrom, type OutageEvent, outageEvents } from '../outage-events.js';
import type { Ahead } from './ahead.js';

/** A single event is always one away; what goes on now may become it. */
export function outlookOfEvent(
  { view }: Ahead,
  condition: Extract<ExitCondition, { kind: 'event' }>,
): ExitOutlook {
  const { event } = condition;
  const longerThanSeconds = event.kind === 'outage' ? event.longerThanSeconds : event.overLimitBySeconds;
  const running =
    event.kind === 'outage'
      ? runningOutages(outageEvents(view.world, event.services), longerThanSeconds)
      : eventCandidates(condition, view)
          .filter(({ at, running: goesOn }) => at === undefined && goesOn)
          .map(({ key, seconds }) => ({ key, seconds, passesAt: null }));
  return {
    kind: 'events',
    what: event.kind === 'outage' ? 'outage' : 'ticket',
    fewest: 1,
    longerThanSeconds,
    by: null,
    running,
  };
}

/** Chronic outages: as many as are missing to those that still lie within the days. */
export function outlookOfChronic({ view }: Ahead, condition: Chronic): ExitOutlook {
  const trailing = trailingOutages(condition, view, longOutages(condition, view));
  const day = lastDayFor(condition, trailing);
  return {
    kind: 'events',
    what: 'outage',
    fewest: Math.max(1, condition.outages - trailing.length),
    longerThanSeconds: condition.longerThanSeconds,
    by: day === undefined ? null : formatLocalDate(day),
    running: runningOutages(outageEvents(view.world, condition.services), condition.longerThanSeconds),
  };
}

function runningOutages(events: readonly OutageEvent[], longerThanSeconds: number) {
  return events
    .filter(({ running, seconds }) => running && seconds <= longerThanSeconds)
    .map((event) => ({
      key: event.key,
      seconds: event.seconds,
      passesAt: formatInstantSeconds(longerFrom(event, longerThanSeconds)),
    }));
}
