import { ScannedField } from '@tallystick/facts';
import {
  statusCodeOf,
  EventFlag,
  EventKind,
  responseEvidenceCodeOf,
  ticketEventNames,
} from './event-kinds.js';
import type { AttributeColumns, EventColumns } from './columns.js';
import type { TicketEventFields } from './ticket-event-fields.js';

/** Where ticket events are written to. */
export interface TicketEventStore {
  readonly events: EventColumns;
  readonly attributes: AttributeColumns;
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
  fields: TicketEventFields,
): void {
  const { events } = store;
  const row = events.append();
  events.ticket[row] = fields.ticket();
  events.effectiveAt[row] = fields.instant(ScannedField.effectiveAt);
  events.recordedAt[row] = fields.recordedAt();
  events.position[row] = position;
  events.kind[row] = kind;
  fields.writeFactId(events.id, row * 4);
  switch (kind) {
    case EventKind.opened:
      events.value[row] = fields.code(ScannedField.priority);
      events.other[row] = recordAttributes(store, kind, fields);
      return;
    case EventKind.responded:
      events.value[row] = responseEvidenceCodeOf(fields.text(ScannedField.evidence));
      return;
    case EventKind.transitioned:
      events.value[row] = statusCodeOf(fields.text(ScannedField.status)!);
      events.other[row] = fields.code(ScannedField.ball);
      events.flags[row] = fields.has(ScannedField.evidence) ? EventFlag.evidence : 0;
      return;
    case EventKind.reprioritised:
      events.value[row] = fields.code(ScannedField.priority);
      return;
    case EventKind.reclassified:
      events.other[row] = recordAttributes(store, kind, fields);
      return;
    case EventKind.assigned:
      events.value[row] = fields.code(ScannedField.party);
      events.other[row] = fields.code(ScannedField.group);
      return;
    case EventKind.escalated:
      events.value[row] = fields.code(ScannedField.level);
      events.other[row] = fields.code(ScannedField.to);
      return;
    case EventKind.linked:
      events.value[row] = fields.code(ScannedField.relation);
      events.other[row] = fields.code(ScannedField.to);
      return;
    // Of the other kinds it matters that they happened; their words stand in the ledger.
    default:
      return;
  }
}

function recordAttributes({ attributes }: TicketEventStore, kind: number, fields: TicketEventFields): number {
  const row = attributes.append();
  attributes.ticketType[row] = fields.code(ScannedField.ticketType);
  attributes.service[row] = fields.code(ScannedField.service);
  attributes.category[row] = fields.code(ScannedField.category);
  attributes.configurationItem[row] = fields.code(ScannedField.configurationItem);
  attributes.site[row] = fields.code(ScannedField.site);
  attributes.reportedAt[row] = NaN;
  if (kind === EventKind.opened) {
    attributes.openedBy[row] = fields.code(ScannedField.openedBy);
    if (fields.has(ScannedField.reportedAt)) {
      attributes.reportedAt[row] = fields.instant(ScannedField.reportedAt);
    }
  }
  return row;
}
