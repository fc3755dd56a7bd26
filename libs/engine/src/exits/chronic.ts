import { type DayNumber, Rational } from '@tallystick/quantities';
import { localOfInstant } from '@tallystick/calendar';
import type { ExitCondition } from '@tallystick/terms';
import type { ExitConditionOf, ExitView } from './exit-finding.js';
import { longerFrom, type OutageEvent, outageEvents, outageMoment } from './outage-events.js';

export type Chronic = Extract<ExitCondition, { kind: 'chronic' }>;

/**
 * k outages, each longer than a time, that begin within n local days of each other: outages that begin on the 1st and
 * on the 30th are within 30 days, the 31st is not. The condition holds from the second in which the last of them is
 * known to be long enough. Near: one more outage in the days to come would do.
 */
export const findChronic: ExitConditionOf<'chronic'> = (condition, view) => {
  const long = longOutages(condition, view);
  const { startsAt, endsAt } = view.last.period;
  const ends = groupEnds(condition, long).filter((end) => {
    const at = longerFrom(long[end]!, condition.longerThanSeconds);
    return at >= startsAt && at < endsAt;
  });
  const held = ends.length > 0;
  const trailing = trailingOutages(condition, view, long);
  const shown = held ? groupOf(condition, long, ends.at(-1)!) : trailing;
  const missing = Math.max(1, condition.outages - trailing.length);
  return {
    held,
    near: !held && missing === 1,
    unit: 'outages',
    reached: Rational.of(shown.length),
    threshold: Rational.of(condition.outages),
    strict: false,
    distance: Rational.of(held ? 0 : missing),
    by: held || trailing.length === 0 ? undefined : lastDayFor(condition, trailing),
    serviceLevel: undefined,
    window: [{ outcome: view.last, amount: Rational.of(shown.length), counts: held }],
    moments: shown.map((event) => outageMoment(event, longerFrom(event, condition.longerThanSeconds))),
    opensAt: ends.map((end) => ({
      at: longerFrom(long[end]!, condition.longerThanSeconds),
      serviceLevel: undefined,
      factIds: groupOf(condition, long, end).flatMap((event) => event.factIds),
    })),
  };
};

/** The outages that are long enough and count, known to be so by the end of the period. */
export function longOutages(
  { services, longerThanSeconds }: Chronic,
  { world, last, countsFrom }: ExitView,
): OutageEvent[] {
  return outageEvents(world, services).filter((event) => {
    const at = longerFrom(event, longerThanSeconds);
    return event.seconds > longerThanSeconds && at >= countsFrom && at < last.period.endsAt;
  });
}

/** The places of the outages that are the last of a group of enough. */
function groupEnds({ outages, withinDays }: Chronic, long: readonly OutageEvent[]): number[] {
  return [...long.keys()].filter((end) => {
    const first = long[end - outages + 1];
    return first !== undefined && long[end]!.day - first.day < withinDays;
  });
}

/** All outages that begin within the days that end with the beginning of one of them. */
function groupOf({ withinDays }: Chronic, long: readonly OutageEvent[], end: number): OutageEvent[] {
  return long.slice(0, end + 1).filter((event) => long[end]!.day - event.day < withinDays);
}

/** The outages that a further one, at the end of the period or at the instant of valuation before it, would be within days of. */
export function trailingOutages(
  condition: Chronic,
  view: ExitView,
  long: readonly OutageEvent[],
): OutageEvent[] {
  const today = dayOfView(view);
  return long.filter((event) => today - event.day < condition.withinDays);
}

/** The last day of the period, or the day of valuation in one that is not over. */
function dayOfView({ world, last }: Pick<ExitView, 'world' | 'last'>): DayNumber {
  const { valuedAt } = world.environment;
  return valuedAt >= last.period.endsAt ? last.period.to : localOfInstant(world.zone, valuedAt).date;
}

/** The last day on which the missing outages may begin so that the known ones still count. */
export function lastDayFor(
  { outages, withinDays }: Chronic,
  trailing: readonly OutageEvent[],
): DayNumber | undefined {
  const needed = outages === 1 ? [] : trailing.slice(1 - outages);
  return needed.length === 0 ? undefined : needed[0]!.day + withinDays - 1;
}
