const initialRows = 1024;

/**
 * One row for each ticket fact, as columns of whole numbers: no object stays behind for an event, and a segment saves
 * them as they are. Rows stand in the order in which they were added.
 */
export class EventColumns {
  count = 0;
  /** Index of the ticket in the store's ticket table. */
  ticket: Uint32Array;
  effectiveAt: Float64Array;
  recordedAt: Float64Array;
  position: Float64Array;
  kind: Uint8Array;
  flags: Uint8Array;
  /** What the fact states: the code of a status or an evidence kind, else of a text. */
  value: Uint32Array;
  /** Code of the other thing that it names; for openings and reclassifications the row of `AttributeColumns`. */
  other: Uint32Array;
  /** Four words of the fact's id a row. */
  id: Uint32Array;

  /** @param rows room for so many at first. */
  constructor(rows = initialRows) {
    this.ticket = new Uint32Array(rows);
    this.effectiveAt = new Float64Array(rows);
    this.recordedAt = new Float64Array(rows);
    this.position = new Float64Array(rows);
    this.kind = new Uint8Array(rows);
    this.flags = new Uint8Array(rows);
    this.value = new Uint32Array(rows);
    this.other = new Uint32Array(rows);
    this.id = new Uint32Array(rows * 4);
  }

  /** The index of a fresh row. */
  append(): number {
    if (this.count === this.ticket.length) {
      this.reserve(this.count * 2);
    }
    this.count += 1;
    return this.count - 1;
  }

  reserve(rows: number): void {
    if (rows <= this.ticket.length) {
      return;
    }
    this.ticket = grown(this.ticket, rows);
    this.effectiveAt = grown(this.effectiveAt, rows);
    this.recordedAt = grown(this.recordedAt, rows);
    this.position = grown(this.position, rows);
    this.kind = grown(this.kind, rows);
    this.flags = grown(this.flags, rows);
    this.value = grown(this.value, rows);
    this.other = grown(this.other, rows);
    this.id = grown(this.id, rows * 4);
  }
}

/** Adds a row as it stands in other columns, as one of the ticket of an index. */
export function copyEvent(from: EventColumns, row: number, to: EventColumns, ticket: number): void {
  const copy = to.append();
  to.ticket[copy] = ticket;
  to.effectiveAt[copy] = from.effectiveAt[row]!;
  to.recordedAt[copy] = from.recordedAt[row]!;
  to.position[copy] = from.position[row]!;
  to.kind[copy] = from.kind[row]!;
  to.flags[copy] = from.flags[row]!;
  to.value[copy] = from.value[row]!;
  to.other[copy] = from.other[row]!;
  for (let word = 0; word < 4; word += 1) to.id[copy * 4 + word] = from.id[row * 4 + word]!;
}

/** What openings and reclassifications say of a ticket; codes of texts, 0 where they say nothing. */
export class AttributeColumns {
  count = 0;
  ticketType = new Uint32Array(initialRows);
  service = new Uint32Array(initialRows);
  category = new Uint32Array(initialRows);
  configurationItem = new Uint32Array(initialRows);
  site = new Uint32Array(initialRows);
  openedBy = new Uint32Array(initialRows);
  /** `NaN` where the opening does not say. */
  reportedAt = new Float64Array(initialRows);

  append(): number {
    if (this.count === this.ticketType.length) {
      this.reserve(this.count * 2);
    }
    this.count += 1;
    return this.count - 1;
  }

  reserve(rows: number): void {
    if (rows <= this.ticketType.length) {
      return;
    }
    this.ticketType = grown(this.ticketType, rows);
    this.service = grown(this.service, rows);
    this.category = grown(this.category, rows);
    this.configurationItem = grown(this.configurationItem, rows);
    this.site = grown(this.site, rows);
    this.openedBy = grown(this.openedBy, rows);
    this.reportedAt = grown(this.reportedAt, rows);
  }
}

type Column = Uint8Array | Uint32Array | Float64Array;

function grown<C extends Column>(column: C, length: number): C {
  const larger = new (column.constructor as new (length: number) => C)(length);
  larger.set(column);
  return larger;
}
