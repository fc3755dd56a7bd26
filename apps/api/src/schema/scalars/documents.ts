import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { refused } from './text-scalar.js';

/** An object of a document, as it is. */
export const JSONObject = new GraphQLScalarType<unknown, unknown>({
  name: 'JSONObject',
  description:
    'A JSON object as it stands in a document: a clause of the terms, the payload of a fact, a JSON Schema.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: objectOf,
  parseValue: objectOf,
  parseLiteral: (node, variables) =>
    objectOf(node.kind === Kind.OBJECT ? valueFromASTUntyped(node, variables) : undefined),
});

function objectOf(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw refused('JSONObject', 'It has to be an object.', '{"key": "value"}');
}

/** Any JSON value, as it is. */
export const JSONValue = new GraphQLScalarType<unknown, unknown>({
  name: 'JSONValue',
  description:
    'Any JSON value as it stands in a document: what a clause says at one path, what a figure was worked out from.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
