import type { Fact, FactType } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { instantOfCanonicalText } from './canonical-instant.js';
import { AttributeColumns, EventColumns } from './columns.js';
import type { FactRecord } from './fact-record.js';
import {
  recordTicketEvent,
  type TicketEventFact,
  ticketEventKindOf,
  type TicketEventStore,
} from './record-ticket-event.js';
import { TextTable } from './text-table.js';

/**
 * Every fact that was added, as it came: ticket events as columns, all others as records. Nothing is worked out here;
 * what follows from the facts is made when it is read, so that the order of adding can never matter.
 */
export class FactStore implements TicketEventStore {
  readonly texts = new TextTable();
  readonly ticketKeys: string[] = [];
  private readonly ticketIndexes = new Map<string, number>();
  readonly events = new EventColumns();
  readonly attributes = new AttributeColumns();
  readonly others = new Map<FactType, FactRecord[]>();
  private readonly otherById = new Map<string, FactRecord>();
  /** Grows with every change, so that what was derived knows when it is out of date. */
  generation = 0;
  lastPosition = 0;
  lastRecordedAt: EpochMilliseconds | undefined;

  private lastKey: string | undefined;
  private lastTicket = 0;
  private recordedText = '';
  private recordedMilliseconds = 0;

  add(position: number, fact: Fact): void {
    const recordedAt = this.recordedAtOf(fact.recordedAt);
    const effectiveAt = instantOfCanonicalText(fact.effectiveAt);
    const kind = ticketEventKindOf(fact.type);
    if (kind !== undefined) {
      recordTicketEvent(this, kind, position, effectiveAt, recordedAt, fact as TicketEventFact);
    } else {
      this.addRecord({ position, effectiveAt, recordedAt, fact });
    }
    this.noteHead(position, recordedAt);
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
    let position = 0;
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

  ticketOf(key: string): number {
    // Facts of one ticket often follow each other: an audited update makes several.
    if (key === this.lastKey) {
      return this.lastTicket;
    }
    let index = this.ticketIndexes.get(key);
    if (index === undefined) {
      index = this.ticketKeys.length;
      this.ticketKeys.push(key);
      this.ticketIndexes.set(key, index);
    }
    this.lastKey = key;
    this.lastTicket = index;
    return index;
  }

  knownTicket(key: string): number | undefined {
    return this.ticketIndexes.get(key);
  }

  /** Facts of one batch share their recorded instant, so the last one is remembered. */
  private recordedAtOf(text: string): EpochMilliseconds {
    if (text !== this.recordedText) {
      this.recordedMilliseconds = instantOfCanonicalText(text);
      this.recordedText = text;
    }
    return this.recordedMilliseconds;
  }
}
