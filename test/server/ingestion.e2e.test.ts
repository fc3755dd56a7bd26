import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleTerms } from '../e2e/support/sample-agreement.js';
import { MadeUpDesk, ticketEvent } from './support/made-up-desk.js';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let desk: MadeUpDesk;
/** Pushes to an agreement that is signed only in the course of a test. */
let early: MadeUpDesk;
let server: StartedServer;
const tokens: Record<'keeper' | 'provider' | 'stranger' | 'operator', string> = {
  keeper: '',
  provider: '',
  stranger: '',
  operator: '',
};

beforeAll(async () => {
  folder = await preparedFolder('sample', 'elsewhere');
  desk = new MadeUpDesk(folder, 'sample');
  early = new MadeUpDesk(folder, 'later', 'early');
  tokens.keeper = await token(
    'keeper',
    ...['--grant', 'sample:client:keeper'],
    ...['--grant', 'later:client:keeper'],
  );
  tokens.provider = await token('importer', '--grant', 'sample:provider:contributor');
  tokens.stranger = await token('stranger', '--grant', 'elsewhere:client:keeper');
  tokens.operator = await token('ops', '--operator');
  server = await startServer({ folder, environment: desk.settings });
});
afterAll(() => server.remove());

async function token(name: string, ...args: readonly string[]): Promise<string> {
  const { out, error, exitCode } = await runServerCommand(
    ['token', 'create', '--name', name, ...args],
    folder,
  );
  if (exitCode !== 0) throw new Error(error);
  return out.trim();
}

async function answerOf(
  response: Promise<Response> | Response,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const got = await response;
  return { status: got.status, body: (await got.json()) as Record<string, unknown> };
}

interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { place: string }[];
  };
}

function errorOf({ body }: { readonly body: Record<string, unknown> }): ErrorBody['error'] {
  return (body as unknown as ErrorBody).error;
}

function upload(
  lines: string | Uint8Array | ReadableStream,
  bearer: string,
  headers: Record<string, string> = {},
  agreement = 'sample',
): Promise<Response> {
  return fetch(`${server.url}/agreements/${agreement}/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${bearer}`, ...headers },
    body: lines as never,
    duplex: 'half',
  });
}

interface Line {
  readonly id: string;
  readonly type: string;
  readonly ticket?: string;
  readonly assertedBy: object;
  readonly recordedAt: string;
}

async function facts(query = '', url = server.url): Promise<readonly Line[]> {
  const response = await fetch(`${url}/agreements/sample/facts${query}`, {
    headers: { authorization: `Bearer ${tokens.keeper}` },
  });
  expect(response.status).toBe(200);
  const text = await response.text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function outage(number: number): string {
  return JSON.stringify({
    type: 'OutageBegan',
    effectiveAt: '2025-03-05T10:00:00Z',
    outage: `O${number}`,
    service: 'mail',
  });
}

describe('a webhook', () => {
  test('is answered once its facts are in the ledger, asserted by the party of its source', async () => {
    const answer = await answerOf(desk.send(server.url, ticketEvent('T1', 0, 0), { delivery: 'first' }));
    expect(answer).toMatchObject({
      status: 202,
      body: { state: 'recorded', rows: 1, facts: 1, repeated: false },
    });
    const after = Number(answer.body['revision']) - 1;
    expect(await facts(`?after=${after}`)).toMatchObject([
      { type: 'TicketOpened', ticket: 'T1', assertedBy: { party: 'provider', actor: sealed } },
    ]);
  });

  test('that comes again changes nothing; with another content under the same name it is refused and kept', async () => {
    const again = await answerOf(desk.send(server.url, ticketEvent('T1', 0, 0), { delivery: 'first' }));
    expect(again).toMatchObject({ status: 200, body: { repeated: true, facts: 1 } });
    const other = await answerOf(
      desk.send(server.url, ticketEvent('T1', 9, 9, 'Done'), { delivery: 'first' }),
    );
    expect(other.status).toBe(409);
    expect(errorOf(other).code).toBe('delivery-differs');
  });

  test('is refused in one and the same way, whatever is wrong with it', async () => {
    const event = ticketEvent('T2', 0, 0);
    const refusals = await Promise.all([
      answerOf(desk.send(server.url, event, { headers: { 'x-desk-signature': `v1=${'0'.repeat(64)}` } })),
      answerOf(desk.send(server.url, event, { headers: { 'x-desk-signature': '' } })),
      answerOf(desk.send(server.url, event, { sentBody: `${JSON.stringify(event)} ` })),
      answerOf(desk.send(server.url, event, { at: Date.now() - 301_000 })),
      answerOf(desk.send(server.url, event, { at: Date.now() + 302_000 })),
      answerOf(desk.send(server.url, event, { source: 'no-such-source' })),
    ]);
    for (const refusal of refusals) {
      const { requestId: _requestId, ...said } = errorOf(refusal) as unknown as Record<string, unknown>;
      expect({ status: refusal.status, said }).toEqual({
        status: 401,
        said: { code: 'delivery-refused', message: 'The delivery is refused.', details: [] },
      });
    }
    expect((await facts()).filter(({ ticket }) => ticket === 'T2')).toEqual([]);
  });

  test('that is no JSON by its type, is packed, or is too large is refused as such', async () => {
    const event = ticketEvent('T2', 0, 0);
    const wrongType = desk.send(server.url, event, { headers: { 'content-type': 'text/plain' } });
    expect(errorOf(await answerOf(wrongType)).code).toBe('media-type-refused');
    const packed = desk.send(server.url, event, { headers: { 'content-encoding': 'gzip' } });
    expect(await answerOf(packed)).toMatchObject({ status: 415 });
    const large = desk.send(server.url, event, {
      body: JSON.stringify({ event: 'ping', text: 'x'.repeat(1_048_577) }),
    });
    expect(await answerOf(large)).toMatchObject({ status: 413 });
  });
});

interface Letters {
  readonly deadLetters: {
    readonly nodes: readonly { readonly node: { readonly id: string; readonly code: string } }[];
  };
}

const lettersQuery = `query ($agreement: String!) {
  deadLetters(agreement: $agreement) { totalCount nodes: edges { node { id source code state attempts problems { place problem mend } } } }
}`;

describe('a dead letter', () => {
  test('is inspected, replayed after the mapping was mended, or discarded with a reason', async () => {
    const answer = await answerOf(desk.send(server.url, ticketEvent('T3', 0, 0, 'Parked')));
    expect(answer).toMatchObject({ status: 202, body: { state: 'dead-lettered', rejected: 1 } });
    const id = String(answer.body['deadLetter']);
    const client = server.client(tokens.keeper);
    const { deadLetter } = await client.request<{
      deadLetter: { body: string; headers: object; problems: { problem: string }[] };
    }>(`query ($id: ID!) { deadLetter(id: $id) { id body headers problems { problem mend } } }`, { id });
    expect(JSON.parse(deadLetter.body)).toEqual(ticketEvent('T3', 0, 0, 'Parked'));
    expect(deadLetter.problems[0]!.problem).toContain('Parked');
    expect(Object.keys(deadLetter.headers)).not.toContain('x-desk-signature');

    const replay = `mutation ($id: ID!) { replayDeadLetter(input: { id: $id }) { state facts } }`;
    expect(await client.request(replay, { id })).toEqual({
      replayDeadLetter: { state: 'DEAD_LETTERED', facts: 0 },
    });
    desk.writeWords('{ New: new, Working: in-progress, Parked: waiting-client, Done: resolved }');
    await server.client(tokens.operator).request(`mutation { reloadWebhooks { sources } }`);
    expect(await client.request(replay, { id })).toEqual({
      replayDeadLetter: { state: 'RECORDED', facts: 2 },
    });

    const { deadLetters } = await client.request<Letters>(lettersQuery, { agreement: 'sample' });
    expect(deadLetters.nodes.map(({ node }) => node.code)).toEqual(['delivery-differs']);
    const discarded: unknown = await client.request(
      `mutation ($id: ID!) { discardDeadLetter(input: { id: $id, reason: "A test of the desk." }) { state settledBy reason } }`,
      { id: deadLetters.nodes[0]!.node.id },
    );
    expect(discarded).toEqual({
      discardDeadLetter: { state: 'DISCARDED', settledBy: 'keeper', reason: 'A test of the desk.' },
    });
  });

  test('is the business of those who manage ingestion, and nobody else hears of it', async () => {
    const answer = await answerOf(desk.send(server.url, { event: 'unheard-of' }));
    const id = String(answer.body['deadLetter']);
    const ask = (of: string, bearer: string) =>
      server.query(`query ($id: ID!) { deadLetter(id: $id) { id } }`, {
        token: bearer,
        variables: { id: of },
      });
    for (const bearer of [tokens.stranger, tokens.provider]) {
      const [known, unknown] = await Promise.all([ask(id, bearer), ask('99999', bearer)]);
      expect(known.errors![0]!.extensions.code).toBe('dead-letter-unknown');
      expect(known.errors![0]!.message).toBe(unknown.errors![0]!.message);
    }
    const listed = await server.query(lettersQuery, {
      token: tokens.stranger,
      variables: { agreement: 'sample' },
    });
    const nowhere = await server.query(lettersQuery, {
      token: tokens.stranger,
      variables: { agreement: 'nowhere' },
    });
    expect(listed.errors![0]!.message).toBe(nowhere.errors![0]!.message);
  });

  test('is what becomes of a delivery to an agreement that is not signed yet; once it is, it is replayed', async () => {
    const answer = await answerOf(early.send(server.url, ticketEvent('T9', 0, 0)));
    expect(answer).toMatchObject({ status: 202, body: { state: 'dead-lettered', facts: 0 } });
    const id = String(answer.body['deadLetter']);
    const client = server.client(tokens.keeper);
    const { deadLetter } = await client.request<{ deadLetter: object }>(
      `query ($id: ID!) { deadLetter(id: $id) { code state agreement } }`,
      { id },
    );
    expect(deadLetter).toMatchObject({ code: 'agreement-unknown', state: 'WAITING', agreement: 'later' });
    // It names no agreement that there is.
    expect(JSON.stringify(answer.body)).not.toMatch(/sample|elsewhere/);
    const replay = `mutation ($id: ID!) { replayDeadLetter(input: { id: $id }) { state facts } }`;
    expect(await client.request(replay, { id })).toMatchObject({
      replayDeadLetter: { state: 'DEAD_LETTERED', facts: 0 },
    });
    const text = sampleTerms.replace(/^agreement: .*$/m, 'agreement: later');
    await client.request(
      `mutation ($text: String!) {
        signAgreement(input: { agreement: "later", idempotencyKey: "signed", document: { name: "terms.yaml", text: $text } }) { revision }
      }`,
      { text },
    );
    expect(await client.request(replay, { id })).toMatchObject({
      replayDeadLetter: { state: 'RECORDED', facts: 1 },
    });
    expect(await answerOf(early.send(server.url, ticketEvent('T9', 1, 5, 'Working')))).toMatchObject({
      status: 202,
      body: { state: 'recorded' },
    });
  });

  test('is settled at the command line beside the running server', async () => {
    const run = async (...args: readonly string[]) => {
      const { out, error, exitCode } = await server.command(['dead-letters', ...args, '--json']);
      expect(error).toBe('');
      expect(exitCode).toBe(0);
      return JSON.parse(out) as Record<string, unknown>;
    };
    const { deadLetters } = (await run('list')) as { deadLetters: { id: string }[] };
    expect(deadLetters).toHaveLength(1);
    const { id } = deadLetters[0]!;
    expect(await run('show', id)).toMatchObject({ source: 'desk', body: '{"event":"unheard-of"}' });
    expect(await run('replay', '--source', 'desk')).toEqual({ recorded: 0, waiting: 1, facts: 0 });
    expect(await run('discard', id, '--reason', 'Nothing was meant.')).toEqual({ discarded: 1 });
    expect(await run('list')).toEqual({ deadLetters: [] });
  });
});

/** An export has the bytes of the ledger, in which the names of persons and programs are sealed. */
const sealed: unknown = expect.stringMatching(/^sealed:1:[0-9a-f-]{36}:/);

describe('a bulk upload', () => {
  test('records lines, plain or gzip, with the voice of the token, and the same lines again change nothing', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) => `${outage(index)}\n`).join('');
    expect(await answerOf(upload(lines, tokens.provider))).toMatchObject({
      status: 200,
      body: { agreement: 'sample', lines: 1200, facts: 1200, unchanged: 0 },
    });
    const packed = gzipSync(`${lines}${outage(1200)}`);
    expect(await answerOf(upload(packed, tokens.provider, { 'content-encoding': 'gzip' }))).toMatchObject({
      status: 200,
      body: { lines: 1201, facts: 1, unchanged: 1200 },
    });
    const recorded = (await facts()).filter(({ type }) => type === 'OutageBegan');
    expect(recorded).toHaveLength(1201);
    expect(recorded[0]!.assertedBy).toEqual({ party: 'provider', actor: sealed });
  });

  test('ends at the first line with a fault and names it; what came whole before it stays', async () => {
    const lines = Array.from({ length: 700 }, (_, index) => outage(2000 + index));
    lines[650] = '{"type": "OutageBegan"}';
    const answer = await answerOf(upload(lines.join('\n'), tokens.provider));
    expect(answer.status).toBe(422);
    expect(errorOf(answer).details[0]!.place).toContain('line 651');
    lines[650] = outage(2650);
    const again = await answerOf(upload(lines.join('\n'), tokens.provider));
    expect(again).toMatchObject({ status: 200, body: { lines: 700, facts: 100, unchanged: 600 } });
  });

  test.each([
    [
      'another party',
      '{"type":"OutageBegan","effectiveAt":"2025-03-05T10:00:00Z","outage":"X","service":"mail","assertedBy":"client"}',
      'access-denied',
    ],
    [
      'what the party may not say',
      '{"type":"ReliefGranted","effectiveAt":"2025-03-05T10:00:00Z","relief":"R1"}',
      'access-denied',
    ],
    [
      'what has a command of its own',
      '{"type":"AgreementSigned","effectiveAt":"2025-03-05T10:00:00Z","terms":{}}',
      'fact-invalid',
    ],
    [
      'another agreement',
      '{"type":"OutageBegan","agreement":"elsewhere","effectiveAt":"2025-03-05T10:00:00Z","outage":"X","service":"mail"}',
      'fact-invalid',
    ],
    ['no JSON', '{"type":', 'json-invalid'],
  ])('does not speak for %s', async (_name, line, code) => {
    const answer = await answerOf(upload(`${outage(1)}\n${line}\n`, tokens.provider));
    expect(errorOf(answer).code).toBe(code);
    expect(JSON.stringify(errorOf(answer))).toContain('line 2');
  });

  test('of damaged gzip, of bytes that are no text, of another type is refused', async () => {
    const damaged = gzipSync(outage(1)).subarray(0, 30);
    const codes = await Promise.all([
      answerOf(upload(damaged, tokens.provider, { 'content-encoding': 'gzip' })),
      answerOf(upload(Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), tokens.provider)),
      answerOf(upload('{}', tokens.provider, { 'content-type': 'application/json' })),
    ]);
    expect(codes.map((answer) => errorOf(answer).code)).toEqual([
      'source-unreadable',
      'source-unreadable',
      'media-type-refused',
    ]);
  });

  test('and an export are nothing for strangers, who cannot tell whether there is an agreement', async () => {
    const told = await Promise.all(
      ['sample', 'nowhere'].flatMap((agreement) => [
        answerOf(upload(outage(1), tokens.stranger, {}, agreement)),
        answerOf(
          fetch(`${server.url}/agreements/${agreement}/facts`, {
            headers: { authorization: `Bearer ${tokens.stranger}` },
          }),
        ),
      ]),
    );
    const said = told.map((answer) => {
      const { requestId: _requestId, ...error } = errorOf(answer) as unknown as Record<string, unknown>;
      return JSON.stringify([answer.status, error]);
    });
    expect(new Set(said).size).toBe(1);
    expect(errorOf(told[0]!).code).toBe('agreement-unknown');
    const nobody = await fetch(`${server.url}/agreements/sample/facts`);
    expect(nobody.status).toBe(401);
  });
});

test('an export begins after a position, ends where it was known, and is packed where the client likes that', async () => {
  const all = await facts();
  expect(await facts('?after=9')).toEqual(all.slice(10));
  expect(await facts('?knownAt=9')).toEqual(all.slice(0, 10));
  const packed = await fetch(`${server.url}/agreements/sample/facts`, {
    headers: { authorization: `Bearer ${tokens.keeper}`, 'accept-encoding': 'gzip' },
  });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect((await packed.text()).trimEnd().split('\n')).toHaveLength(all.length);
  const beyond = await fetch(`${server.url}/agreements/sample/facts?after=${all.length}`, {
    headers: { authorization: `Bearer ${tokens.keeper}` },
  });
  expect(beyond.status).toBe(404);
});

test('killed in the midst of deliveries and of an upload, nothing acknowledged is lost, and sending again adds only what is missing', async () => {
  const before = (await facts()).length;
  const acknowledged = new Set<string>();
  const events = Array.from({ length: 300 }, (_, index) => ({
    delivery: `k-${index}`,
    event: ticketEvent(
      `K${index % 40}`,
      Math.floor(index / 40),
      Math.floor(index / 40) * 5,
      ['New', 'Working', 'Done'][Math.floor(index / 40) % 3],
    ),
  }));
  const lines = Array.from({ length: 20_000 }, (_, index) => `${outage(10_000 + index)}\n`);
  const uploading = upload(lines.join(''), tokens.provider).catch(() => undefined);
  let killed: Promise<void> | undefined;
  const sending = events.map(async ({ delivery, event }) => {
    const response = await desk.send(server.url, event, { delivery }).catch(() => undefined);
    if (response?.status === 202) acknowledged.add(delivery);
    if (acknowledged.size >= 60) await (killed ??= server.kill());
  });
  await Promise.all([...sending, uploading]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(60);
  expect(acknowledged.size).toBeLessThan(events.length);

  server = await startServer({ folder, environment: desk.settings });
  const answers = new Map<string, { status: number; body: Record<string, unknown> }>();
  for (const { delivery, event } of events)
    answers.set(delivery, await answerOf(desk.send(server.url, event, { delivery })));
  for (const delivery of acknowledged) {
    expect(answers.get(delivery), delivery).toMatchObject({ status: 200, body: { repeated: true } });
  }
  expect(await answerOf(upload(lines.join(''), tokens.provider))).toMatchObject({
    status: 200,
    body: { lines: 20_000 },
  });
  const recorded = await facts();
  expect(new Set(recorded.map(({ id }) => id)).size).toBe(recorded.length);
  expect(recorded.filter(({ type }) => type === 'OutageBegan')).toHaveLength(1201 + 700 + 20_000);
  const tickets = recorded.slice(before).filter(({ ticket }) => ticket?.startsWith('K'));
  expect(tickets.filter(({ type }) => type === 'TicketOpened')).toHaveLength(40);
  expect(tickets.filter(({ type }) => type === 'TicketResponded')).toHaveLength(40);
});
