import type { EventColumns } from './columns.js';
import { sameFactId } from './fact-id-words.js';

/** The rows that count, ticket by ticket, each ticket's in effective order: those of ticket i are `rows[starts[i]..ends[i])`. */
export interface TicketGroups {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Groups the rows by a counting sort, then orders each ticket's few rows by (effectiveAt, position). Rows beyond the
 * ledger position and rows taken out are left out; of a fact that was added twice the first recorded one stays.
 */
export function groupByTicket(
  events: EventColumns,
  ticketCount: number,
  upTo: number,
  takenOut: ReadonlySet<number>,
): TicketGroups {
  const { count, ticket, position } = events;
  const starts = new Int32Array(ticketCount + 1);
  const all = takenOut.size === 0 && upTo === Infinity;
  for (let row = 0; row < count; row += 1) {
    if (all || (position[row]! <= upTo && !takenOut.has(row))) {
      starts[ticket[row]! + 1]! += 1;
    }
  }
  for (let index = 0; index < ticketCount; index += 1) {
    starts[index + 1]! += starts[index]!;
  }
  const ends = starts.slice(0, ticketCount);
  const rows = new Int32Array(starts[ticketCount]!);
  for (let row = 0; row < count; row += 1) {
    if (all || (position[row]! <= upTo && !takenOut.has(row))) {
      const index = ticket[row]!;
      rows[ends[index]!] = row;
      ends[index]! += 1;
    }
  }
  for (let index = 0; index < ticketCount; index += 1) {
    ends[index] = orderAndDeduplicate(events, rows, starts[index]!, ends[index]!);
  }
  return { starts, ends, rows };
}

/** Insertion sort: the rows of a ticket are few and nearly in order. @returns the end without duplicates. */
function orderAndDeduplicate(events: EventColumns, rows: Int32Array, start: number, end: number): number {
  const { effectiveAt, position, id } = events;
  for (let next = start + 1; next < end; next += 1) {
    const row = rows[next]!;
    const at = effectiveAt[row]!;
    let place = next;
    while (place > start) {
      const before = rows[place - 1]!;
      const beforeAt = effectiveAt[before]!;
      if (beforeAt < at || (beforeAt === at && position[before]! <= position[row]!)) {
        break;
      }
      rows[place] = before;
      place -= 1;
    }
    rows[place] = row;
  }
  let kept = start;
  for (let next = start; next < end; next += 1) {
    const row = rows[next]!;
    let duplicate = false;
    // The same fact has the same effective instant, so only rows of that instant can be the same.
    for (let back = kept - 1; back >= start; back -= 1) {
      const other = rows[back]!;
      if (effectiveAt[other] !== effectiveAt[row]) {
        break;
      }
      duplicate ||= sameFactId(id, other * 4, row * 4);
    }
    if (!duplicate) {
      rows[kept] = row;
      kept += 1;
    }
  }
  return kept;
}
