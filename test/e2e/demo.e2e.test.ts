import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { Workplace } from './support/tally.js';

interface DemoShape {
  folder: string;
  ledger: string;
  facts: number;
  statements: { period: string; digest: string; adjustments: string }[];
  replay: { period: string; same: boolean; sealedDigest: string; replayedDigest: string };
  whole: boolean;
  march: { period: { label: string } };
}

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

describe('tally demo', { timeout: 300_000 }, () => {
  test('lives through the year to the same twelve statements each time', async () => {
    const [first] = await work.json<DemoShape>(['demo', '--dir', 'first']);
    expect(first!.statements).toHaveLength(12);
    expect(first!.whole).toBe(true);
    expect(first!.march.period.label).toBe('2025-03');
    expect(first!.replay).toMatchObject({ period: '2025-03', same: true });
    // A demo without a late fact, a correction or an adjustment would show little.
    expect(first!.statements.some(({ adjustments }) => adjustments !== '0.00')).toBe(true);
    const [second] = await work.json<DemoShape>(['demo', '--dir', 'second']);
    expect(second!.statements).toEqual(first!.statements);
    expect(second!.facts).toBe(first!.facts);
    const other = await work.run(['demo', '--dir', 'first']);
    expect(other.exitCode).toBe(64);
  });

  test('shows the March statement and how to go on, and leaves a ledger that all commands read', async () => {
    const { exitCode, out } = await work.run(['demo', '--dir', 'third', '--seed', '3']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/statement for 2025-03/);
    expect(out).toMatch(/the same bytes/);
    expect(out).toMatch(/npx tally import/);
    const environment = { TALLY_LEDGER: work.path('third/tally.db') };
    const replays = await work.json<{ same: boolean }>(['replay'], { environment });
    expect(replays.map(({ same }) => same)).toEqual(Array.from({ length: 12 }, () => true));
    const [exit] = await work.json<{ exits: object[] }>(['exit'], { environment });
    expect(exit!.exits).toHaveLength(3);
  });

  test('makes a folder of its own where none is named', async () => {
    const [demo] = await work.json<DemoShape>(['demo', '--seed', '4'], {
      environment: { TMPDIR: work.folder },
    });
    expect(demo!.ledger.startsWith(work.folder)).toBe(true);
  });
});
