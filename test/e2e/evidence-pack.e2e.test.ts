import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { sampleTerms } from './support/sample-agreement.js';
import { bin, Workplace } from './support/tally.js';

const guide = readFileSync(new URL('../../docs/guides/evidence.md', import.meta.url), 'utf8');
const ourHalf = guide.slice(guide.indexOf('\n# Evidence packs'));
const ours = { environment: { TALLY_LEDGER: 'tally.db', TALLY_KEYS: 'keys' } };

let work: Workplace;
let key: string;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
  const json = (...args: string[]) => work.json(args, ours);
  writeFileSync(
    work.path('terms.yaml'),
    sampleTerms.replace('agreement: sample', 'agreement: acme-northwind'),
  );
  await json('sign', 'terms.yaml');
  const facts = [
    { type: 'OutageBegan', outage: 'O-1', service: 'mail', effectiveAt: '2025-02-03T08:00:00Z' },
    { type: 'OutageEnded', outage: 'O-1', effectiveAt: '2025-02-03T12:00:00Z' },
  ];
  writeFileSync(work.path('facts.ndjson'), facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  await json('record', 'facts.ndjson', '--asserted-by', 'client');
  const [made] = await work.json<{ verifierKey: string }>(
    ['key', 'create', '--name', 'ledger.example.com'],
    ours,
  );
  key = made!.verifierKey;
  writeFileSync(work.path('acme.vkey'), `${key}\n`);
  await json('issue');
  await json('checkpoint', 'make', '--output', 'first.checkpoint');
  await json('issue');
  const lines = [
    { charge: 'fee', amount: '10000.00' },
    { amount: '500.00', description: 'Extra hours' },
  ];
  const invoice = { invoice: 'INV-2', period: '2025-02', currency: 'EUR', amount: '10500.00', lines };
  writeFileSync(work.path('invoice.yaml'), JSON.stringify(invoice));
});
afterAll(() => work.remove());

test('every command of the second half of the guide works as it stands', { timeout: 300_000 }, () => {
  const blocks = [...ourHalf.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
  expect(blocks).toHaveLength(2);
  const tally = work.path('tally');
  writeFileSync(tally, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(tally, 0o755);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', ['set -eu', ...blocks].join('\n')], {
    cwd: work.folder,
    env: { ...process.env, ...ours.environment, PATH: `${work.folder}:${process.env['PATH']}` },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^VERIFIED/gm)).toHaveLength(2);
  expect(stdout).toContain('computed again from the packed facts alone: the same bytes');
  expect(stdout).toContain('the log of the pack is the one that you saw then');
});

test('what a reader does wrong, and what a pack is without a key, is told by the exit code', async () => {
  const pack = ['evidence', 'pack', '--period', '2025-02', '--out', 'again.zip'];
  await work.json(pack, ours);
  const first = readFileSync(work.path('again.zip'));
  await work.json(pack, ours);
  expect(Buffer.compare(readFileSync(work.path('again.zip')), first)).toBe(0);
  const withoutKey = await work.run(['verify-pack', 'again.zip']);
  expect(withoutKey).toMatchObject({ exitCode: 1, error: '' });
  expect(withoutKey.out).toContain('NOT AUTHENTIC');
  const [verified] = await work.json<{ verdict: string }>(['verify-pack', 'again.zip', '--key', key]);
  expect(verified).toMatchObject({ verdict: 'verified', period: '2025-02' });
  writeFileSync(work.path('changed.zip'), first.subarray(0, -40));
  expect(await work.run(['verify-pack', 'changed.zip', '--key', key])).toMatchObject({ exitCode: 1 });
  expect(await work.run(['evidence', 'pack', '--period', '2024-01'], ours)).toMatchObject({ exitCode: 66 });
  expect(
    await work.run(['evidence', 'pack', '--period', '2025-02', '--invoice', 'NONE'], ours),
  ).toMatchObject({ exitCode: 66 });
});
