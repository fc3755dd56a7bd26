import type { EpochSeconds } from '@tallystick/quantities';
import { EventKind } from './event-kinds.js';
import { readFactId } from './fact-id-words.js';
import type { FactStore } from './fact-store.js';
import type { TicketGroups } from './ticket-groups.js';

/** One TicketEscalated fact: which level was reached, and who was told. */
export interface TicketEscalation {
  readonly at: EpochSeconds;
  readonly level: string;
  readonly to: string | undefined;
  readonly factId: string;
}

/** The escalations that count, by the index of their ticket, each in effective order. One pass over the rows. */
export function escalationsOf(
  store: FactStore,
  groups: TicketGroups,
): ReadonlyMap<number, readonly TicketEscalation[]> {
  const { events, texts } = store;
  const found = new Map<number, TicketEscalation[]>();
  groups.ends.forEach((end, ticket) => {
    for (let index = groups.starts[ticket]!; index < end; index += 1) {
      const row = groups.rows[index]!;
      if (events.kind[row] !== EventKind.escalated) continue;
      const list = found.get(ticket) ?? [];
      list.push({
        at: Math.floor(events.effectiveAt[row]! / 1000),
        level: texts.text(events.value[row]!),
        to: texts.textOrNone(events.other[row]!),
        factId: readFactId(events.id, row * 4),
      });
      found.set(ticket, list);
    }
  });
  return found;
}
