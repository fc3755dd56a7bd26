import { SeededRandom } from '../../../libs/application/src/example/random.js';

/** A mapping for the log below: rows of one ticket stand together, in order. */
export const auditMapping = `
mapping: test-audit-log
title: Audit log of a test
system: desk
assertedBy: provider
format: { kind: csv }
instants: { formats: [iso] }
rows:
  kind: updates
  ticket: number
  time: at
  order: [revision]
  ticketType: { constant: incident }
  priority: { column: priority, words: { high: P1, low: P2 } }
  state:
    column: state
    words: { New: new, Active: in-progress, Waiting: waiting-client, Resolved: resolved, Closed: closed }
`;

/** An audit log of so many tickets, each with seven rows; the same seed gives the same log. */
export function auditLog(
  tickets: number,
  seed = 1,
): { readonly head: string; readonly rows: readonly string[] } {
  const random = new SeededRandom(seed);
  const rows: string[] = [];
  for (let number = 1; number <= tickets; number += 1) {
    const ticket = `INC${String(number).padStart(7, '0')}`;
    const priority = random.chance(0.2) ? 'high' : 'low';
    let at = Date.parse('2025-01-02T08:00:00Z') + random.whole(0, 300 * 86_400) * 1000;
    const states = ['New', 'Active', 'Active', 'Waiting', 'Active', 'Resolved', 'Closed'];
    states.forEach((state, revision) => {
      rows.push(`${ticket},${new Date(at).toISOString()},${revision},${priority},${state}`);
      at += random.whole(60, 20_000) * 1000;
    });
  }
  return { head: 'number,at,revision,priority,state', rows };
}

export function csvOf(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join('\n')}\n`;
}
