import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { printServerSchema } from '../graphql/print-server-schema.js';
import { unacknowledgedChanges } from './breaking-changes.js';

const committed = new URL('../../schema.graphql', import.meta.url);
const acknowledged = new URL('../../schema-changes.md', import.meta.url);

let before: GraphQLSchema;
let printed: string;
let schema: GraphQLSchema;
beforeAll(async () => {
  // Read before the golden test refreshes it with -u, so that a refresh hides no breaking change.
  before = buildSchema(await readFile(committed, 'utf8'));
  printed = await printServerSchema();
  schema = buildSchema(printed);
});

describe('the schema of the server', () => {
  test('breaks no client of the committed one, unless schema-changes.md says so', async () => {
    const changes = unacknowledgedChanges(before, schema, await readFile(acknowledged, 'utf8'));
    expect(changes).toEqual([]);
  });

  test('is the one in apps/api/schema.graphql', async () => {
    await expect(printed).toMatchFileSnapshot('../../schema.graphql');
  });

  test('describes every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  test('has enums for closed sets, each with values in capitals', () => {
    const enums = ownTypes(schema).filter(isEnumType);
    expect(enums.length).toBeGreaterThan(40);
    const odd = enums.flatMap((type) => type.getValues().map(({ name }) => `${type.name}.${name}`));
    expect(odd.filter((name) => !/\.[A-Z][A-Z0-9_]*$/.test(name))).toEqual([]);
  });

  test('says of no number that it is a float', () => {
    expect(ownTypes(schema).map(({ name }) => name)).not.toContain('Float');
    expect(printed).not.toMatch(/: \[?Float\b/);
  });

  test('never leaves it open which page is meant: what pages forward has first and after, and a limit', () => {
    const connections = fieldsOf(schema).filter(({ type }) => /Connection!?$/.test(String(type)));
    expect(connections.length).toBeGreaterThan(5);
    for (const { path, args } of connections) {
      expect([path, args.filter((name) => name === 'first' || name === 'after').sort()]).toEqual([
        path,
        ['after', 'first'],
      ]);
    }
  });
});

function ownTypes(of: GraphQLSchema) {
  return Object.values(of.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
}

function fieldsOf(of: GraphQLSchema) {
  return ownTypes(of).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({
          path: `${type.name}.${field.name}`,
          type: field.type,
          args: field.args.map(({ name }) => name),
        }))
      : [],
  );
}

/** Everything that a client may name and that says nothing of itself. */
function undescribed(of: GraphQLSchema): string[] {
  const missing: string[] = [];
  const look = (path: string, description: string | null | undefined): void => {
    if (description === null || description === undefined || description.trim() === '') missing.push(path);
  };
  for (const type of ownTypes(of)) {
    const isRoot =
      type === of.getQueryType() || type === of.getMutationType() || type === of.getSubscriptionType();
    if (!isRoot) look(type.name, type.description);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field.description);
        for (const argument of field.args) {
          look(`${type.name}.${field.name}(${argument.name})`, argument.description);
        }
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        look(`${type.name}.${field.name}`, field.description);
    }
    if (isEnumType(type)) {
      for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.description);
    }
  }
  return missing;
}
