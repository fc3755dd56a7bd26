import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredValue } from '../store/row-writer.js';
import { createIndexes, createTables } from '../store/schema.js';
import type { ViewName } from '../views/rows.js';
import type { ViewQuery } from '../views/view-query.js';
import { planPage } from './page.js';
import { answerWhole } from './plan.js';
import { ReadConnection } from './source.js';

/** A connection that asks SQLite how it would answer, beside answering. */
class ExplainingConnection extends ReadConnection {
  readonly plans: string[] = [];

  override rows(sql: string, values: readonly StoredValue[]): StoredValue[][] {
    const plan = this.database
      .prepare<StoredValue[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values);
    this.plans.push(...plan.map(({ detail }) => detail));
    return super.rows(sql, values);
  }
}

let connection: ExplainingConnection;
beforeAll(() => {
  const database = new Database(':memory:');
  createTables(database);
  createIndexes(database);
  connection = new ExplainingConnection(database);
});
afterAll(() => connection.close());

/** A typical view, and the index that has its rows in their order. */
const typical: readonly (readonly [
  string,
  ViewName,
  Omit<ViewQuery<ViewName>, 'agreements' | 'first'>,
  string,
])[] = [
  [
    'newest tickets',
    'tickets',
    { order: [{ by: 'openedAt' as never, direction: 'descending' }] },
    'tickets by openedAt',
  ],
  [
    'tickets of a month',
    'tickets',
    {
      filter: { month: { eq: '2025-03' } } as never,
      order: [{ by: 'openedAt' as never, direction: 'ascending' }],
    },
    'tickets by month openedAt',
  ],
  [
    'tickets of a priority',
    'tickets',
    {
      filter: { priority: { eq: 'P1' } } as never,
      order: [{ by: 'openedAt' as never, direction: 'descending' }],
    },
    'tickets by priority openedAt',
  ],
  [
    'tickets by the next limit',
    'tickets',
    {
      filter: { nextDueAt: { isNull: false } } as never,
      order: [{ by: 'nextDueAt' as never, direction: 'ascending' }],
    },
    'tickets by nextDueAt',
  ],
  [
    'a page of breaches',
    'clocks',
    {
      filter: { breachedAt: { gte: '2025-03-01' } } as never,
      order: [{ by: 'breachedAt' as never, direction: 'descending' }],
    },
    'clocks with breachedAt present by breachedAt',
  ],
  [
    'breaches of a priority since a month',
    'clocks',
    {
      filter: {
        and: [{ breachedAt: { isNull: false } }, { priority: { eq: 'P1' }, month: { gte: '2025-03' } }],
      } as never,
      order: [{ by: 'breachedAt' as never, direction: 'descending' }],
    },
    'clocks with breachedAt present by priority breachedAt',
  ],
  [
    'breaches of a month',
    'clocks',
    {
      filter: { and: [{ breachedAt: { isNull: false } }, { month: { eq: '2025-03' } }] } as never,
      order: [{ by: 'breachedAt' as never, direction: 'ascending' }],
    },
    'clocks with breachedAt present by month breachedAt',
  ],
  [
    'breaches by ticket',
    'clocks',
    { filter: { breachedAt: { isNull: false } } as never },
    'clocks with breachedAt present by ticket',
  ],
  [
    'tickets that are not resolved',
    'tickets',
    {
      filter: { resolvedAt: { isNull: true } } as never,
      order: [{ by: 'openedAt' as never, direction: 'ascending' }],
    },
    'tickets with resolvedAt null by openedAt',
  ],
  [
    'what was resolved last',
    'tickets',
    {
      filter: { resolvedAt: { gte: '2025-03-01' } } as never,
      order: [{ by: 'resolvedAt' as never, direction: 'descending' }],
    },
    'tickets with resolvedAt present by resolvedAt',
  ],
  [
    'facts that something is known against',
    'facts',
    { filter: { standing: { ne: 'counts' } } as never },
    'facts that do not simply count',
  ],
  [
    'clocks about to breach',
    'clocks',
    { filter: { running: { eq: true } } as never, order: [{ by: 'dueAt' as never, direction: 'ascending' }] },
    'clocks by running dueAt',
  ],
  [
    'what is known of one thing',
    'facts',
    { filter: { subject: { eq: 'INC1' } } as never },
    'facts by subject position',
  ],
  [
    'what happened last',
    'facts',
    { order: [{ by: 'effectiveAt' as never, direction: 'descending' }] },
    'facts by effectiveAt',
  ],
  [
    'credits to claim',
    'credits',
    {
      filter: { state: { eq: 'accrued' } } as never,
      order: [{ by: 'claimBy' as never, direction: 'ascending' }],
    },
    'credits by state claimBy',
  ],
  [
    'obligations that are overdue',
    'obligations',
    {
      filter: { state: { eq: 'overdue' } } as never,
      order: [{ by: 'dueAt' as never, direction: 'ascending' }],
    },
    'obligations by state dueAt',
  ],
];

test.each(typical)('%s: found by an index and in its order', (_, view, query, index) => {
  connection.plans.length = 0;
  const source = { agreement: 'one', database: connection, position: 0, hasFactsBeyond: false };
  answerWhole(planPage(view, { agreements: ['one'], first: 20, ...query }), [source]);
  expect(connection.plans).toHaveLength(1);
  expect(connection.plans[0]).toContain(` ${index} (agreement=?`);
});

test('a page deep in the order is looked up, not counted through', () => {
  connection.plans.length = 0;
  connection.database.exec(
    `INSERT INTO tickets (agreement, ticket, openedAt, "moves with time", clientSeconds)
     VALUES ('one', 'T1', '2025-03-01', 0, 0), ('one', 'T2', '2025-03-02', 0, 0), ('one', 'T3', NULL, 0, 0)`,
  );
  const source = { agreement: 'one', database: connection, position: 0, hasFactsBeyond: false };
  for (const direction of ['ascending', 'descending'] as const) {
    const query = { agreements: ['one'], first: 1, order: [{ by: 'openedAt', direction }] as const };
    let after: string | undefined;
    const tickets: string[] = [];
    for (let page = 0; page < 3; page += 1) {
      const { rows } = answerWhole(planPage('tickets', { ...query, after }), [source]);
      tickets.push(rows[0]!.row.ticket);
      after = rows[0]!.cursor;
    }
    expect(tickets).toEqual(direction === 'ascending' ? ['T3', 'T1', 'T2'] : ['T2', 'T1', 'T3']);
  }
  expect(connection.plans.some((plan) => plan.includes('(agreement=? AND openedAt<?)'))).toBe(true);
  expect(connection.plans.some((plan) => plan.includes('(agreement=? AND openedAt>?)'))).toBe(true);
  expect(connection.plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
});
