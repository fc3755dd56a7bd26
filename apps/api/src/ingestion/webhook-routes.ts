import { TallyError } from '@tallystick/errors';
import type { FastifyInstance } from 'fastify';
import type { Surroundings } from '../surroundings.js';

/** `application/json`, `application/vnd.….+json`, `text/json`, and lines of JSON. */
const jsonTypes =
  /^(?:application\/(?:[a-z0-9.+-]+\+)?json|text\/json|application\/(?:x-)?ndjson)\s*(?:;|$)/i;

/**
 * `POST /webhooks/NAME`: one delivery of a source. Its body is kept byte for byte, since the signature is over it.
 * 202: what it says is in the ledger, or waits as a dead letter (`state`, and counts). 200: it came before. 401: it is
 * refused, without a reason. 409, 413, 415, 503 as the error says; after 5xx it is to be sent again.
 */
export function addWebhookRoutes(scope: FastifyInstance, { configuration, ingestion }: Surroundings): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: configuration.webhookBytes },
    (_request, body, done) => done(null, body),
  );
  scope.post<{ Params: { source: string }; Body: Buffer | undefined }>(
    '/webhooks/:source',
    { bodyLimit: configuration.webhookBytes },
    async (request, reply) => {
      const { headers, params, body } = request;
      if (!jsonTypes.test(headers['content-type'] ?? '')) {
        throw new TallyError('media-type-refused', 'A delivery is JSON: send it as application/json.');
      }
      if (headers['content-encoding'] !== undefined) {
        throw new TallyError(
          'media-type-refused',
          'A delivery is not packed: send it without content-encoding.',
        );
      }
      const answer = await ingestion.receive(params.source, headers, body ?? Buffer.alloc(0));
      return reply.code(answer.repeated ? 200 : 202).send(answer);
    },
  );
}
