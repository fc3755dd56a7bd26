import { instantOfLocal, type ZoneTransitions } from '@tallystick/calendar';
import { isTallyError } from '@tallystick/errors';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { RowProblem } from '../row-problem.js';
import type { InstantFormat } from './instant-format.js';

/** What local times mean: an offset that never changes, or a zone with its transitions. */
export type Zone = { readonly offsetMinutes: number } | { readonly transitions: ZoneTransitions };

export interface InstantNotation {
  readonly formats: readonly { readonly name: string; readonly read: InstantFormat }[];
  /** The zone of times without an offset; nothing where every time is to have one. */
  readonly zone: Zone | undefined;
  /** `ignore`: the offset that is written is wrong, the time counts in the zone. */
  readonly offsets: 'trust' | 'ignore';
}

export interface ReadInstant {
  readonly instant: EpochMilliseconds;
  /** Where clocks showed that time twice: the second occurrence. The first is `instant`. */
  readonly again: EpochMilliseconds | undefined;
}

/** Makes the reader of the texts of one notation. It throws RowProblem for a text that no format takes. */
export function instantReader(notation: InstantNotation): (text: string, column: string) => ReadInstant {
  // Rows of one ticket repeat the same opening over and over.
  let lastText: string | undefined;
  let last: ReadInstant | undefined;
  return (text, column) => {
    if (text !== lastText || last === undefined) {
      last = withinCalendar(readInstant(notation, text, column), text, column);
      lastText = text;
    }
    return last;
  };
}

function readInstant(notation: InstantNotation, text: string, column: string): ReadInstant {
  for (const format of notation.formats) {
    const written = format.read(text);
    if (written === undefined) continue;
    if (written.kind === 'local')
      return ofLocal(notation.zone, written.date, written.millisecondOfDay, text, column);
    if (notation.offsets === 'trust') return { instant: written.milliseconds, again: undefined };
    const wall = wallTime(text);
    const local = wall === undefined ? undefined : format.read(wall);
    if (local?.kind === 'local')
      return ofLocal(notation.zone, local.date, local.millisecondOfDay, text, column);
  }
  throw new RowProblem(
    `Column \`${column}\` has ${JSON.stringify(text)}, which is not a time of the form ${notation.formats.map((format) => `\`${format.name}\``).join(' or ')}.`,
    'Add its form to `instants.formats` of the mapping, or the word to `empty` where it means no time.',
  );
}

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(9999, 0, 1);

/** Facts write years with four digits. */
function withinCalendar(read: ReadInstant, text: string, column: string): ReadInstant {
  if (read.instant >= earliest && read.instant < latest) return read;
  throw new RowProblem(
    `Column \`${column}\` has ${JSON.stringify(text)}, which is no year from 1900 to 9998.`,
    'Correct the row, or the unit in `instants.formats` of the mapping.',
  );
}

/** The text without the offset at its end. */
function wallTime(text: string): string | undefined {
  const match = /^(.*\d{2}:\d{2}.*?)\s?(?:Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})$/.exec(text);
  return match?.[1];
}

function ofLocal(
  zone: Zone | undefined,
  date: number,
  millisecondOfDay: number,
  text: string,
  column: string,
): ReadInstant {
  if (zone === undefined) {
    throw new RowProblem(
      `Column \`${column}\` has ${JSON.stringify(text)}, a local time without an offset, and the mapping names no zone.`,
      'Set `instants.zone` to the zone of the export, e.g. Europe/Paris or +01:00.',
    );
  }
  if ('offsetMinutes' in zone) {
    return { instant: date * 86_400_000 + millisecondOfDay - zone.offsetMinutes * 60_000, again: undefined };
  }
  const second = Math.floor(millisecondOfDay / 1000);
  try {
    const seconds = instantOfLocal(zone.transitions, date, second);
    const fraction = millisecondOfDay - second * 1000;
    const again = secondOccurrence(zone.transitions, date * 86_400 + second, seconds);
    return {
      instant: seconds * 1000 + fraction,
      again: again === undefined ? undefined : again * 1000 + fraction,
    };
  } catch (error) {
    if (!isTallyError(error)) throw error;
    throw new RowProblem(
      `Column \`${column}\` has ${JSON.stringify(text)}: ${error.message}`,
      'Correct the year.',
    );
  }
}

/** Where the clock is set back over the local time: the instant at which it shows that time again. */
function secondOccurrence(zone: ZoneTransitions, localSecond: number, first: number): number | undefined {
  let low = 0;
  let high = zone.transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (zone.transitions[middle]![0] <= first) low = middle + 1;
    else high = middle;
  }
  const next = zone.transitions[low];
  if (next === undefined) return undefined;
  const again = localSecond - next[1];
  return again > first && again >= next[0] ? again : undefined;
}
