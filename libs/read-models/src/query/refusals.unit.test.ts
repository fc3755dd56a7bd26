import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createTables } from '../store/schema.js';
import { viewLimits } from '../views/catalogue.js';
import { planAggregate } from './aggregate.js';
import { planPage } from './page.js';
import { answerWhole } from './plan.js';
import { ReadConnection } from './source.js';

const database = new Database(':memory:');
createTables(database);
const sources = [
  { agreement: 'one', database: new ReadConnection(database), position: 0, hasFactsBeyond: false },
];
const page = (query: object): unknown =>
  answerWhole(planPage('levels', { agreements: ['one'], first: 1, ...query }), sources);
const aggregate = (query: object): unknown =>
  answerWhole(
    planAggregate('levels', { agreements: ['one'], groupBy: [], measures: [], first: 1, ...query }),
    sources,
  );

const manyDeep = (depth: number): object => (depth === 0 ? {} : { not: manyDeep(depth - 1) });

test.each<[string, object, string]>([
  ['an unknown column', { filter: { 'period" = 1 --': { eq: 'x' } } }, 'filter.period" = 1 --'],
  ['a column that every object has', { filter: { toString: { eq: 'x' } } }, 'filter.toString'],
  ['an unknown condition', { filter: { period: { like: 'x' } } }, 'filter.period.like'],
  [
    'a condition that every object has',
    { filter: { period: { constructor: 'x' } } },
    'filter.period.constructor',
  ],
  ['a number for text', { filter: { period: { eq: 1 } } }, 'filter.period.eq'],
  ['text for a whole number', { filter: { misses: { gt: '1' } } }, 'filter.misses.gt'],
  ['a fraction for a whole number', { filter: { misses: { gt: 1.5 } } }, 'filter.misses.gt'],
  ['a fraction that is no text', { filter: { value: { gt: 99.9 } } }, 'filter.value.gt'],
  ['words for a decimal', { filter: { value: { in: ['1', 'many'] } } }, 'filter.value.in.1'],
  ['an order of truths', { filter: { belowMinimum: { lt: true } } }, 'filter.belowMinimum.lt'],
  ['text within a number', { filter: { misses: { contains: '1' } } }, 'filter.misses.contains'],
  ['null where an order is needed', { filter: { period: { lt: null } } }, 'filter.period.lt'],
  ['a list that is none', { filter: { period: { in: 'x' } } }, 'filter.period.in'],
  [
    'too long a list',
    { filter: { period: { in: Array(viewLimits.listedValues + 1).fill('x') } } },
    'filter.period.in',
  ],
  ['conditions that are none', { filter: { period: 'x' } }, 'filter.period'],
  ['filters that are none', { filter: { or: [null] } }, 'filter.or.0'],
  [
    'a filter nested too deep',
    { filter: manyDeep(viewLimits.filterDepth + 1) },
    `filter${'.not'.repeat(11)}`,
  ],
  ['an unknown order', { order: [{ by: 'nothing', direction: 'ascending' }] }, 'order.0.by'],
  [
    'an order named twice',
    {
      order: [
        { by: 'period', direction: 'ascending' },
        { by: 'period', direction: 'descending' },
      ],
    },
    'order.1.by',
  ],
  ['no rows', { first: 0 }, 'first'],
  ['part of a row', { first: 1.5 }, 'first'],
  ['too many rows', { first: viewLimits.pageRows + 1 }, 'first'],
])('a page refuses %s', (_, query, place) => {
  expect(() => page(query)).toThrow(
    expect.objectContaining({ code: 'view-query-invalid', details: [expect.objectContaining({ place })] }),
  );
});

test.each<[string, object, string]>([
  ['no measure', {}, 'measures'],
  ['an unknown column', { measures: [{ kind: 'sum', column: 'nothing' }] }, 'measures.0.column'],
  ['a sum of texts', { measures: [{ kind: 'sum', column: 'period' }] }, 'measures.0.column'],
  [
    'a percentile of truths',
    { measures: [{ kind: 'percentile', column: 'belowMinimum', rank: 50 }] },
    'measures.0.column',
  ],
  ['a share of numbers', { measures: [{ kind: 'share', column: 'misses' }] }, 'measures.0.column'],
  ['rank 0', { measures: [{ kind: 'percentile', column: 'misses', rank: 0 }] }, 'measures.0.rank'],
  ['rank 101', { measures: [{ kind: 'percentile', column: 'misses', rank: 101 }] }, 'measures.0.rank'],
  ['groups by nothing known', { measures: [{ kind: 'count' }], groupBy: ['x'] }, 'groupBy.0'],
  ['groups by one column twice', { measures: [{ kind: 'count' }], groupBy: ['period', 'period'] }, 'groupBy'],
  ['no groups', { measures: [{ kind: 'count' }], first: 0 }, 'first'],
])('an aggregate refuses %s', (_, query, place) => {
  expect(() => aggregate(query)).toThrow(
    expect.objectContaining({ code: 'view-query-invalid', details: [expect.objectContaining({ place })] }),
  );
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([
  '',
  'x',
  '%%%',
  encoded(null),
  encoded([]),
  encoded(['v', 'levels', '+agreement', ['one']]),
  'A'.repeat(20_000),
])('a cursor that no page gave is refused: %#', (after) => {
  expect(() => page({ after })).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
});

test('a cursor of another view or order is refused', () => {
  database.exec(
    `INSERT INTO levels (agreement, period, serviceLevel, "value", "value order") VALUES ('one', '2025-01', 'a', '1', 'P00011')`,
  );
  const { cursor } = answerWhole(planPage('levels', { agreements: ['one'], first: 1 }), sources).rows[0]!;
  expect(
    answerWhole(planPage('levels', { agreements: ['one'], first: 1, after: cursor }), sources).rows,
  ).toEqual([]);
  const refused: unknown = expect.objectContaining({ code: 'cursor-invalid' });
  expect(() => page({ after: cursor, order: [{ by: 'period', direction: 'descending' }] })).toThrow(refused);
  expect(() =>
    answerWhole(planPage('credits', { agreements: ['one'], first: 1, after: cursor }), sources),
  ).toThrow(refused);
});
