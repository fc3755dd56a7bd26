import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedZoneTable } from '@tallystick/application';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let environment: Readonly<Record<string, string>>;
let server: StartedServer;
let keeper: string;

beforeAll(async () => {
  folder = await preparedFolder('sample', 'another');
  // Zones of another version than those that the program brings.
  const zones = join(folder, 'zones.json');
  const berlin = pinnedZoneTable().transitionsOf('Europe/Berlin');
  writeFileSync(zones, JSON.stringify({ version: 'of this test', zones: [berlin] }));
  environment = { TALLY_ZONES: zones, TALLY_VIEWS: join(folder, 'rows') };
  keeper = (
    await runServerCommand(['token', 'create', '--name', 'keeper', '--grant', 'sample:client:keeper'], folder)
  ).out.trim();
  server = await startServer({ folder, environment });
});
afterAll(() => server.remove());

async function outages(): Promise<number> {
  const { data, errors } = await server.query<{ outages: { totalCount: number } }>(
    '{ outages(agreements: ["sample"], waitFor: 3) { totalCount } }',
    { token: keeper },
  );
  expect(errors).toBeUndefined();
  return data!.outages.totalCount;
}

/** The numbers of the generations of rows that there are. */
function generations(): readonly string[] {
  return readdirSync(join(folder, 'rows')).flatMap((name) => /-g(\d+)\.db$/.exec(name)?.[1] ?? []);
}

test('read models are made anew from the ledger while no server runs, under its settings; with one, it is refused', async () => {
  const lines = [1, 2, 3].map((number) =>
    JSON.stringify({
      type: 'OutageBegan',
      effectiveAt: '2025-03-05T10:00:00Z',
      outage: `O${number}`,
      service: 'mail',
    }),
  );
  const recorded = await fetch(`${server.url}/agreements/sample/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${keeper}` },
    body: lines.join('\n'),
  });
  expect(recorded.ok).toBe(true);
  expect(await outages()).toBe(3);
  expect(generations()).toEqual(['1']);

  const refused = await server.command(['rebuild-views']);
  expect(refused.exitCode).toBe(74);
  expect(refused.error).toContain('[read-models-unavailable]');
  expect(await outages()).toBe(3);

  expect(await server.stop()).toBe(0);
  const rebuilt = await server.command(['rebuild-views', '--json']);
  expect(rebuilt.error).toBe('');
  expect(rebuilt.exitCode).toBe(0);
  expect(JSON.parse(rebuilt.out)).toEqual({
    agreements: [
      { agreement: 'another', checkpoint: 0, head: 0 },
      { agreement: 'sample', checkpoint: 3, head: 3 },
    ],
  });
  expect(generations()).toEqual(['2']);

  // Rows made under other zones would be thrown away by the server, and made once more.
  server = await startServer({ folder, environment });
  expect(await outages()).toBe(3);
  expect(generations()).toEqual(['2']);
  await server.stop();
});

test('where there is no ledger, rebuild-views says so and makes none', async () => {
  const { exitCode, error } = await runServerCommand(['rebuild-views'], folder, {
    TALLY_LEDGER: join(folder, 'nowhere.db'),
  });
  expect(exitCode).not.toBe(0);
  expect(error).toContain('nowhere.db');
  expect(readdirSync(folder)).not.toContain('nowhere.db');
  rmSync(join(folder, 'rows'), { recursive: true });
});
