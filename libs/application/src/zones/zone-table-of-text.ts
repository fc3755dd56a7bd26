import { type ZoneTable, zoneTableOf, type ZoneTransitions } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import { parseStrictJson } from '@tallystick/facts';

/**
 * Reads a time-zone table from a file, in the form in which statements seal it.
 * @throws TallyError `json-invalid`, `zone-invalid`.
 */
export function zoneTableOfText(text: string, name: string): ZoneTable {
  const table = parseStrictJson(text, name) as { readonly version?: unknown; readonly zones?: unknown };
  if (typeof table.version !== 'string' || !Array.isArray(table.zones)) {
    throw invalid(name, 'It has no version and no list of zones.');
  }
  return zoneTableOf(
    table.version,
    table.zones.map((zone: unknown, index) => zoneAt(zone, `${name} zones[${index}]`)),
  );
}

function zoneAt(value: unknown, place: string): ZoneTransitions {
  if (typeof value !== 'object' || value === null) throw invalid(place, 'It is not an object.');
  const zone = value as Partial<Record<keyof ZoneTransitions, unknown>>;
  const { transitions } = zone;
  const wellFormed =
    typeof zone.zone === 'string' &&
    typeof zone.initialOffsetSeconds === 'number' &&
    typeof zone.coversFrom === 'number' &&
    typeof zone.coversUntil === 'number' &&
    Array.isArray(transitions) &&
    transitions.every(
      (pair: unknown) =>
        Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'number'),
    );
  if (!wellFormed) throw invalid(place, 'It lacks a part, or a part is not what it should be.');
  return value as ZoneTransitions;
}

function invalid(place: string, problem: string): TallyError {
  return new TallyError('zone-invalid', `${place} is no time-zone table.`, [
    { place, problem, mend: 'Write it as a statement seals it; docs/reference/cli.md shows the form.' },
  ]);
}
