import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let elsewhere: string;
let server: StartedServer;
let keeper: string;
let operator: string;

beforeAll(async () => {
  folder = await preparedFolder('sample', 'other');
  elsewhere = mkdtempSync(join(tmpdir(), 'tally-restored-'));
  const create = async (name: string, ...args: string[]): Promise<string> =>
    (await runServerCommand(['token', 'create', '--name', name, ...args], folder)).out.trim();
  keeper = await create('keeper', '--grant', 'sample:client:keeper');
  operator = await create('ops', '--operator');
  server = await startServer({ folder });
});
afterAll(async () => {
  await server.remove();
  rmSync(elsewhere, { recursive: true });
});

const factsUrl = (of: StartedServer): string => `${of.url}/agreements/sample/facts`;
const authorized = (): Record<string, string> => ({
  'content-type': 'application/x-ndjson',
  authorization: `Bearer ${keeper}`,
});

async function record(number: number): Promise<void> {
  const fact = {
    type: 'OutageBegan',
    effectiveAt: '2025-03-05T10:00:00Z',
    outage: `O${number}`,
    service: 'mail',
  };
  const response = await fetch(factsUrl(server), {
    method: 'POST',
    headers: authorized(),
    body: JSON.stringify(fact),
  });
  expect(response.ok).toBe(true);
}

const mutation = 'mutation Backup { backup { name madeAt files { name sha256 bytes } } }';

test('a backup that is made while facts are recorded is restored elsewhere, verified, with its tokens', async () => {
  await record(1);
  let writing = true;
  const writer = (async () => {
    for (let number = 2; writing; number += 1) await record(number);
  })();
  const { backup } = await server.client(operator).request<{ backup: { name: string } }>(mutation);
  writing = false;
  await writer;

  const made = join(folder, 'backups', backup.name);
  expect(readdirSync(made).sort()).toEqual([
    'access.db',
    'backup.json',
    'ingestion.db',
    'ledger.db',
    'subjects.db',
  ]);
  const restored = await runServerCommand(['restore', made, '--json'], elsewhere);
  expect(restored.exitCode).toBe(0);
  const { agreements } = (JSON.parse(restored.out) as { backup: { agreements: { agreement: string }[] } })
    .backup;
  expect(agreements.map(({ agreement }) => agreement)).toEqual(['other', 'sample']);
  const copy = await startServer({ folder: elsewhere });
  try {
    const [original, again] = await Promise.all(
      [server, copy].map(async (each) => (await fetch(factsUrl(each), { headers: authorized() })).text()),
    );
    expect(again!.length).toBeGreaterThan(0);
    expect(original!.startsWith(again!)).toBe(true);
  } finally {
    await copy.stop();
  }
  // Nothing is written over.
  const refused = await runServerCommand(['restore', made], elsewhere);
  expect(refused).toMatchObject({ exitCode: 77 });
  expect(refused.error).toContain('restore-refused');
});

test('a backup that was changed is not restored, and nothing is left behind', async () => {
  const made = await server.command(['backup', '--json']);
  const { folder: backup } = JSON.parse(made.out) as { folder: string };
  const target = mkdtempSync(join(tmpdir(), 'tally-damaged-'));
  writeFileSync(join(backup, 'ledger.db'), 'no ledger');
  const refused = await runServerCommand(['restore', backup], target);
  expect(refused.error).toContain('backup-invalid');
  expect(refused.error).toContain('ledger.db');
  expect(existsSync(join(target, 'tally.db'))).toBe(false);
  rmSync(target, { recursive: true });
});

test('only operators make backups', async () => {
  for (const token of [keeper, undefined]) {
    const { data, errors } = await server.query(mutation, { token });
    expect(data).toBeNull();
    expect(errors![0]!.extensions.code).not.toBe('internal');
  }
});
