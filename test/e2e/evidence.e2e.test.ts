import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { sampleTerms } from './support/sample-agreement.js';
import { bin, Workplace } from './support/tally.js';

const guide = readFileSync(new URL('../../docs/guides/evidence.md', import.meta.url), 'utf8');
const ourHalf = guide.slice(0, guide.indexOf('<!-- test/e2e/evidence.e2e.test.ts'));

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
  writeFileSync(
    work.path('terms.yaml'),
    sampleTerms.replace('agreement: sample', 'agreement: acme-northwind'),
  );
  await work.json(['sign', 'terms.yaml'], ours);
  await record(1, 20);
});
afterAll(() => work.remove());

const ours = { environment: { TALLY_LEDGER: 'tally.db', TALLY_KEYS: 'keys' } };

async function record(first: number, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      type: 'OutageBegan',
      outage: `O-${first + index}`,
      service: 'mail',
      effectiveAt: '2025-02-03T08:00:00Z',
    }),
  );
  writeFileSync(work.path('facts.ndjson'), `${lines.join('\n')}\n`);
  await work.json(['record', 'facts.ndjson', '--asserted-by', 'client'], ours);
}

test(
  'every command of the guide works as it stands, with openssl and sha256sum',
  { timeout: 300_000 },
  () => {
    const blocks = [...ourHalf.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
    expect(blocks.length).toBeGreaterThan(9);
    const tally = work.path('tally');
    writeFileSync(tally, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
    chmodSync(tally, 0o755);
    mkdirSync(work.path('provider'));
    const script = ['set -eu', ...blocks].join('\n');
    const path = `${work.folder}:${process.env['PATH']}`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: work.folder,
      env: { ...process.env, PATH: path },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(stdout).toContain('The fact is under the root.');
    expect(stdout).toContain('The ledger is whole');
  },
);

interface Verified {
  readonly whole: boolean;
  readonly comparisons: readonly {
    readonly verdict: string;
    readonly missing: unknown;
    readonly firstDifference: unknown;
  }[];
}

describe('the ledger of the guide', () => {
  test('is found out where it is set back to an older file, and where another history is served', async () => {
    copyFileSync(work.path('tally.db'), work.path('older.db'));
    await record(100, 5);
    await work.json(['checkpoint', 'make', '--output', 'held.checkpoint'], ours);
    const size = Number(readFileSync(work.path('held.checkpoint'), 'utf8').split('\n')[1]);

    const elsewhere = { environment: { TALLY_LEDGER: 'older.db', TALLY_KEYS: 'none' } };
    const against = ['verify', '--against', 'held.checkpoint', '--key', 'acme.vkey'];
    expect((await work.run(['verify'], elsewhere)).exitCode).toBe(0);
    const setBack = await work.run(against, elsewhere);
    expect(setBack.exitCode).toBe(1);
    expect(setBack.out).toContain(`SET BACK. ${size} facts were signed, ${size - 5} are there`);
    expect(setBack.out).toContain(`positions ${size - 5} to ${size - 1} are missing`);

    // The same file with other facts.
    await work.json(['record', 'facts.ndjson', '--asserted-by', 'provider'], elsewhere);
    writeFileSync(
      work.path('facts.ndjson'),
      readFileSync(work.path('facts.ndjson'), 'utf8').replaceAll('O-10', 'O-20'),
    );
    await work.json(['record', 'facts.ndjson', '--asserted-by', 'client'], elsewhere);
    const forked = await work.run([...against, '--json'], elsewhere);
    expect(forked.exitCode).toBe(1);
    const { whole, comparisons } = JSON.parse(forked.out) as Verified;
    expect(whole).toBe(false);
    expect(comparisons[0]).toMatchObject({ verdict: 'forked', missing: null });
    expect(comparisons[0]!.firstDifference).toMatchObject({ until: size });

    // Whoever signs with the folder of keys signs nothing more for it.
    const refused = await work.run(['checkpoint', 'make'], {
      environment: { TALLY_LEDGER: 'older.db', TALLY_KEYS: 'keys' },
    });
    expect(refused.exitCode).toBe(1);
    expect(refused.error).toContain('another history');
  });

  test('is refused by a cosigner who was shown another state before', async () => {
    const provider = { environment: { TALLY_KEYS: 'provider/keys' } };
    const older = await work.run(
      ['checkpoint', 'cosign', 'first.checkpoint', '--log-key', 'acme.vkey'],
      provider,
    );
    expect(older.exitCode).toBe(1);
    expect(older.error).toContain('the ledger was set back');
  });
});
