import type { Fact } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { instantOfCanonicalText } from './canonical-instant.js';
import {
  EventFlag,
  EventKind,
  responseEvidenceCodeOf,
  statusCodeOf,
  type TicketEventName,
  ticketEventNames,
} from './event-kinds.js';
import { writeFactId } from './fact-id-words.js';
import type { AttributeColumns, EventColumns } from './columns.js';
import type { TextTable } from './text-table.js';

export type TicketEventFact = Fact<TicketEventName>;

/** Where ticket events are written to. */
export interface TicketEventStore {
  readonly events: EventColumns;
  readonly attributes: AttributeColumns;
  readonly texts: TextTable;
  /** The index of a ticket by its key, given out at the first call. */
  ticketOf(key: string): number;
}

const kinds: ReadonlyMap<string, number> = new Map(ticketEventNames.map((name, kind) => [name, kind]));

/** The kind of a ticket event's row; `undefined` for facts of the other families. */
export function ticketEventKindOf(type: string): number | undefined {
  return kinds.get(type);
}

/**
 * Writes one ticket fact as a row of the columns: what clocks, scopes and the ball need. Words for people (titles,
 * reasons, codes, the source's own status) stay in the ledger, where the fact's id finds them.
 */
export function recordTicketEvent(
  store: TicketEventStore,
  kind: number,
  position: number,
  effectiveAt: EpochMilliseconds,
  recordedAt: EpochMilliseconds,
  fact: TicketEventFact,
): void {
  const { events, texts } = store;
  const row = events.append();
  events.ticket[row] = store.ticketOf(fact.ticket);
  events.effectiveAt[row] = effectiveAt;
  events.recordedAt[row] = recordedAt;
  events.position[row] = position;
  events.kind[row] = kind;
  writeFactId(fact.id, events.id, row * 4);
  switch (kind) {
    case EventKind.opened:
      events.value[row] = texts.code((fact as Fact<'TicketOpened'>).priority);
      events.other[row] = recordAttributes(store, fact as Fact<'TicketOpened'>);
      return;
    case EventKind.responded:
      events.value[row] = responseEvidenceCodeOf((fact as Fact<'TicketResponded'>).evidence);
      return;
    case EventKind.transitioned: {
      const { status, ball, evidence } = fact as Fact<'TicketTransitioned'>;
      events.value[row] = statusCodeOf(status);
      events.other[row] = texts.code(ball);
      events.flags[row] = evidence === undefined ? 0 : EventFlag.evidence;
      return;
    }
    case EventKind.reprioritised:
      events.value[row] = texts.code((fact as Fact<'TicketReprioritised'>).priority);
      return;
    case EventKind.reclassified:
      events.other[row] = recordAttributes(store, fact as Fact<'TicketReclassified'>);
      return;
    case EventKind.assigned: {
      const { group, party } = fact as Fact<'TicketAssigned'>;
      events.value[row] = texts.code(party);
      events.other[row] = texts.code(group);
      return;
    }
    case EventKind.escalated: {
      const { level, to } = fact as Fact<'TicketEscalated'>;
      events.value[row] = texts.code(level);
      events.other[row] = texts.code(to);
      return;
    }
    case EventKind.linked: {
      const { relation, to } = fact as Fact<'TicketLinked'>;
      events.value[row] = texts.code(relation);
      events.other[row] = texts.code(to);
      return;
    }
    // Of the other kinds it matters that they happened; their words stand in the ledger.
    default:
      return;
  }
}

function recordAttributes(
  { attributes, texts }: TicketEventStore,
  fact: Fact<'TicketOpened'> | Fact<'TicketReclassified'>,
): number {
  const row = attributes.append();
  attributes.ticketType[row] = texts.code(fact.ticketType);
  attributes.service[row] = texts.code(fact.service);
  attributes.category[row] = texts.code(fact.category);
  attributes.configurationItem[row] = texts.code(fact.configurationItem);
  attributes.site[row] = texts.code(fact.site);
  attributes.reportedAt[row] = NaN;
  if (fact.type === 'TicketOpened') {
    attributes.openedBy[row] = texts.code(fact.openedBy);
    if (fact.reportedAt !== undefined) {
      attributes.reportedAt[row] = instantOfCanonicalText(fact.reportedAt);
    }
  }
  return row;
}
