import { invariant } from '@tallystick/errors';
import {
  type Fact,
  type FactType,
  readRecordedFact,
  scanTicketFact,
  TicketFactScan,
} from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { instantOfCanonicalText } from './canonical-instant.js';
import { AttributeColumns, copyEvent, EventColumns } from './columns.js';
import type { FactRecord } from './fact-record.js';
import { recordTicketEvent, ticketEventKindOf, type TicketEventStore } from './record-ticket-event.js';
import { RowsOfTickets } from './rows-of-tickets.js';
import { TextTable } from './text-table.js';
import {
  FactFields,
  type Interning,
  ScannedFields,
  type TicketEventFact,
  type TicketEventFields,
} from './ticket-event-fields.js';

/** What stores of the same facts can have in common. */
type Parts = Pick<FactStore, 'texts' | 'ticketKeys' | 'events' | 'attributes' | 'others'>;

/** Few tickets have more facts; the columns grow for those that have. */
const rowsOfOneTicket = 16;

/**
 * Every fact that was added, as it came: ticket events as columns, all others as records. Nothing is worked out here;
 * what follows from the facts is made when it is read, so that the order of adding can never matter.
 */
export class FactStore implements TicketEventStore, Interning {
  readonly texts: TextTable;
  /** The code of a key is one more than the index of its ticket. */
  readonly ticketKeys: TextTable;
  readonly events: EventColumns;
  readonly attributes: AttributeColumns;
  readonly others: Map<FactType, FactRecord[]>;
  private readonly otherById = new Map<string, FactRecord>();
  private readonly rowsOfTickets: RowsOfTickets;
  /** Whether all its ticket facts are its own, and no other store adds to them. */
  readonly isWhole: boolean;
  /** Grows with every change, so that what was derived knows when it is out of date. */
  generation = 0;
  /** How many facts were added that are not the last ones of the ledger: what was known up to a position has changed. */
  backfills = 0;
  lastPosition = -1;
  lastRecordedAt: EpochMilliseconds | undefined;

  private latest: EpochMilliseconds = -Infinity;
  private latestCovers = 0;
  private readonly scan = new TicketFactScan();
  private readonly scannedFields = new ScannedFields(this, this.scan);
  private readonly factFields = new FactFields(this);

  /** @param parts what it has in common with another store; absent: an empty store of its own. */
  constructor(parts: Partial<Parts> = {}) {
    this.texts = parts.texts ?? new TextTable();
    this.ticketKeys = parts.ticketKeys ?? new TextTable();
    this.events = parts.events ?? new EventColumns();
    this.attributes = parts.attributes ?? new AttributeColumns();
    this.others = parts.others ?? new Map<FactType, FactRecord[]>();
    this.rowsOfTickets = new RowsOfTickets(this.events);
    this.isWhole = parts.events === undefined;
  }

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
    if (position <= this.lastPosition) this.backfills += 1;
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

  /**
   * The facts of one ticket, in the order in which they were added, and all facts about no ticket. It shares what it
   * can with this store: nothing may be added to it, and it is read up to a position that this store has reached.
   */
  ofTicket(ticket: number): FactStore {
    const { texts, attributes, others } = this;
    const one = new FactStore({ texts, attributes, others, events: new EventColumns(rowsOfOneTicket) });
    one.lastPosition = this.lastPosition;
    one.lastRecordedAt = this.lastRecordedAt;
    const index = one.ticketKeys.code(this.ticketKey(ticket)) - 1;
    for (const row of this.rowsOfTickets.of(ticket)) copyEvent(this.events, row, one.events, index);
    return one;
  }

  /**
   * The facts up to a position, and facts about no ticket as if they had been recorded after it and before any other. It
   * shares the columns with this store, and is read no further than to the last of these facts.
   */
  asIf(position: number, facts: readonly Fact[]): FactStore {
    const others = new Map<FactType, FactRecord[]>();
    for (const [type, records] of this.others) {
      others.set(
        type,
        records.filter((record) => record.position <= position),
      );
    }
    const { texts, ticketKeys, events, attributes } = this;
    const other = new FactStore({ texts, ticketKeys, events, attributes, others });
    facts.forEach((fact, index) => {
      invariant(ticketEventKindOf(fact.type) === undefined, 'only facts about no ticket are supposed');
      // eslint-disable-next-line figures/no-floats -- a position between two is an order and no figure.
      other.add(position + (index + 1) / (facts.length + 1), fact);
    });
    return other;
  }

  /** When the last event of any ticket happens; rows that are there are looked at once. */
  get latestEventAt(): EpochMilliseconds {
    const { effectiveAt, count } = this.events;
    for (; this.latestCovers < count; this.latestCovers += 1) {
      this.latest = Math.max(this.latest, effectiveAt[this.latestCovers]!);
    }
    return this.latest;
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
