import Database from 'better-sqlite3';
import { Rational } from '@tallystick/quantities';
import fastCheck from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderKeyOf } from '../store/order-key.js';
import { RowWriter } from '../store/row-writer.js';
import { createIndexes, createTables } from '../store/schema.js';
import { columnKind, columnsOf, viewCatalogue } from '../views/catalogue.js';
import type { CreditRow } from '../views/rows.js';
import type { Condition, Filter, Measure, Order } from '../views/view-query.js';
import { planAggregate } from './aggregate.js';
import { planCount, planPage, readByKeys } from './page.js';
import { answerWhole } from './plan.js';
import { ReadConnection, type Source } from './source.js';

/** Rows with everything a column can hold: texts beyond the BMP, nulls, amounts of any size and sign, repeats. */
const texts = fastCheck.constantFrom('a', 'B', 'ab', 'Ä', 'é', '\u{1F600}', '\uFFFD', 'z', '10', '9', '%_');
const amounts = fastCheck.oneof(
  fastCheck.constantFrom('0', '0.00', '-0.5', '12.5', '12.50', '-12.5', '0.1', '99999999999999999999.9', '7'),
  fastCheck
    .tuple(fastCheck.bigInt(-(10n ** 22n), 10n ** 22n), fastCheck.nat(4))
    .map(([whole, places]) => Rational.of(whole, 10n ** BigInt(places)).toFixed(places, 'half-up')),
);
const agreements = ['one', 'two', 'three'];
const rowsArbitrary = fastCheck.uniqueArray(
  fastCheck.record<CreditRow>({
    agreement: fastCheck.constantFrom(...agreements),
    period: fastCheck.constantFrom('2025-01', '2025-02', '2025-03'),
    of: fastCheck.constantFrom('service-level', 'obligation'),
    line: texts,
    clause: fastCheck.option(texts),
    amount: amounts,
    kept: amounts,
    owed: amounts,
    currency: fastCheck.constantFrom('GBP', 'EUR'),
    state: fastCheck.constantFrom('final', 'accrued'),
    claimBy: fastCheck.option(fastCheck.constantFrom('2025-05-01T00:00:00Z', '2025-06-01T00:00:00Z')),
    month: fastCheck.constantFrom('2025-01', '2025-02'),
  }),
  {
    selector: ({ agreement, period, of, line }) => JSON.stringify([agreement, period, of, line]),
    maxLength: 60,
  },
);

const columns = columnsOf('credits') as readonly (keyof CreditRow)[];
const valueOf = (column: keyof CreditRow): fastCheck.Arbitrary<string> =>
  columnKind('credits', column) === 'decimal' ? amounts : texts;

const conditions: fastCheck.Arbitrary<Filter<'credits'>> = fastCheck
  .constantFrom(...columns)
  .chain((column) => {
    const value = valueOf(column);
    const orNull = fastCheck.option(value);
    const decimal = columnKind('credits', column) === 'decimal';
    const condition: fastCheck.Arbitrary<Condition> = fastCheck.oneof(
      fastCheck.record({ eq: orNull }),
      fastCheck.record({ ne: orNull }),
      fastCheck.record({ in: fastCheck.array(value, { maxLength: 3 }) }),
      fastCheck.record({ notIn: fastCheck.array(value, { maxLength: 3 }) }),
      fastCheck.record({ lt: value }),
      fastCheck.record({ lte: value }),
      fastCheck.record({ gt: value, lte: value }),
      fastCheck.record({ gte: value }),
      fastCheck.record({ isNull: fastCheck.boolean() }),
      ...(decimal ? [] : [fastCheck.record({ contains: texts }), fastCheck.record({ startsWith: texts })]),
    );
    return condition.map((one) => ({ [column]: one }));
  });
const filters: fastCheck.Arbitrary<Filter<'credits'> | undefined> = fastCheck.option(
  fastCheck.letrec<{ filter: Filter<'credits'> }>((tie) => ({
    filter: fastCheck.oneof(
      { maxDepth: 3 },
      conditions,
      fastCheck.record({ and: fastCheck.array(tie('filter'), { maxLength: 3 }) }) as fastCheck.Arbitrary<
        Filter<'credits'>
      >,
      fastCheck.record({ or: fastCheck.array(tie('filter'), { maxLength: 3 }) }) as fastCheck.Arbitrary<
        Filter<'credits'>
      >,
      fastCheck.record({ not: tie('filter') }) as fastCheck.Arbitrary<Filter<'credits'>>,
    ),
  })).filter,
  { nil: undefined },
);
const orders = fastCheck.uniqueArray(
  fastCheck.record<Order<'credits'>>({
    by: fastCheck.constantFrom(...columns),
    direction: fastCheck.constantFrom('ascending', 'descending'),
  }),
  { selector: ({ by }) => by, maxLength: 3 },
);

// The oracle says the same once more, over plain rows.
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function compareIn(column: keyof CreditRow, a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return columnKind('credits', column) === 'decimal'
    ? Rational.parse(a).compare(Rational.parse(b))
    : compareText(a, b);
}
function holds(row: CreditRow, filter: object): boolean {
  return Object.entries(filter).every(([name, value]: [string, unknown]) => {
    if (name === 'and') return (value as object[]).every((one) => holds(row, one));
    if (name === 'or') return (value as object[]).some((one) => holds(row, one));
    if (name === 'not') return !holds(row, value as object);
    const column = name as keyof CreditRow;
    return Object.entries(value as Condition).every(([operator, operand]: [string, unknown]) =>
      holdsOne(column, row[column], operator, operand),
    );
  });
}
function holdsOne(column: keyof CreditRow, own: string | null, operator: string, operand: unknown): boolean {
  const order = (other: unknown): number => compareIn(column, own, other as string | null);
  switch (operator) {
    case 'eq':
      return order(operand) === 0;
    case 'ne':
      return order(operand) !== 0;
    case 'in':
      return (operand as string[]).some((one) => own !== null && order(one) === 0);
    case 'notIn':
      return !(operand as string[]).some((one) => own !== null && order(one) === 0);
    case 'isNull':
      return (own === null) === operand;
    case 'contains':
      return own !== null && lower(own).includes(lower(operand as string));
    case 'startsWith':
      return own !== null && own.startsWith(operand as string);
    case 'lt':
      return own !== null && order(operand) < 0;
    case 'lte':
      return own !== null && order(operand) <= 0;
    case 'gt':
      return own !== null && order(operand) > 0;
    default:
      return own !== null && order(operand) >= 0;
  }
}
function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function placed(order: readonly Order<'credits'>[]): (a: CreditRow, b: CreditRow) => number {
  const last = order.at(-1)?.direction ?? 'ascending';
  const asked = new Set(order.map(({ by }) => by));
  const rest = viewCatalogue.credits.key.filter((by) => !asked.has(by));
  const all = [...order, ...rest.map((by) => ({ by, direction: last }))];
  return (a, b) => {
    for (const { by, direction } of all) {
      const found = compareIn(by, a[by], b[by]);
      if (found !== 0) return direction === 'ascending' ? found : -found;
    }
    return 0;
  };
}

let database: Database.Database;
let connection: ReadConnection;
let writer: RowWriter;
beforeAll(() => {
  database = new Database(':memory:');
  createTables(database);
  createIndexes(database);
  connection = new ReadConnection(database);
  writer = new RowWriter(database);
});
afterAll(() => connection.close());

function sourcesWith(rows: readonly CreditRow[]): Source[] {
  database.exec('DELETE FROM credits');
  for (const row of rows) writer.put('credits', row);
  return agreements.map((agreement) => ({
    agreement,
    database: connection,
    position: 0,
    hasFactsBeyond: false,
  }));
}

describe('questions of a view', () => {
  test('pages of every size, put together, are all rows in order, each once', () => {
    fastCheck.assert(
      fastCheck.property(
        rowsArbitrary,
        filters,
        orders,
        fastCheck.integer({ min: 1, max: 7 }),
        (rows, filter, order, first) => {
          const sources = sourcesWith(rows);
          const expected = rows
            .filter((row) => filter === undefined || holds(row, filter))
            .sort(placed(order));
          const found: CreditRow[] = [];
          let after: string | undefined;
          for (;;) {
            const page = answerWhole(
              planPage('credits', { agreements, filter, order, first, after }),
              sources,
            );
            expect(page.hasPrevious).toBe(after !== undefined);
            found.push(...page.rows.map(({ row }) => row));
            if (!page.hasNext) break;
            expect(page.rows.length).toBe(first);
            after = page.rows.at(-1)!.cursor;
          }
          expect(found).toEqual(expected);
          expect(answerWhole(planCount('credits', { filter }), sources).count).toBe(expected.length);
          const keys = expected.map((row) => [row.agreement, row.period, row.of, row.line]);
          expect(readByKeys('credits', keys, sources)).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a page goes on after its cursor while rows come and go, without giving any row twice', () => {
    fastCheck.assert(
      fastCheck.property(rowsArbitrary, rowsArbitrary, orders, (before, later, order) => {
        const first = answerWhole(planPage('credits', { agreements, order, first: 5 }), sourcesWith(before));
        const after = first.rows.at(-1)?.cursor;
        if (after === undefined) return;
        const second = answerWhole(
          planPage('credits', { agreements, order, first: 100, after }),
          sourcesWith(later),
        );
        const last = first.rows.at(-1)!.row;
        const expected = later.filter((row) => placed(order)(row, last) > 0).sort(placed(order));
        expect(second.rows.map(({ row }) => row)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('groups and figures are what plain exact arithmetic gives', () => {
    const measures: readonly Measure<'credits'>[] = [
      { kind: 'count' },
      { kind: 'countDistinct', column: 'clause' },
      { kind: 'countDistinct', column: 'owed' },
      { kind: 'sum', column: 'owed' },
      { kind: 'mean', column: 'owed' },
      { kind: 'minimum', column: 'amount' },
      { kind: 'maximum', column: 'amount' },
      { kind: 'maximum', column: 'claimBy' },
      { kind: 'percentile', column: 'kept', rank: 50 },
      { kind: 'percentile', column: 'kept', rank: 90 },
      { kind: 'percentile', column: 'kept', rank: 100 },
    ];
    const groupings = fastCheck.subarray(['agreement', 'clause', 'owed', 'month'] as const, { maxLength: 3 });
    fastCheck.assert(
      fastCheck.property(rowsArbitrary, filters, groupings, (rows, filter, groupBy) => {
        const sources = sourcesWith(rows);
        const answer = answerWhole(
          planAggregate('credits', { agreements, filter, groupBy, measures, first: 1000 }),
          sources,
        );
        const chosen = rows.filter((row) => filter === undefined || holds(row, filter));
        const nameOf = (row: CreditRow): string =>
          JSON.stringify(groupBy.map((by) => (by === 'owed' ? orderKeyOf(row.owed) : row[by])));
        const groups = Map.groupBy(chosen, nameOf);
        if (groupBy.length === 0 && groups.size === 0) groups.set('[]', []);
        expect(new Set(answer.groups.map(({ key }) => keyName(groupBy, key)))).toEqual(
          new Set(groups.keys()),
        );
        for (const { key, figures } of answer.groups) {
          const own = groups.get(keyName(groupBy, key))!;
          expect(figures).toEqual(figuresOf(own));
        }
        for (const [index, { key }] of answer.groups.entries()) {
          const next = answer.groups[index + 1]?.key;
          if (next !== undefined) expect(inOrder(groupBy, key, next)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function keyName(groupBy: readonly (keyof CreditRow)[], key: readonly unknown[]): string {
  return JSON.stringify(
    key.map((value, index) => (groupBy[index] === 'owed' ? orderKeyOf(String(value)) : value)),
  );
}

function inOrder(
  groupBy: readonly (keyof CreditRow)[],
  a: readonly unknown[],
  b: readonly unknown[],
): boolean {
  for (const [index, by] of groupBy.entries()) {
    const found = compareIn(by, a[index] as string | null, b[index] as string | null);
    if (found !== 0) return found < 0;
  }
  return false;
}

function figuresOf(rows: readonly CreditRow[]): (string | null)[] {
  const numbers = (column: 'owed' | 'amount' | 'kept'): Rational[] =>
    rows.map((row) => Rational.parse(row[column])).sort((a, b) => a.compare(b));
  const owed = Rational.sum(numbers('owed'));
  const claims = rows.flatMap(({ claimBy }) => claimBy ?? []).sort(compareText);
  const kept = numbers('kept');
  const rank = (percent: number): string | null =>
    kept[Math.ceil((percent * kept.length) / 100) - 1]?.toDecimal() ?? null;
  return [
    String(rows.length),
    String(new Set(rows.flatMap(({ clause }) => clause ?? [])).size),
    String(new Set(numbers('owed').map(String)).size),
    rows.length === 0 ? null : owed.toDecimal(),
    rows.length === 0 ? null : owed.dividedBy(Rational.of(rows.length)).toString(),
    numbers('amount')[0]?.toDecimal() ?? null,
    numbers('amount').at(-1)?.toDecimal() ?? null,
    claims.at(-1) ?? null,
    rank(50),
    rank(90),
    rank(100),
  ];
}

test('order keys sort as the numbers do', () => {
  fastCheck.assert(
    fastCheck.property(amounts, amounts, (a, b) => {
      const order = Math.sign(compareText(orderKeyOf(a), orderKeyOf(b)));
      expect(order).toBe(Math.sign(Rational.parse(a).compare(Rational.parse(b))));
    }),
    { numRuns: 2000 },
  );
});
