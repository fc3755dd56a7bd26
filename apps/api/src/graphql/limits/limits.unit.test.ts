import { buildSchema, type DocumentNode, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { documentSizeRule, measureOperations } from './document-size.js';
import { QueryCosts } from './query-cost.js';

const schema = buildSchema(`
  type Query { tickets(first: Int = 20): Page!  plain: [Ticket!]!  one: Ticket  node: Node }
  interface Node { id: ID! }
  type Page { nodes: [Ticket!]! totalCount: Int! }
  type Ticket implements Node { id: ID! clocks(first: Int): [Clock!]! parent: Ticket title: String }
  type Clock { id: ID! }
`);

const costs = new QueryCosts(schema);
const cost = (text: string, variables: Record<string, unknown> = {}, operationName?: string): number =>
  costs.of(parse(text), operationName, variables);

test.each([
  ['{ one { title } }', 2],
  ['{ one { title id } }', 3],
  // A page costs its rows only where they are looked at.
  ['{ tickets { totalCount } }', 2],
  ['{ tickets { nodes { id } } }', 1 + (1 + 20 * 1)],
  ['{ tickets(first: 5) { nodes { id } totalCount } }', 1 + (1 + 5 * 1) + 1],
  ['{ tickets(first: 5) { ...P } } fragment P on Page { nodes { id } }', 1 + (1 + 5 * 1)],
  [
    '{ a: tickets(first: 5) { ...P } b: tickets(first: 7) { ...P } } fragment P on Page { nodes { id } }',
    2 * 2 + 5 + 7,
  ],
  ['{ tickets(first: 5) { nodes { clocks(first: 2) { id } } } }', 1 + (1 + 5 * (1 + 2 * 1))],
  ['{ plain { id } }', 1 + 10 * 1],
  // Where nobody says how many, a whole page is meant.
  ['{ one { clocks { id } } }', 1 + (1 + 100 * 1)],
  ['{ ... on Query { one { ...T } } } fragment T on Ticket { id title }', 3],
  ['{ a: one { ...T } b: one { ...T } } fragment T on Ticket { id title }', 6],
  ['{ node { ... on Ticket { clocks(first: 3) { id } } } }', 1 + (1 + 3 * 1)],
  ['{ __schema { types { fields { name } } } }', 1],
  ['fragment T on Ticket { parent { ...T } } { one { ...T } }', 2],
])('the cost of %s is %i', (text, expected) => {
  expect(cost(text)).toBe(expected);
});

test('the rows of a variable are those it is given, its default, or those of the argument', () => {
  const text = 'query Q($n: Int) { tickets(first: $n) { nodes { id } } }';
  const preset = 'query Q($n: Int = 7) { tickets(first: $n) { nodes { id } } }';
  expect(cost(text, { n: 3 })).toBe(5);
  expect(cost(text, {})).toBe(22);
  expect(cost(preset, {})).toBe(9);
  expect(cost(preset, { n: 0 })).toBe(2);
  expect(cost(text, { n: -5 })).toBe(22);
});

test('an operation is costed by its name, and the dearest without one', () => {
  const text = 'query Cheap { one { id } } query Dear { plain { id } }';
  expect(cost(text, {}, 'Cheap')).toBe(2);
  expect(cost(text, {}, 'Dear')).toBe(11);
  expect(cost(text)).toBe(11);
});

test('what fragments unfold to is counted without unfolding them', () => {
  const levels = 60;
  const bomb = Array.from(
    { length: levels },
    (_, level) =>
      `fragment F${level} on Ticket { a: parent { ...F${level + 1} } b: parent { ...F${level + 1} } }`,
  ).join('\n');
  const document = parse(`{ one { ...F0 } } ${bomb} fragment F${levels} on Ticket { id }`);
  expect(costs.of(document, undefined, {})).toBeGreaterThan(2 ** levels);
  const [size] = measureOperations(document);
  expect(size!.depth).toBe(levels + 2);
  expect(size!.aliases).toBeGreaterThan(2 ** levels);
});

const limits = { queryDepth: 3, queryAliases: 2, queryRootFields: 2 };
const refused = (document: DocumentNode): string[] =>
  validate(schema, document, [...specifiedRules, documentSizeRule(limits)]).map(({ message, extensions }) => {
    expect(extensions).toMatchObject({
      code: 'query-too-large',
      details: [{ problem: expect.any(String) as string }],
    });
    return message;
  });

test.each([
  ['{ one { parent } }'.replace('parent', 'title'), []],
  ['{ one { parent { id } } }', []],
  ['{ one { parent { parent { id } } } }', ['The depth of the query is 4; at most 3 is allowed.']],
  ['{ one { parent { ...T } } } fragment T on Ticket { id }', []],
  [
    '{ one { parent { ...T } } } fragment T on Ticket { parent { id } }',
    ['The depth of the query is 4; at most 3 is allowed.'],
  ],
  ['{ one { a: id } }', []],
  ['{ one { a: id b: id } }', []],
  ['{ one { a: id b: id c: id } }', ['The number of aliases of the query is 3; at most 2 is allowed.']],
  ['{ one { id } }', []],
  ['{ one { id } __typename }', []],
  [
    '{ one { id } node { id } ... { __typename } }',
    ['The number of root fields of the query is 3; at most 2 is allowed.'],
  ],
])('%s is refused for %j', (text, expected) => {
  expect(refused(parse(text))).toEqual(expected);
});
