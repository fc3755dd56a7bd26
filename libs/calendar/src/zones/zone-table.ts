import { TallyError } from '@tallystick/errors';
import { compareText } from '@tallystick/quantities';
import { nearNames } from './near-names.js';
import { offsetAfter, type ZoneTransitions } from './zone-transitions.js';

/** The zones' transitions under one version of the time-zone database. */
export interface ZoneTable {
  /** E.g. `tzdb-2026f`. */
  readonly version: string;
  /** @throws TallyError `zone-unknown`; the mend names those that are written alike. */
  transitionsOf(zone: string): ZoneTransitions;
}

/**
 * A table handed in: the transitions sealed in a statement, or made-up zones in a test.
 *
 * @throws TallyError `zone-invalid` where a zone stands twice or its transitions contradict each other.
 */
export function zoneTableOf(version: string, zones: readonly ZoneTransitions[]): ZoneTable {
  const byName = new Map<string, ZoneTransitions>();
  for (const zone of zones) {
    if (byName.has(zone.zone)) {
      throw new TallyError('zone-invalid', `The zone ${zone.zone} stands twice in the table ${version}.`);
    }
    assertConsistent(zone);
    byName.set(zone.zone, zone);
  }
  return Object.freeze({
    version,
    transitionsOf: (name: string) => byName.get(name) ?? refuseUnknown(name, version, [...byName.keys()]),
  });
}

export function refuseUnknown(name: string, version: string, known: readonly string[]): never {
  const near = nearNames(name, known);
  const mend =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : known.length > 0 && known.length <= 10
        ? `It holds ${[...known].sort(compareText).join(', ')}.`
        : 'Use an IANA name such as Europe/London.';
  throw new TallyError('zone-unknown', `The time zone "${name}" is not in the table ${version}. ${mend}`, [
    { place: 'timezone', problem: `"${name}" is not a known time zone.`, mend },
  ]);
}

function assertConsistent(zone: ZoneTransitions): void {
  const refuse = (problem: string): never => {
    throw new TallyError(
      'zone-invalid',
      `The transitions of ${zone.zone} contradict themselves: ${problem}.`,
    );
  };
  const isOffset = (seconds: number): boolean => Number.isSafeInteger(seconds) && Math.abs(seconds) <= 86_400;
  if (!isOffset(zone.initialOffsetSeconds)) {
    refuse(`the initial offset ${zone.initialOffsetSeconds} is not whole seconds within a day`);
  }
  if (
    !Number.isSafeInteger(zone.coversFrom) ||
    !Number.isSafeInteger(zone.coversUntil) ||
    zone.coversFrom >= zone.coversUntil
  ) {
    refuse(`it covers no range from ${zone.coversFrom} until ${zone.coversUntil}`);
  }
  zone.transitions.forEach(([at, offset], index) => {
    if (!Number.isSafeInteger(at) || !isOffset(offset)) {
      refuse(`transition ${index + 1} is not whole seconds`);
    }
    const previous = zone.transitions[index - 1];
    // The later transition must come later on the clock on the wall too, or a local time would have no first occurrence.
    if (
      previous !== undefined &&
      (at <= previous[0] || at + previous[1] <= previous[0] + offsetAfter(zone, index - 2))
    ) {
      refuse(`transition ${index + 1} does not come after the one before it`);
    }
  });
}
