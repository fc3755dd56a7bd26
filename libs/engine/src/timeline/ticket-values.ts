import { compareText } from '@tallystick/quantities';
import { EventKind } from './event-kinds.js';
import { readFactId } from './fact-id-words.js';
import type { FactStore } from './fact-store.js';
import type { TicketGroups } from './ticket-groups.js';
import type { TicketTracks } from './ticket-tracks.js';

/** What openings and reclassifications say of a ticket, and scopes tell tickets apart by. */
export type TicketAttribute = 'service' | 'site' | 'category' | 'configurationItem';

/** The rows of the facts that say what a ticket is, in the order of the tickets. */
function* sayingRows(store: FactStore, { starts, ends, rows }: TicketGroups): Generator<number> {
  const { kind } = store.events;
  for (let ticket = 0; ticket < ends.length; ticket += 1) {
    for (let index = starts[ticket]!; index < ends[ticket]!; index += 1) {
      const row = rows[index]!;
      if (kind[row] === EventKind.opened || kind[row] === EventKind.reclassified) yield row;
    }
  }
}

/** Every text that counted facts name for an attribute, also one that a ticket was put under another for since. */
export function ticketValuesOf(
  store: FactStore,
  groups: TicketGroups,
  attribute: TicketAttribute,
): readonly string[] {
  const { other } = store.events;
  const codes = store.attributes[attribute];
  const named = new Uint8Array(store.texts.size);
  for (const row of sayingRows(store, groups)) named[codes[other[row]!]!] = 1;
  const values: string[] = [];
  // Code 0 is "none".
  for (let code = 1; code < named.length; code += 1) {
    if (named[code] === 1) values.push(store.texts.text(code));
  }
  return values.sort(compareText);
}

/** The counted facts that name a text for an attribute. */
export function factIdsNaming(
  store: FactStore,
  groups: TicketGroups,
  attribute: TicketAttribute,
  value: string,
): string[] {
  const code = store.texts.codeOf(value);
  const codes = store.attributes[attribute];
  const { other, id } = store.events;
  return [...sayingRows(store, groups)]
    .filter((row) => codes[other[row]!] === code)
    .map((row) => readFactId(id, row * 4));
}

/** The tickets last known under each value of an attribute, by the value's code. */
export function ticketsByValue(
  tracks: TicketTracks,
  attribute: TicketAttribute,
): ReadonlyMap<number, readonly number[]> {
  const tickets = new Map<number, number[]>();
  for (const [ticket, code] of tracks[attribute].entries()) {
    const list = tickets.get(code);
    if (list === undefined) tickets.set(code, [ticket]);
    else list.push(ticket);
  }
  return tickets;
}
