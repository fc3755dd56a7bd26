import type { Principal } from '@tallystick/access';
import type { TextOpener } from '@tallystick/application';
import { sha256Hex } from '@tallystick/facts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../operations/metrics.js';
import { secondsSince } from '../operations/seconds-since.js';
import { Basis } from './basis.js';
import type { KeptAnswers } from './kept-answers.js';

/**
 * Answers questions that were asked before and would be answered the same from what is kept: before GraphQL reads them,
 * after the asker is known and counted. `cache-control: no-cache` has one made anew; with `no-store` it is
 * not kept either (RFC 9111, 5.2.1.4 and 5.2.1.5).
 */
export function keepAnswers(
  fastify: FastifyInstance,
  answers: KeptAnswers,
  metrics: Metrics,
  openerOf: (principal: Principal) => TextOpener,
): void {
  fastify.addHook('preHandler', async (request, reply) => {
    const wish = request.headers['cache-control'] ?? '';
    const key = /\bno-store\b/i.test(wish) ? undefined : keyOf(request);
    if (key === undefined) return;
    const began = performance.now();
    if (!/\bno-cache\b/i.test(wish)) {
      const kept = await answers.find(key);
      if (kept !== undefined) {
        metrics.operation(operationNameOf(request), 'answered', secondsSince(began));
        metrics.answer('kept');
        const { contentType, body, isSealed } = kept;
        const opened = isSealed ? openerOf(request.principal!).text(body, true) : body;
        return reply.header('content-type', contentType).send(opened);
      }
    }
    request.question = { key, basis: new Basis(), answered: false };
  });

  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { question } = request;
    if (question?.answered === true && reply.statusCode === 200 && typeof payload === 'string') {
      metrics.answer('made');
      const contentType = String(reply.getHeader('content-type'));
      const { key, basis, sealed } = question;
      answers.keep(key, basis, { contentType, body: sealed ?? payload, isSealed: sealed !== undefined });
    }
    done(null, payload);
  });
}

interface GraphQLBody {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** All on which the answer rests beside the stores: who asks with which roles, and every word of the question. */
function keyOf({ method, routeOptions, body, principal }: FastifyRequest): string | undefined {
  if (method !== 'POST' || routeOptions.url !== '/graphql' || principal === undefined) return undefined;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { query, operationName, variables, extensions } = body as GraphQLBody;
  return JSON.stringify([...whoIs(principal), query, operationName, variables, extensions]);
}

function operationNameOf({ body }: FastifyRequest): string | undefined {
  const { operationName } = body as GraphQLBody;
  return typeof operationName === 'string' ? operationName : undefined;
}

const digests = new WeakMap<Principal['grants'], string>();

/** Of the same subject with the same roles only. */
function whoIs({ subject, authenticatedBy, operator, grants }: Principal): readonly unknown[] {
  // The grants of an API token stay one object as long as nothing is granted or taken back.
  let granted = digests.get(grants);
  if (granted === undefined) {
    const listed = [...grants.values()].map(({ agreement, party, role }) => [agreement, party, role]);
    granted = sha256Hex(JSON.stringify(listed));
    digests.set(grants, granted);
  }
  return [subject, authenticatedBy, operator, granted];
}

/** A question whose answer may be kept. */
interface Question {
  readonly key: string;
  readonly basis: Basis;
  /** Set once GraphQL has answered without any error. */
  answered: boolean;
  /** The answer before personal text in it was opened; absent where there was none. */
  sealed?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    question?: Question;
  }
}
