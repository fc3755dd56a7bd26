import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { formattedError } from './format-errors.js';
import type { RequestContext } from './request-context.js';

type Subscribe = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * Gives what subscriptions throw, when they begin and while they run, the shape of all errors: mercurius sends those as
 * they are.
 */
export function maskSubscriptions(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const subscribe = field.subscribe as Subscribe | undefined;
    if (subscribe === undefined) continue;
    const masked: Subscribe = async (source, args, context, info) => {
      try {
        const events = (await subscribe(source, args, context, info)) as AsyncIterable<unknown>;
        return maskedEvents(events[Symbol.asyncIterator](), context.requestId);
      } catch (error) {
        throw formattedError(error, context.requestId);
      }
    };
    field.subscribe = masked;
  }
  return schema;
}

function maskedEvents(events: AsyncIterator<unknown>, requestId: string): AsyncIterableIterator<unknown> {
  return {
    async next() {
      try {
        return await events.next();
      } catch (error) {
        throw formattedError(error, requestId);
      }
    },
    // Ends the source even while it waits for its next event; a generator would wait for that first.
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
