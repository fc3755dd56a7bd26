import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServices, signAgreement } from '@tallystick/application';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runServerCommand, startServer, type StartedServer } from '../server/support/start-server.js';
import { outageFacts, storyTerms } from '../server/support/two-parties.js';
import {
  type ProtocolServerProcess,
  startProtocolServerProcess,
} from '../support/protocol-server-process.js';

/**
 * Two API servers, each with a folder of its own, over one server of the ledger, all in processes of their own. What they
 * share beside the ledger are the files of tokens and of the keys of persons.
 */
const agreement = 'shared';
let folder: string;
let store: ProtocolServerProcess;
let address: string;
let servers: StartedServer[];
let token: string;

function environmentOf(name: string): Record<string, string> {
  return {
    TALLY_LEDGER: address,
    TALLY_LEDGER_DEADLINE_SECONDS: '3',
    TALLY_DATA: join(folder, name),
    TALLY_ACCESS: join(folder, 'access'),
    TALLY_SUBJECTS: join(folder, 'subjects'),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-several-'));
  store = await startProtocolServerProcess();
  address = `esdb://127.0.0.1:${store.ports[0]}/production?tls=false`;
  const services = await openServices(
    { address, files: join(folder, 'signing', 'production') },
    { clock: () => Date.parse('2025-01-01T08:00:00Z') },
  );
  const document = { name: 'terms.yaml', text: storyTerms(agreement) };
  await signAgreement(services, { document, assertedBy: { party: 'client' } });
  await services.ledger.close();
  services.subjects?.close();
  const made = await runServerCommand(
    ['token', 'create', '--name', 'finance', '--grant', `${agreement}:client:keeper`],
    folder,
    environmentOf('one'),
  );
  if (made.exitCode !== 0) throw new Error(made.error);
  token = made.out.trim();
  servers = await Promise.all(
    ['one', 'two'].map((name) => startServer({ folder, environment: environmentOf(name) })),
  );
});
afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<Data>(
  server: number,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  return servers[server]!.client(token).request<Data>(query, { agreement, ...variables });
}

const record = `mutation ($agreement: String!, $facts: [JSONObject!]!) {
  recordFacts(input: { agreement: $agreement, facts: $facts }) { revision repeated }
}`;
const issue = `mutation ($agreement: String!, $period: Period!) {
  issueStatement(input: { agreement: $agreement, period: $period }) { revision }
}`;

async function recordedTypes(): Promise<Map<string, number>> {
  const services = await openServices(
    { address, files: join(folder, 'reading', 'production') },
    { readOnly: true },
  );
  try {
    const counts = new Map<string, number>();
    for await (const page of services.ledger.read(agreement, { verifyWhileReading: true })) {
      for (const { text } of page) {
        const { type } = JSON.parse(text) as { type: string };
        counts.set(type, (counts.get(type) ?? 0) + 1);
      }
    }
    expect((await services.ledger.verify()).whole).toBe(true);
    return counts;
  } finally {
    await services.ledger.close();
    services.subjects?.close();
  }
}

test('commands to one agreement by two servers at once are all recorded, each once', async () => {
  const days = Array.from({ length: 12 }, (_, index) => `2025-01-${String(index + 10)}`);
  await Promise.all(
    days.map((day, index) => ask(index % 2, record, { facts: outageFacts(`O-${index}`, day) })),
  );
  // The same again by the other server brings nothing new.
  const again = await ask<{ recordFacts: { repeated: boolean } }>(1, record, {
    facts: outageFacts('O-0', days[0]!),
  });
  expect(again.recordFacts.repeated).toBe(true);
  expect((await recordedTypes()).get('OutageBegan')).toBe(12);
});

test('a statement that both servers are asked for is issued once', async () => {
  for (const period of ['2025-01', '2025-02', '2025-03']) {
    const answers = await Promise.allSettled([0, 1, 0, 1].map((server) => ask(server, issue, { period })));
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(String(answer.reason)).toMatch(/"code":"statement-exists"/);
    }
  }
  expect((await recordedTypes()).get('StatementIssued')).toBe(3);
});

test('each server answers from rows of its own, says as of when, and waits for what the other recorded', async () => {
  const { recordFacts } = await ask<{ recordFacts: { revision: number } }>(0, record, {
    facts: outageFacts('O-99', '2025-04-10'),
  });
  const { revision } = recordFacts;
  const seen = await ask<{
    outages: { asOf: { agreement: string; position: number }[]; totalCount: number };
  }>(
    1,
    `query ($agreement: String!, $revision: Position!) {
      outages(agreements: [$agreement], waitFor: $revision) { totalCount asOf { agreement position } }
    }`,
    { revision },
  );
  expect(seen.outages.totalCount).toBe(13);
  expect(seen.outages.asOf[0]!.position).toBeGreaterThanOrEqual(revision);
});

test('while the ledger is away both say that they are not ready, and are again when it is back', async () => {
  const ready = (server: number) =>
    fetch(`${servers[server]!.url}/health/ready`).then(({ status }) => status);
  await expect.poll(() => ready(0)).toBe(200);
  await store.order({ do: 'stop' });
  await expect.poll(() => ready(0), { timeout: 60_000 }).toBe(503);
  await store.order({ do: 'start' });
  for (const server of [0, 1]) await expect.poll(() => ready(server), { timeout: 60_000 }).toBe(200);
  await ask(1, record, { facts: outageFacts('O-100', '2025-04-12') });
  expect((await recordedTypes()).get('OutageBegan')).toBe(14);
});
