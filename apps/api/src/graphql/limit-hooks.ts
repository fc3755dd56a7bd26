import type { FastifyInstance } from 'fastify';
import {
  type DocumentNode,
  getOperationAST,
  type GraphQLSchema,
  OperationTypeNode,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { type Configuration, settings } from '../configuration/settings.js';
import { currentScope } from '../http/request-scope.js';
import { isCompilable } from './compilable.js';
import { formattedError } from './format-errors.js';
import { QueryCosts } from './limits/query-cost.js';
import { tooLarge } from './limits/too-large.js';
import type { PersistedQueries } from './persisted-queries.js';
import type { RequestContext } from './request-context.js';

/** Adds what is to be held against every operation beside the rules of validation: its cost, and for subscriptions all of it. */
export function addLimitHooks(
  fastify: FastifyInstance,
  { queryCost }: Configuration,
  rules: readonly ValidationRule[],
  persisted: PersistedQueries,
): void {
  const costs = new Map<GraphQLSchema, QueryCosts>();
  const checkCost = (
    schema: GraphQLSchema,
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): void => {
    let known = costs.get(schema);
    if (known === undefined) {
      known = new QueryCosts(schema);
      costs.set(schema, known);
    }
    const cost = known.of(document, operationName, variables);
    if (cost > queryCost) throw tooLarge('cost', cost, queryCost, settings.queryCost.variable);
  };

  fastify.graphql.addHook('preExecution', (schema, document, context, variables) => {
    const { operationName } = context as unknown as { operationName?: string | null };
    checkCost(schema, document, operationName, (variables ?? {}) as Record<string, unknown>);
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) {
      currentScope()?.basis?.noteUnkeepable();
    }
    // One that is handed back is not compiled.
    return isCompilable(schema, document) ? undefined : { document };
  });

  fastify.graphql.addHook('preSubscriptionParsing', (_schema, source, context) => {
    try {
      persisted.requireKnown(source);
    } catch (error) {
      throw formattedError(error, (context as unknown as RequestContext).requestId);
    }
  });

  // Mercurius validates no subscription by itself.
  fastify.graphql.addHook('preSubscriptionExecution', (schema, document, context) => {
    const { requestId } = context as unknown as RequestContext;
    try {
      const [error] = validate(schema, document, [...specifiedRules, ...rules]);
      if (error !== undefined) throw error;
      checkCost(schema, document, undefined, {});
    } catch (error) {
      throw formattedError(error, requestId);
    }
  });
}
