import { isTallyError, TallyError } from '@tallystick/errors';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

export interface TextScalar {
  readonly name: string;
  readonly description: string;
  /** An example for the message that refuses a value. */
  readonly example: string;
  /** Where the format is defined, for tools that read `specifiedBy`. */
  readonly specifiedByURL?: string;
  /** Reads what a client writes. @throws TallyError for what is not written as one. */
  readonly read: (text: string) => unknown;
  /** Writes what the server holds; as it is where absent, since it holds these as canonical text. */
  readonly write?: (value: unknown) => string;
}

/** A scalar that is text on the wire. What it refuses is a `quantity-invalid` that shows how it is written. */
export function textScalar({ name, description, example, specifiedByURL, read, write }: TextScalar) {
  const parse = (value: unknown): unknown => {
    try {
      if (typeof value === 'string') return read(value);
    } catch (error) {
      if (!isTallyError(error)) throw error;
      throw refused(name, error.message, example);
    }
    throw refused(name, 'It has to be text.', example);
  };
  return new GraphQLScalarType<unknown, unknown>({
    name,
    description,
    ...(specifiedByURL !== undefined && { specifiedByURL }),
    serialize: (value) => {
      if (write !== undefined) return write(value);
      if (typeof value === 'string') return value;
      throw new TypeError(`A ${name} is text inside the server.`);
    },
    parseValue: parse,
    parseLiteral: (node) => parse(textOf(node)),
  });
}

/** What a client is told of a value that a scalar refuses; the place is filled in by GraphQL's own message. */
export function refused(name: string, problem: string, example: string): GraphQLError {
  const details = [{ place: name, problem, mend: `Write it like ${example}.` }];
  return new GraphQLError(`${problem} Write it like ${example}.`, {
    originalError: new TallyError('quantity-invalid', problem, details),
    extensions: { code: 'quantity-invalid', details },
  });
}

function textOf(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  // A number without quotes is a number that somebody else's program may have rounded already.
  return undefined;
}
