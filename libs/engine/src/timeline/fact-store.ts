import {
  type Fact,
  type FactType,
  readRecordedFact,
  scanTicketFact,
  TicketFactScan,
} from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { instantOfCanonicalText } from './canonical-instant.js';
import { AttributeColumns, EventColumns } from './columns.js';
import type { FactRecord } from './fact-record.js';
import { recordTicketEvent, ticketEventKindOf, type TicketEventStore } from './record-ticket-event.js';
import { TextTable } from './text-table.js';
import {
  FactFields,
  type Interning,
  ScannedFields,
  type TicketEventFact,
  type TicketEventFields,
} from './ticket-event-fields.js';

/**
 * Every fact that was added, as it came: ticket events as columns, all others as records. Nothing is worked out here;
 * what follows from the facts is made when it is read, so that the order of adding can never matter.
 */
export class FactStore implements TicketEventStore, Interning {
  readonly texts = new TextTable();
  /** The code of a key is one more than the index of its ticket. */
  readonly ticketKeys = new TextTable();
  readonly events = new EventColumns();
  readonly attributes = new AttributeColumns();
  readonly others = new Map<FactType, FactRecord[]>();
  private readonly otherById = new Map<string, FactRecord>();
  /** Grows with every change, so that what was derived knows when it is out of date. */
  generation = 0;
  lastPosition = -1;
  lastRecordedAt: EpochMilliseconds | undefined;

  private readonly scan = new TicketFactScan();
  private readonly scannedFields = new ScannedFields(this, this.scan);
  private readonly factFields = new FactFields(this);

  add(position: number, fact: Fact): void {
    const kind = ticketEventKindOf(fact.type);
    if (kind !== undefined) {
      this.addEvent(position, kind, this.factFields.of(fact as TicketEventFact));
      return;
    }
    const recordedAt = instantOfCanonicalText(fact.recordedAt);
    this.addRecord({ position, effectiveAt: instantOfCanonicalText(fact.effectiveAt), recordedAt, fact });
    this.noteHead(position, recordedAt);
  }

  /** The same from the canonical text of the fact; ticket facts are not made into objects. */
  addText(position: number, text: string): void {
    if (scanTicketFact(text, this.scan)) {
      this.addEvent(position, ticketEventKindOf(this.scan.type)!, this.scannedFields);
    } else {
      this.add(position, readRecordedFact(text));
    }
  }

  private addEvent(position: number, kind: number, fields: TicketEventFields): void {
    recordTicketEvent(this, kind, position, fields);
    this.noteHead(position, fields.recordedAt());
  }

  noteHead(position: number, recordedAt: EpochMilliseconds): void {
    this.generation += 1;
    if (position >= this.lastPosition) {
      this.lastPosition = position;
      this.lastRecordedAt = recordedAt;
    }
  }

  /** A fact that is there already stays as it was first recorded. */
  private addRecord(record: FactRecord): void {
    const { id, type } = record.fact;
    const before = this.otherById.get(id);
    if (before !== undefined && before.position <= record.position) {
      return;
    }
    this.otherById.set(id, record);
    const records = this.others.get(type) ?? [];
    if (before === undefined) {
      records.push(record);
    } else {
      records[records.indexOf(before)] = record;
    }
    this.others.set(type, records);
  }

  /** The highest position up to the one given, and when its fact was recorded. */
  headAt(upTo: number): { position: number; recordedAt: EpochMilliseconds | undefined } {
    let position = -1;
    let recordedAt: EpochMilliseconds | undefined;
    const { events } = this;
    for (let row = 0; row < events.count; row += 1) {
      if (events.position[row]! <= upTo && events.position[row]! > position) {
        position = events.position[row]!;
        recordedAt = events.recordedAt[row]!;
      }
    }
    for (const record of [...this.others.values()].flat()) {
      if (record.position <= upTo && record.position > position) {
        ({ position, recordedAt } = record);
      }
    }
    return { position, recordedAt };
  }

  get ticketCount(): number {
    return this.ticketKeys.size - 1;
  }

  ticketKey(ticket: number): string {
    return this.ticketKeys.text(ticket + 1);
  }

  knownTicket(key: string): number | undefined {
    const code = this.ticketKeys.codeOf(key);
    return code === undefined ? undefined : code - 1;
  }
}
