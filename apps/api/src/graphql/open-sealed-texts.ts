import { type Principal, visibleAgreements } from '@tallystick/access';
import { type TextOpener, textOpener } from '@tallystick/application';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Surroundings } from '../surroundings.js';
import type { RequestContext } from './request-context.js';

/** Opens personal text for somebody who may read the agreement whose key sealed it. */
export function openerFor({ services }: Pick<Surroundings, 'services'>, principal: Principal): TextOpener {
  let visible: ReadonlySet<string> | undefined;
  return textOpener(services.subjects, (agreement) =>
    (visible ??= new Set(visibleAgreements(principal))).has(agreement),
  );
}

/**
 * Shows personal text in answers to those who may read the agreement whose key sealed it. Everything behind this keeps it
 * sealed: resolvers, read models, caches and threads never see what was written.
 */
export function openSealedTexts(
  fastify: FastifyInstance,
  surroundings: Pick<Surroundings, 'services'>,
): void {
  const open = (execution: { data?: unknown }, given: unknown): void => {
    const { principal, reply } = given as RequestContext & {
      readonly reply?: { readonly request: Pick<FastifyRequest, 'question'> };
    };
    const sealed = execution.data;
    execution.data = openerFor(surroundings, principal).value(sealed);
    const question = reply?.request.question;
    // What is kept is kept sealed as well, since a key may be destroyed at any time.
    if (execution.data !== sealed && question !== undefined)
      question.sealed = JSON.stringify({ data: sealed });
  };
  fastify.graphql.addHook('onResolution', (execution, context) => open(execution, context));
  fastify.graphql.addHook('onSubscriptionResolution', (execution, context) => open(execution, context));
}
