const initialRows = 1024;

/**
 * One row for each ticket fact, as columns of whole numbers: no object stays behind for an event, and a segment saves
 * them as they are. Rows stand in the order in which they were added.
 */
export class EventColumns {
  count = 0;
  /** Index of the ticket in the store's ticket table. */
  ticket = new Uint32Array(initialRows);
  effectiveAt = new Float64Array(initialRows);
  recordedAt = new Float64Array(initialRows);
  position = new Float64Array(initialRows);
  kind = new Uint8Array(initialRows);
  flags = new Uint8Array(initialRows);
  /** What the fact states: the code of a status or an evidence kind, else of a text. */
  value = new Uint32Array(initialRows);
  /** Code of the other thing that it names; for openings and reclassifications the row of `AttributeColumns`. */
  other = new Uint32Array(initialRows);
  /** Four words of the fact's id a row. */
  id = new Uint32Array(initialRows * 4);

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
