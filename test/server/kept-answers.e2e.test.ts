import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tally } from '../e2e/support/tally.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const agreement = 'acme-northwind';
let server: StartedServer;
let client: string;
let provider: string;

/** Every kind of read that there is beside those of operators, as pages show them. */
const questions: readonly string[] = [
  'agreements { edges { node { name title head { position } } } totalCount }',
  'agreement(agreement: $agreement) { name title head { position chainHash } periods { edges { node { label total { amount } issued } } } }',
  'agreement(agreement: $agreement) { statement(period: "2025-03") { digest settlement { total { amount } } knownAt { position } } }',
  'agreement(agreement: $agreement) { statement(period: "2025-03", as: SEALED) { digest settlement { total { amount } } } }',
  'agreement(agreement: $agreement) { statement(period: "2025-03", knownAt: "2025-04-10") { digest } }',
  'agreement(agreement: $agreement) { exits { period { label } exits { id state distance } } }',
  'tickets(first: 5, orderBy: [{ by: OPENED_AT, direction: DESCENDING }]) { totalCount edges { node { ticket priority openedAt } } asOf { position } }',
  'breaches(first: 5, filter: { priority: { equals: "P2" } }) { totalCount edges { node { ticket breachedAt } } }',
  'exitRights { edges { node { exit state distance } } asOf { agreement position } }',
  'facts(first: 3, orderBy: [{ by: POSITION, direction: DESCENDING }]) { edges { node { position type recordedAt } } }',
  'clocksAggregate(groupBy: [MONTH, PRIORITY], first: 50) { groups { key { month priority } count share(of: MET) } asOf { position } }',
  'agreement(agreement: $agreement) { ticket(key: "KEPT-1") { key facts(first: 5) { edges { node { type assertedBy { party actor } payload } } } } }',
  'viewer { subject operator grants { agreement party role mayDo } }',
];

/** Says something of a person, which is sealed when it is recorded. */
const assigned = {
  type: 'TicketAssigned',
  ticket: 'KEPT-1',
  group: 'second-line',
  party: 'provider',
  assignee: 'Priscilla "Prim" Ødegård',
  effectiveAt: '2025-03-03T09:10:00Z',
};

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-kept-'));
  const demo = await tally(['demo', '--dir', folder], { folder });
  expect(demo.exitCode, demo.error).toBe(0);
  const token = async (name: string, grant: string): Promise<string> =>
    (await runServerCommand(['token', 'create', '--name', name, '--grant', grant], folder)).out.trim();
  client = await token('finance', `${agreement}:client:keeper`);
  provider = await token('desk', `${agreement}:provider:contributor`);
  server = await startServer({ folder, environment: { TALLY_READY_LAG: '0' } });
  await record(provider, 'begin', 'KEPT-1');
  await untilProjected();
}, 300_000);

afterAll(() => server?.remove());

/** Until the read models are as far as the ledger, so that two answers in a row are of one moment. */
async function untilProjected(): Promise<void> {
  while ((await fetch(`${server.url}/health/ready`)).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function ask(question: string, token: string, headers: Record<string, string> = {}): Promise<string> {
  const variables = question.includes('$agreement') ? '($agreement: String!) ' : '';
  const response = await fetch(server.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query: `query ${variables}{ ${question} }`, variables: { agreement } }),
  });
  return response.text();
}

const anew = { 'cache-control': 'no-cache' };
const isKept = async (question: string, token: string): Promise<boolean> => {
  const before = await keptSoFar();
  await ask(question, token);
  return (await keptSoFar()) > before;
};
let operator: string | undefined;

async function keptSoFar(): Promise<number> {
  operator ??= await command('token', 'create', '--operator', '--name', 'ops');
  const response = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${operator}` } });
  const line = /^tally_graphql_answers_total\{from="kept"\} (\d+)$/m.exec(await response.text());
  return Number(line?.[1] ?? 0);
}

async function command(...args: readonly string[]): Promise<string> {
  const done = await server.command(args);
  expect(done.exitCode, done.error).toBe(0);
  return done.out.trim();
}

function record(token: string, key: string, ticket: string): Promise<{ data?: unknown; errors?: unknown }> {
  const facts = [
    {
      type: 'TicketOpened',
      ticket,
      ticketType: 'incident',
      priority: 'P2',
      service: 'erp',
      effectiveAt: '2025-03-03T09:00:00Z',
    },
    ...(ticket === 'KEPT-1' ? [assigned] : []),
  ];
  return server.query(
    'mutation ($input: RecordFactsInput!) { recordFacts(input: $input) { revision repeated } }',
    { token, variables: { input: { agreement, idempotencyKey: key, facts } } },
  );
}

test('every read is answered without an error, and most again from what is kept', async () => {
  for (const question of questions) expect(await ask(question, client), question).not.toContain('"errors"');
  const kept: string[] = [];
  for (const question of questions) if (await isKept(question, client)) kept.push(question);
  expect(questions.filter((question) => !kept.includes(question))).toEqual([]);
});

describe('what is given again is what would be answered anew', () => {
  const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['nothing', () => Promise.resolve()],
    ['a fact recorded here', () => record(provider, 'first', 'KEPT-4')],
    [
      'facts that another process records',
      async () => {
        const file = join(server.folder, 'facts.json');
        writeFileSync(
          file,
          JSON.stringify({
            type: 'TicketResolved',
            ticket: 'KEPT-1',
            code: 'solved',
            effectiveAt: '2025-03-07T09:00:00Z',
          }),
        );
        const done = await tally(
          ['record', '--agreement', agreement, '--ledger', join(server.folder, 'tally.db'), file],
          { folder: server.folder },
        );
        expect(done.exitCode, done.error).toBe(0);
      },
    ],
    ['another role', () => command('grant', 'add', 'desk', `${agreement}:provider:reader`)],
    [
      'the erasure of a person by another process',
      async () => {
        expect(await ask(questions[11]!, client)).toContain(JSON.stringify(assigned.assignee));
        const args = ['erase', '--person', assigned.assignee, '--ground', 'consent-withdrawn'];
        const done = await tally(
          [...args, '--agreement', agreement, '--ledger', join(server.folder, 'tally.db')],
          { folder: server.folder },
        );
        expect(done.exitCode, done.error).toBe(0);
        expect(await ask(questions[11]!, client)).not.toContain('Priscilla');
      },
    ],
    ['one more fact', () => record(client, 'second', 'KEPT-2')],
  ];
  test.each(changes)('after %s', { timeout: 60_000 }, async (_, change) => {
    await change();
    await untilProjected();
    for (const token of [client, provider]) {
      for (const question of questions) {
        const first = await ask(question, token);
        expect(await ask(question, token, anew), question).toBe(first);
        expect(await ask(question, token), question).toBe(first);
      }
    }
  });
});

test('a mutation is never answered from what is kept: its repeat says that it is one', async () => {
  const first = await record(client, 'third', 'KEPT-3');
  const again = await record(client, 'third', 'KEPT-3');
  expect([first, again]).toMatchObject([
    { data: { recordFacts: { repeated: false } } },
    { data: { recordFacts: { repeated: true } } },
  ]);
});

test('nobody is given the answer of another: not a stranger, not after the token was revoked', async () => {
  await untilProjected();
  const question = questions[2]!;
  const finance = await ask(question, client);
  const stranger = await command('token', 'create', '--name', 'stranger');
  expect(JSON.parse(await ask(question, stranger))).toMatchObject({
    errors: [{ extensions: { code: 'agreement-unknown' } }],
  });
  const late = (
    await server.command([
      'token',
      'create',
      '--name',
      'late',
      '--grant',
      `${agreement}:client:reader`,
      '--json',
    ])
  ).out;
  const { secret, token } = JSON.parse(late) as { secret: string; token: { id: string } };
  expect(await ask(question, secret)).toBe(finance);
  await command('token', 'revoke', token.id);
  expect(JSON.parse(await ask(question, secret))).toMatchObject({
    errors: [{ extensions: { code: 'unauthenticated' } }],
  });
});

test('what fails is not kept', async () => {
  const question = 'agreement(agreement: "not-there") { name }';
  await ask(question, client);
  expect(await isKept(question, client)).toBe(false);
});
