import type { TicketEvent, TicketView } from './ticket-view.js';
import { EventFlag, EventKind, responseEvidence, statusOf, ticketEventNames } from './event-kinds.js';
import { readFactId } from './fact-id-words.js';
import type { FactStore } from './fact-store.js';
import type { TicketGroups } from './ticket-groups.js';
import { TicketState, type TicketTracks } from './ticket-tracks.js';

/** Puts together what is known of one ticket. */
export function readTicketView(
  store: FactStore,
  groups: TicketGroups,
  tracks: TicketTracks,
  ticket: number,
): TicketView {
  const { texts } = store;
  const rows = groups.rows.subarray(groups.starts[ticket], groups.ends[ticket]);
  const complete = tracks.state[ticket] === TicketState.complete;
  const opening = [...rows].find((row) => store.events.kind[row] === EventKind.opened);
  const openedBy = opening === undefined ? 0 : store.attributes.openedBy[store.events.other[opening]!]!;
  return {
    index: ticket,
    ticket: store.ticketKey(ticket),
    state: complete ? 'complete' : 'incomplete',
    ticketType: texts.textOrNone(tracks.ticketType[ticket]!),
    service: texts.textOrNone(tracks.service[ticket]!),
    category: texts.textOrNone(tracks.category[ticket]!),
    configurationItem: texts.textOrNone(tracks.configurationItem[ticket]!),
    site: texts.textOrNone(tracks.site[ticket]!),
    openedAt: complete ? tracks.openedAt[ticket]! : undefined,
    reportedAt: complete ? tracks.reportedAt[ticket]! : undefined,
    openedBy: texts.textOrNone(openedBy),
    status: complete ? statusOf(tracks.status[ticket]!) : undefined,
    priority: complete ? texts.text(tracks.priority[ticket]!) : undefined,
    duplicateOf: texts.textOrNone(tracks.duplicateOf[ticket]!),
    parent: texts.textOrNone(tracks.parent[ticket]!),
    events: Array.from(rows, (row) => eventOf(store, row, complete ? tracks.openedAt[ticket]! : -Infinity)),
  };
}

function eventOf(store: FactStore, row: number, openedAt: number): TicketEvent {
  const { events, texts } = store;
  const kind = events.kind[row]!;
  const attribute = kind === EventKind.opened || kind === EventKind.reclassified;
  return {
    type: ticketEventNames[kind]!,
    factId: readFactId(events.id, row * 4),
    position: events.position[row]!,
    effectiveAt: events.effectiveAt[row]!,
    recordedAt: events.recordedAt[row]!,
    countsAt: Math.max(openedAt, Math.floor(events.effectiveAt[row]! / 1000)),
    value: valueOf(store, kind, events.value[row]!),
    other: attribute ? undefined : texts.textOrNone(events.other[row]!),
    evidence: (events.flags[row]! & EventFlag.evidence) !== 0,
  };
}

function valueOf(store: FactStore, kind: number, value: number): string | undefined {
  switch (kind) {
    case EventKind.transitioned:
      return statusOf(value);
    case EventKind.responded:
      return value === 0 ? undefined : responseEvidence[value - 1];
    default:
      return store.texts.textOrNone(value);
  }
}
