import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { type ViewName, viewCatalogue } from '@tallystick/read-models';
import {
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  printSchema,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { FactsResolver, NamedFactResolver } from '../because/facts.resolver.js';
import { groupNodes } from './aggregates.js';
import { viewDefinitions } from './catalogue.js';
import type { ViewColumn } from './column.js';
import { readFilter } from './filters.js';
import { viewResolvers } from './views.module.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  // The links lead to types whose fields these resolvers bring.
  const resolvers = [...viewResolvers, FactsResolver, NamedFactResolver];
  schema = await app.get(GraphQLSchemaFactory).create(resolvers as never);
  await app.close();
});

const views = Object.keys(viewDefinitions) as ViewName[];

test.each(views)('the columns of %s hold what the read models hold', (view) => {
  const kinds: Readonly<Record<string, string>> = viewCatalogue[view].columns;
  const columns: Readonly<Record<string, ViewColumn>> = viewDefinitions[view].columns;
  expect(Object.keys(columns).sort()).toEqual(Object.keys(kinds).sort());
  for (const [column, { kind }] of Object.entries(columns)) {
    const stored =
      kind === 'boolean'
        ? 'truth'
        : kind === 'decimal'
          ? 'decimal'
          : kind === 'count' || kind === 'duration' || kind === 'position'
            ? 'whole'
            : 'text';
    expect(`${column}: ${stored}`).toBe(`${column}: ${kinds[column]}`);
  }
});

test.each(views)('%s has a row, a filter and an order with a description for everything', (view) => {
  const { typeName, columns } = viewDefinitions[view];
  const row = schema.getType(`${typeName}Row`) as GraphQLObjectType;
  const filter = schema.getType(`${typeName}Filter`) as GraphQLInputObjectType;
  // Every column and the global id.
  expect(row.getFields()).toHaveProperty('id');
  expect(Object.keys(row.getFields()).length).toBeGreaterThan(Object.keys(columns).length);
  for (const each of [...Object.values(row.getFields()), ...Object.values(filter.getFields())]) {
    expect(each.description, `${typeName}.${each.name}`).toMatch(/\S{2}/);
  }
  expect(schema.getType(`${typeName}OrderBy`)).toBeDefined();
  expect(schema.getType(`${typeName}AggregateGroup`)).toBeDefined();
});

test('the breaches are clocks, with the same filter', () => {
  const { breaches, clocks } = schema.getQueryType()!.getFields();
  expect(String(breaches!.type)).toBe('ClockRowConnection!');
  expect(breaches!.args.map(({ name }) => name).sort()).toEqual(clocks!.args.map(({ name }) => name).sort());
  expect(clocks!.args.map(({ name }) => name).sort()).toEqual([
    'after',
    'agreements',
    'filter',
    'first',
    'knownAt',
    'orderBy',
    'waitFor',
  ]);
});

test('figures are offered only of columns that can be measured', () => {
  const text = printSchema(schema);
  const measured = /enum ClockMeasured \{[^}]*\}/.exec(text)![0].replaceAll(/"""[^"]*"""/g, '');
  expect(measured.match(/[A-Z_]{3,}/g)).toEqual(['INSTANCE', 'ELAPSED', 'LIMIT']);
});

test('a filter is read into conditions of the read models', () => {
  const input = {
    breachedAt: { moreThan: '2025-03-01T01:00:00+01:00', isNull: null },
    elapsed: { atLeast: 3600 },
    or: [{ met: { equals: true } }, { not: { priority: { in: ['P1', 'P2'] } } }],
    service: null,
  };
  expect(readFilter(viewDefinitions.clocks, input)).toEqual({
    breachedAt: { gt: '2025-03-01T00:00:00Z' },
    elapsedSeconds: { gte: 3600 },
    or: [{ met: { eq: true } }, { not: { priority: { in: ['P1', 'P2'] } } }],
  });
});

test('means and shares are told as decimals to 12 places', () => {
  const asked = new Map([['mean elapsed ', { field: 'mean', given: { of: 'elapsed' } } as const]]);
  const answer = { groups: [{ key: [], figures: ['200/3'] }], more: false, asOf: new Map<string, number>() };
  const [group] = groupNodes(viewDefinitions.clocks, [], asked, answer);
  expect(group!.figures.get('mean elapsed ')).toBe('66.666666666667');
});
