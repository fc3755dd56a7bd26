import { visibleAgreements } from '@tallystick/access';
import { type TextOpener, textOpener } from '@tallystick/application';
import type { FastifyInstance } from 'fastify';
import type { Surroundings } from '../surroundings.js';
import type { RequestContext } from './request-context.js';

/**
 * Shows personal text in answers to those who may read the agreement whose key sealed it. Everything behind this keeps it
 * sealed: resolvers, read models, caches and threads never see what was written.
 */
export function openSealedTexts(
  fastify: FastifyInstance,
  { services }: Pick<Surroundings, 'services'>,
): void {
  const openerFor = (context: unknown): TextOpener => {
    const { principal } = context as RequestContext;
    let visible: ReadonlySet<string> | undefined;
    return textOpener(services.subjects, (agreement) =>
      (visible ??= new Set(visibleAgreements(principal))).has(agreement),
    );
  };
  const open = (execution: { data?: unknown }, context: unknown): void => {
    execution.data = openerFor(context).value(execution.data);
  };
  fastify.graphql.addHook('onResolution', (execution, context) => open(execution, context));
  fastify.graphql.addHook('onSubscriptionResolution', (execution, context) => open(execution, context));
}
