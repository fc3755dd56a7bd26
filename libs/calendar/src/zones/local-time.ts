import type { DayNumber, EpochSeconds } from '@tallystick/quantities';
import { assertCovered, offsetAfter, transitionIndexAt, type ZoneTransitions } from './zone-transitions.js';

const secondsPerDay = 86_400;

/** What a clock on the wall shows: the date and the seconds since its midnight, never 24:00. */
export interface LocalTime {
  readonly date: DayNumber;
  readonly secondOfDay: number;
  readonly offsetSeconds: number;
}

/** @throws TallyError `zone-out-of-range`. */
export function localOfInstant(zone: ZoneTransitions, instant: EpochSeconds): LocalTime {
  assertCovered(zone, instant);
  return localUnchecked(zone, instant);
}

/**
 * The instant at which the local clock shows that time of that date. A time in a gap moves forward by the length of
 * the gap; a time that comes twice is its first occurrence (design 5, row 17). `secondOfDay` may be 86400 or more: it
 * is then a time of a later date.
 *
 * @throws TallyError `zone-out-of-range`.
 */
export function instantOfLocal(zone: ZoneTransitions, date: DayNumber, secondOfDay: number): EpochSeconds {
  const instant = instantOfLocalUnchecked(zone, date * secondsPerDay + secondOfDay);
  assertCovered(zone, instant);
  return instant;
}

/**
 * The first instant of the local date. A date that the zone skipped has none: then it is the first instant after it,
 * so that the dates of a period always join up.
 *
 * @throws TallyError `zone-out-of-range`.
 */
export function startOfLocalDate(zone: ZoneTransitions, date: DayNumber): EpochSeconds {
  const instant = startOfLocalDateUnchecked(zone, date);
  assertCovered(zone, instant);
  return instant;
}

/** Whether the date ever stood on the zone's calendars: 30 December 2011 did not in Apia (design 5, row 19). */
export function localDateExists(zone: ZoneTransitions, date: DayNumber): boolean {
  const gapEnd = gapEndOf(zone, date * secondsPerDay);
  return gapEnd === undefined || localUnchecked(zone, gapEnd).date === date;
}

/** As `localOfInstant`, also outside the covered range: for finding the dates around a range. */
export function localUnchecked(zone: ZoneTransitions, instant: EpochSeconds): LocalTime {
  const offsetSeconds = offsetAfter(zone, transitionIndexAt(zone, instant));
  const local = instant + offsetSeconds;
  const date = Math.floor(local / secondsPerDay);
  return { date, secondOfDay: local - date * secondsPerDay, offsetSeconds };
}

/** As `startOfLocalDate`, also outside the covered range. */
export function startOfLocalDateUnchecked(zone: ZoneTransitions, date: DayNumber): EpochSeconds {
  const local = date * secondsPerDay;
  return gapEndOf(zone, local) ?? instantOfLocalUnchecked(zone, local);
}

/** As `instantOfLocal`, also outside the covered range: for hours that reach over its edges and are clipped there. */
export function instantOfLocalUnchecked(zone: ZoneTransitions, local: number): EpochSeconds {
  const index = lastTransitionReachedBy(zone, local);
  const instant = local - offsetAfter(zone, index);
  return index >= 0 && instant < zone.transitions[index]![0] ? local - offsetAfter(zone, index - 1) : instant;
}

/** The instant at which the gap ends that the local second falls in, or undefined where it falls in none. */
export function gapEndOf(zone: ZoneTransitions, local: number): EpochSeconds | undefined {
  const index = lastTransitionReachedBy(zone, local);
  if (index < 0) {
    return undefined;
  }
  const at = zone.transitions[index]![0];
  return local - offsetAfter(zone, index) < at ? at : undefined;
}

/**
 * The index of the last transition that a clock which still shows the offset before it reaches no later than that
 * local second. The first occurrence of the local second comes after this transition and before the next, or falls
 * into this one's gap. Zone tables make sure that these local seconds ascend.
 */
function lastTransitionReachedBy(zone: ZoneTransitions, local: number): number {
  let low = 0;
  let high = zone.transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (zone.transitions[middle]![0] + offsetAfter(zone, middle - 1) <= local) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
