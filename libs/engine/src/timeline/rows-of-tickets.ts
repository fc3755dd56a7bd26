import type { EventColumns } from './columns.js';

const none = -1;

/**
 * Finds the rows of one ticket without going through all of them: each row points to the one before it of the same
 * ticket. It is made at the first question, and goes on from there with the rows that were added since.
 */
export class RowsOfTickets {
  private covered = 0;
  private before = new Int32Array(0);
  private last = new Int32Array(0);

  constructor(private readonly events: EventColumns) {}

  /** The rows of a ticket in the order in which they were added. */
  of(ticket: number): readonly number[] {
    this.cover();
    const rows: number[] = [];
    for (let row = this.last[ticket] ?? none; row !== none; row = this.before[row]!) rows.push(row);
    return rows.reverse();
  }

  private cover(): void {
    const { count, ticket } = this.events;
    if (this.before.length < count) this.before = longer(this.before, ticket.length);
    for (let row = this.covered; row < count; row += 1) {
      const index = ticket[row]!;
      if (index >= this.last.length) this.last = longer(this.last, Math.max(256, index * 2));
      this.before[row] = this.last[index]!;
      this.last[index] = row;
    }
    this.covered = count;
  }
}

function longer(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(none, column.length);
  larger.set(column);
  return larger;
}
