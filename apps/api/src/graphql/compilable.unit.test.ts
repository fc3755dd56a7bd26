import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { isCompilable } from './compilable.js';

const schema = buildSchema(`
  type Query { tickets(filter: Filter, order: [Order!], page: Page, wrapped: Wrapper): Int }
  input Filter { key: String, and: [Filter!] }
  input Order { by: String }
  input Page { order: Order, other: Order }
  input Wrapper { inner: Deeper }
  input Deeper { filters: [Filter!] }
`);

test.each([
  ['{ tickets }', true],
  ['query ($key: String) { tickets(filter: { and: [{ key: $key }] }) }', true],
  ['query ($order: [Order!]) { tickets(order: $order) }', true],
  ['query ($page: Page!) { tickets(page: $page) }', true],
  ['query ($filter: Filter) { tickets(filter: $filter) }', false],
  ['query ($filters: [Filter!]!) { tickets(filter: { and: $filters }) }', false],
  ['query ($wrapped: Wrapper) { tickets(wrapped: $wrapped) }', false],
  ['query A { tickets } query B { tickets }', false],
])('%s: %s', (text, compilable) => {
  const document = parse(text);
  expect(isCompilable(schema, document)).toBe(compilable);
  expect(isCompilable(schema, document)).toBe(compilable);
});
