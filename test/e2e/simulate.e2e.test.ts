import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { backDatedAmendment, factLines, sampleMonth, sampleTerms } from './support/sample-agreement.js';
import { Workplace } from './support/tally.js';

interface Shape {
  readonly agreement: string;
  readonly comparison: string;
  readonly recorded: { readonly periods: readonly string[] };
  readonly periods: readonly {
    readonly period: string;
    readonly net: { readonly recorded: string; readonly proposed: string; readonly difference: string };
    readonly clauses: readonly {
      readonly kind: string;
      readonly id: string;
      readonly presence: string;
      readonly changes: readonly {
        readonly figure: string;
        readonly recorded: unknown;
        readonly proposed: unknown;
      }[];
    }[];
  }[];
  readonly totals: { readonly net: { readonly difference: string } };
}

const ledger = 'tally.db';
let work: Workplace;

/** The digest of every file of the ledger: the file itself and what SQLite keeps beside it. */
function ledgerBytes(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(work.folder).sort()) {
    // Segments are a cache that may be deleted at any time; any reading command may write them.
    if (name.startsWith(ledger) && !name.includes('.segments')) {
      hash.update(`${name}\0`).update(readFileSync(work.path(name)));
    }
  }
  return hash.digest('hex');
}

async function failure(
  args: readonly string[],
): Promise<{ exitCode: number | null; code: string; place: string }> {
  const { exitCode, error, out } = await work.run([...args, '--json']);
  expect(out).toBe('');
  const { error: said } = JSON.parse(error) as { error: { code: string; details: { place: string }[] } };
  return { exitCode, code: said.code, place: said.details[0]!.place };
}

beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
  writeFileSync(work.path('terms.yaml'), sampleTerms);
  writeFileSync(work.path('stricter.yaml'), sampleTerms.replace('P1: 4h, else: 8h', 'P1: 3h, else: 3h'));
  writeFileSync(work.path('quarters.yaml'), sampleTerms.replace('every: month', 'every: quarter'));
  writeFileSync(work.path('euros.yaml'), sampleTerms.replace('currency: EUR', 'currency: USD'));
  writeFileSync(work.path('others.yaml'), sampleTerms.replace('agreement: sample', 'agreement: other'));
  writeFileSync(work.path('next.yaml'), sampleTerms.replace('from: 2025-01-01', 'from: 2026-01-01'));
  writeFileSync(
    work.path('a1.yaml'),
    backDatedAmendment.replace('effectiveFrom: 2025-06-01', 'effectiveFrom: 2025-02-01'),
  );
  writeFileSync(work.path('facts.ndjson'), factLines([1, 2, 3].flatMap(sampleMonth)));
  await work.json(['sign', 'terms.yaml']);
  await work.json(['record', 'facts.ndjson']);
  await work.json(['issue', '--period', '2025-01']);
}, 300_000);
afterAll(() => work.remove());

describe('what if', { timeout: 300_000 }, () => {
  test('whole terms: what differs by period and clause, and nothing is recorded', async () => {
    const [before] = await work.json<object>(['verify']);
    const bytes = ledgerBytes();
    expect(existsSync(work.path(ledger))).toBe(true);
    const range = ['--from', '2025-01', '--to', '2025-03'];
    const [simulation] = await work.json<Shape>(['simulate', '--terms', 'stricter.yaml', ...range]);
    expect(simulation).toMatchObject({ agreement: 'sample', comparison: 'by-period' });
    expect(simulation!.periods.map(({ period }) => period)).toEqual(['2025-01', '2025-02', '2025-03']);
    const solved = simulation!.periods[0]!.clauses.find(({ id }) => id === 'solved')!;
    expect(solved.presence).toBe('both');
    expect(solved.changes.map(({ figure }) => figure)).toContain('misses');
    expect(Number(simulation!.totals.net.difference)).toBeGreaterThan(0);
    // Each side is what its terms come to: the recorded one that of the statements, without adjustments.
    const statements = await work.json<{ settlement: { net: string } }>(['statement', ...range]);
    expect(simulation!.periods.map(({ net }) => net.recorded)).toEqual(
      statements.map(({ settlement }) => settlement.net),
    );
    const { out } = await work.run(['simulate', '--terms', 'stricter.yaml', ...range]);
    expect(out).toMatch(/what if, 2025-01 to 2025-03/);
    expect(out).toMatch(/Owed to the client, by period/);
    expect(out).toMatch(/service level solved +3\.1/);
    expect(ledgerBytes()).toBe(bytes);
    const [after] = await work.json<object>(['verify']);
    expect(after).toEqual(before);
  });

  test('an amendment: nothing differs before it is in force', async () => {
    const bytes = ledgerBytes();
    const [simulation] = await work.json<Shape>(['simulate', '--amendment', 'a1.yaml', '--to', '2025-03']);
    expect(simulation!.recorded.periods).toEqual(['2025-01', '2025-02', '2025-03']);
    expect(simulation!.periods[0]!.clauses).toEqual([]);
    const fee = simulation!.periods[1]!.clauses.find(({ id }) => id === 'fee')!;
    expect(fee.changes).toMatchObject([{ figure: 'amount', recorded: '10000.00', proposed: '12000.00' }]);
    expect(ledgerBytes()).toBe(bytes);
  });

  test('other periods are compared by totals; one period; as it was known', async () => {
    const [quarters] = await work.json<Shape>(['simulate', '--terms', 'quarters.yaml', '--to', '2025-03']);
    expect(quarters).toMatchObject({ comparison: 'totals-only', periods: [] });
    const { out } = await work.run(['simulate', '--terms', 'quarters.yaml', '--to', '2025-03']);
    expect(out).toMatch(/only what they sum to is compared/);
    const [march] = await work.json<Shape>(['simulate', '--terms', 'stricter.yaml', '--period', '2025-03']);
    expect(march!.periods.map(({ period }) => period)).toEqual(['2025-03']);
    const known = ['--period', '2025-03', '--known-at', '0'];
    const [empty] = await work.json<Shape>(['simulate', '--terms', 'stricter.yaml', ...known]);
    expect(empty!.totals.net.difference).toBe('0.00');
  });

  test('what cannot be replayed is refused and says why', async () => {
    expect(await failure(['simulate', '--terms', 'others.yaml'])).toEqual({
      exitCode: 65,
      code: 'proposal-refused',
      place: 'agreement',
    });
    expect(await failure(['simulate', '--terms', 'euros.yaml'])).toMatchObject({ place: 'currency' });
    const nextYear = ['simulate', '--terms', 'next.yaml', '--from', '2025-01', '--to', '2025-03'];
    expect(await failure(nextYear)).toMatchObject({ code: 'proposal-refused', place: 'term' });
    expect(await failure(['simulate', '--terms', 'a1.yaml'])).toMatchObject({ code: 'usage' });
    expect(await failure(['simulate', '--amendment', 'terms.yaml'])).toMatchObject({ code: 'usage' });
    expect(await failure(['simulate'])).toMatchObject({ code: 'usage', place: '--terms, --amendment' });
    const both = ['simulate', '--terms', 'stricter.yaml', '--amendment', 'a1.yaml'];
    expect(await failure(both)).toMatchObject({ code: 'usage' });
    writeFileSync(work.path('wrong.yaml'), sampleTerms.replace('atLeast: 90', 'atLest: 90'));
    expect(await failure(['simulate', '--terms', 'wrong.yaml'])).toMatchObject({ code: 'terms-invalid' });
  });
});
