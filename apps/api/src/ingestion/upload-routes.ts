import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { aboutOfFact, assertedByOf, requireAccess, requireAssertion, type Grant } from '@tallystick/access';
import { recordFacts, resolveKnownAt } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import type { AssertedBy, FactInput } from '@tallystick/facts';
import { type Ledger, ledgerLimits } from '@tallystick/ledger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Surroundings } from '../surroundings.js';
import { streamLines } from './stream-lines.js';

/** Facts recorded at a time: so few that recording them takes some milliseconds, and others are answered in between. */
const factsPerBatch = 100;
const lineTypes = /^application\/(?:x-)?ndjson\s*(?:;|$)/i;

interface AgreementAddress {
  Params: { agreement: string };
  Querystring: { after?: string; knownAt?: string };
}

/**
 * `POST /agreements/NAME/facts`: facts as lines of JSON, as many as one likes, plain or gzip. They are recorded a
 * hundred at a time, each such part whole or not at all. A line without an id has the one that follows from what it says:
 * sending the same lines again, after whatever happened, records what is missing.
 *
 * `GET /agreements/NAME/facts`: the canonical lines of the ledger, from the fact after `after` on, as known at `knownAt`.
 */
export function addUploadRoutes(scope: FastifyInstance, surroundings: Surroundings): void {
  const { configuration, services } = surroundings;
  scope.removeAllContentTypeParsers();
  // Handed on as it comes; `streamLines` counts what it unpacks.
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  scope.post<AgreementAddress & { Body: Readable | undefined }>(
    '/agreements/:agreement/facts',
    async (request, reply) => {
      const { agreement } = request.params;
      const grant = requireAccess(request.principal!, 'record-facts', agreement);
      const assertedBy = assertedByOf(request.principal!, grant);
      const packed = isPacked(request);
      const limits = { bytes: configuration.uploadBytes, lineBytes: ledgerLimits.factBytes };
      const lines = request.body === undefined ? none() : streamLines(request.body, packed, limits);
      const { head, ...counts } = await recordFacts(services, {
        agreement,
        lines,
        name: 'upload',
        assertedBy,
        factsPerBatch,
        admit: (input, place) => inOwnVoice(input, place, grant, assertedBy),
      });
      return reply.code(200).send({ agreement, ...counts, revision: head.position });
    },
  );

  scope.get<AgreementAddress>('/agreements/:agreement/facts', async (request, reply) => {
    const { agreement } = request.params;
    requireAccess(request.principal!, 'read-agreement', agreement);
    const { position } = await resolveKnownAt(services, agreement, request.query.knownAt);
    const after = positionAfter(request.query.after, position);
    const lines = Readable.from(exportedLines(services.ledger, agreement, after + 1, position));
    void reply.header('content-type', 'application/x-ndjson').header('x-ledger-revision', String(position));
    if (!/(?:^|[\s,])gzip(?:$|[\s,;])/.test(request.headers['accept-encoding'] ?? ''))
      return reply.send(lines);
    const packed = createGzip();
    lines.on('error', (error) => packed.destroy(error));
    return reply.header('content-encoding', 'gzip').send(lines.pipe(packed));
  });
}

/** A fact speaks with the voice of the token, and of what its party may assert. */
function inOwnVoice(input: FactInput, place: string, grant: Grant, own: AssertedBy): FactInput {
  const { party, actor } = input.assertedBy ?? own;
  if (party !== own.party || (actor !== undefined && actor !== own.actor)) {
    throw new TallyError('access-denied', `${place} speaks for somebody else.`, [
      {
        place: `${place}: assertedBy`,
        problem: `The token speaks for ${own.party}, as ${own.actor ?? 'nobody by name'}.`,
        mend: 'Leave `assertedBy` out, or use a token of that party.',
      },
    ]);
  }
  try {
    requireAssertion(grant, input.type, aboutOfFact(input));
  } catch (error) {
    if (!(error instanceof TallyError)) throw error;
    const details = error.details.map((detail) => ({ ...detail, place: `${place}: ${detail.place}` }));
    throw new TallyError(error.code, `${place}: ${error.message}`, details, error);
  }
  return { ...input, assertedBy: own };
}

function isPacked({ headers }: FastifyRequest): boolean {
  const type = headers['content-type'] ?? '';
  if (!lineTypes.test(type)) {
    throw new TallyError('media-type-refused', 'Facts are lines of JSON: send them as application/x-ndjson.');
  }
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new TallyError(
      'media-type-refused',
      `The content encoding ${encoding} is not read; send it plain or as gzip.`,
    );
  }
  return encoding === 'gzip';
}

function positionAfter(text: string | undefined, head: number): number {
  if (text === undefined) return -1;
  const position = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (position >= -1 && position <= head) return position;
  throw new TallyError(
    'ledger-position-unknown',
    `The ledger ends at position ${head}; nothing comes after ${text}.`,
    [{ place: 'after', problem: 'It is no position of the ledger.', mend: `Write -1 to ${head}.` }],
  );
}

/** The chain is recomputed on the way, so that no changed byte leaves the house. */
async function* exportedLines(
  ledger: Ledger,
  agreement: string,
  from: number,
  until: number,
): AsyncGenerator<string> {
  if (from > until) return;
  for await (const page of ledger.read(agreement, { from, until, verifyWhileReading: true })) {
    yield page.map(({ text }) => `${text}\n`).join('');
  }
}

/** A request without a body has no lines. */
async function* none(): AsyncGenerator<readonly string[]> {}
