import { TallyError } from '@tallystick/errors';
import { type EpochSeconds, formatInstantSeconds } from '@tallystick/quantities';

/**
 * One zone's changes of its offset from UTC, as plain data: a statement seals the ones it used, and a replay hands
 * them in again, so that a later time-zone database changes nothing (design 2, statements).
 *
 * `coversFrom` (inclusive) and `coversUntil` (exclusive) say for which instants the data may be asked. Transitions may
 * stand a few days before `coversFrom`: the local times just after them need them.
 */
export interface ZoneTransitions {
  /** The name it was asked by, e.g. `Europe/London`; an alias keeps its own name. */
  readonly zone: string;
  /** Seconds east of UTC before the first transition. */
  readonly initialOffsetSeconds: number;
  /** Ascending: from this instant on, this many seconds east of UTC. */
  readonly transitions: readonly (readonly [atEpochSecond: number, offsetSeconds: number])[];
  readonly coversFrom: EpochSeconds;
  readonly coversUntil: EpochSeconds;
}

/**
 * How long before `coversFrom` a transition can still matter. Opening hours last at most 48 hours, and no zone has
 * ever jumped by more than 24.
 */
const marginSeconds = 4 * 86_400;

/** The index of the last transition at or before the instant, or -1. */
export function transitionIndexAt(zone: ZoneTransitions, instant: EpochSeconds): number {
  let low = 0;
  let high = zone.transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (zone.transitions[middle]![0] <= instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Seconds east of UTC after the transition of that index; index -1 is the time before the first. */
export function offsetAfter(zone: ZoneTransitions, index: number): number {
  return index < 0 ? zone.initialOffsetSeconds : zone.transitions[index]![1];
}

/**
 * The part of a zone's transitions that working time within `[from, until)` depends on: what a statement seals.
 * It answers every question within that range as the whole does, and refuses every other.
 *
 * @throws TallyError `zone-out-of-range` where the zone itself does not cover the range.
 */
export function sliceTransitions(
  zone: ZoneTransitions,
  from: EpochSeconds,
  until: EpochSeconds,
): ZoneTransitions {
  if (!(from < until)) {
    throw new TallyError(
      'worktime-invalid',
      `The range to slice, ${from} to ${until}, is reversed or empty.`,
    );
  }
  assertCovered(zone, from);
  assertCovered(zone, until - 1);
  const first = transitionIndexAt(zone, from - marginSeconds);
  const last = transitionIndexAt(zone, until - 1);
  return Object.freeze({
    zone: zone.zone,
    initialOffsetSeconds: offsetAfter(zone, first),
    transitions: Object.freeze(zone.transitions.slice(first + 1, last + 1)),
    coversFrom: from,
    coversUntil: until,
  });
}

/** @throws TallyError `zone-out-of-range` where the instant is outside what the zone's data covers. */
export function assertCovered(zone: ZoneTransitions, instant: EpochSeconds): void {
  if (!(instant >= zone.coversFrom && instant < zone.coversUntil)) {
    throw outOfRange(zone, instant);
  }
}

export function outOfRange(zone: ZoneTransitions, instant: EpochSeconds): TallyError {
  const asked = Number.isSafeInteger(instant) ? `the instant ${textOf(instant)}` : `"${instant}"`;
  return new TallyError(
    'zone-out-of-range',
    `The transitions of ${zone.zone} do not cover ${asked}: they reach from ${textOf(zone.coversFrom)} until ${textOf(zone.coversUntil)}.`,
  );
}

/** Instants beyond what a date can show are shown as numbers. */
function textOf(instant: EpochSeconds): string {
  return Math.abs(instant) < 8e12 ? formatInstantSeconds(instant) : `${instant} s`;
}
