import { GraphQLError } from 'graphql';

/** The error of a document that asks for more than the server lets it: which limit, how much, and how much is allowed. */
export function tooLarge(limit: string, asked: number, allowed: number, variable: string): GraphQLError {
  const figure = Number.isFinite(asked) ? String(asked) : 'more than can be counted';
  return new GraphQLError(`The ${limit} of the query is ${figure}; at most ${allowed} is allowed.`, {
    extensions: {
      code: 'query-too-large',
      details: [
        {
          place: limit,
          problem: `It is ${figure}; ${allowed} is the limit.`,
          mend: `Ask for less at a time. Whoever runs the server sets the limit with ${variable}.`,
        },
      ],
    },
  });
}
