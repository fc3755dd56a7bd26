import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import {
  backDatedAmendment,
  factLines,
  sampleMonth,
  sampleTerms,
  type SampleFact,
} from './support/sample-agreement.js';
import { Workplace } from './support/tally.js';

interface Issued {
  period: string;
  digest: string;
  total: string;
  credits: string;
  adjustments: string;
  knownAt: { position: number };
}
interface Replayed {
  period: string;
  same: boolean;
  sealedDigest: string;
  replayedDigest: string;
}
interface StatementShape {
  period: { label: string };
  adjustments: { period: string; was: string; is: string; difference: string; causes: { kind: string }[] }[];
  settlement: { net: string; total: string; adjustments: string };
  zones: { version: string; zones: object[] };
}

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const label = (month: number) => `2025-${String(month).padStart(2, '0')}`;
/** Money in the smallest unit, so that sums are exact. */
const cents = (money: string) => Math.round(Number(money) * 100);

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

/** Facts that come after all twelve statements were issued. */
async function lateFacts(): Promise<SampleFact[]> {
  const facts: SampleFact[] = [];
  for (const month of [2, 5, 8]) {
    const [ticket, day] = [`LATE-${month}`, `2025-0${month}-18`];
    const common = { ticket, assertedBy: 'client' };
    facts.push(
      {
        type: 'TicketOpened',
        effectiveAt: `${day}T08:00:00Z`,
        ticketType: 'incident',
        priority: 'P2',
        ...common,
      },
      { type: 'TicketResolved', effectiveAt: `2025-0${month}-25T08:00:00Z`, ...common },
    );
  }
  // A correction: the solution of one ticket of March was entered wrongly, and is entered anew.
  const exported = (await work.run(['export'])).out.trim().split('\n');
  const wrong = exported
    .map((line) => JSON.parse(line) as { id: string; type: string; ticket?: string })
    .find(({ type, ticket }) => type === 'TicketResolved' && ticket === 'T-03-02')!;
  facts.push(
    {
      type: 'FactRetracted',
      effectiveAt: '2026-01-20T09:00:00Z',
      fact: wrong.id,
      reason: 'The wrong ticket.',
    },
    {
      type: 'TicketResolved',
      effectiveAt: '2025-03-12T09:00:00Z',
      ticket: 'T-03-02',
      assertedBy: 'provider',
    },
    { type: 'OutageBegan', effectiveAt: '2025-04-20T10:00:00Z', outage: 'O-late', service: 'mail' },
    { type: 'OutageEnded', effectiveAt: '2025-04-20T13:00:00Z', outage: 'O-late' },
  );
  return facts;
}

describe('twelve months issued in order', { timeout: 600_000 }, () => {
  const issued: Issued[] = [];

  test('each is sealed as it is known then', async () => {
    writeFileSync(work.path('terms.yaml'), sampleTerms);
    await work.json(['sign', 'terms.yaml']);
    for (const month of months) {
      writeFileSync(work.path('facts.ndjson'), factLines(sampleMonth(month)));
      await work.json(['record', 'facts.ndjson']);
      issued.push((await work.json<Issued>(['issue', '--period', label(month)]))[0]!);
    }
    expect(issued.map(({ period }) => period)).toEqual(months.map(label));
    expect(new Set(issued.map(({ digest }) => digest)).size).toBe(12);
    expect(issued.some(({ credits }) => cents(credits) > 0)).toBe(true);
  });

  test('and none twice, nor out of order, nor before its end', async () => {
    const code = async (period: string) => {
      const { exitCode, error } = await work.run(['issue', '--period', period, '--json']);
      return [exitCode, (JSON.parse(error) as { error: { code: string } }).error.code];
    };
    expect(await code('2025-03')).toEqual([77, 'statement-exists']);
    expect(await code('2026-02')).toEqual([77, 'statement-out-of-order']);
    expect(await code('2027-01')).toEqual([65, 'period-invalid']);
    expect(await code('2025-Q1')).toEqual([65, 'period-invalid']);
  });

  test('late tickets, a correction and a back-dated amendment change no sealed byte', async () => {
    writeFileSync(work.path('late.ndjson'), factLines(await lateFacts()));
    writeFileSync(work.path('a1.yaml'), backDatedAmendment);
    await work.json(['record', 'late.ndjson']);
    await work.json(['amend', 'a1.yaml']);
    const replays = await work.json<Replayed>(['replay']);
    expect(replays.map(({ period, same }) => [period, same])).toEqual(
      months.map((month) => [label(month), true]),
    );
    expect(replays.map(({ replayedDigest }) => replayedDigest)).toEqual(issued.map(({ digest }) => digest));
  });

  test('asked as known when issued, each comes out with the digest that was sealed', async () => {
    for (const { period, digest, knownAt } of issued) {
      const known = ['--known-at', String(knownAt.position)];
      const { out } = await work.run(['statement', '--period', period, ...known, '--json']);
      const { sha256Hex } = await import('@tallystick/facts');
      expect(sha256Hex(out.trimEnd()), period).toBe(digest);
    }
  });

  test('the next statement carries the adjustments, and the settlements sum to what all periods come to', async () => {
    const [next] = await work.json<StatementShape>(['statement', '--period', '2026-01']);
    const adjusted = new Map(next!.adjustments.map((each) => [each.period, each]));
    // The late tickets, the correction, the late outage and the amendment each touch a period of their own.
    for (const period of ['2025-02', '2025-04', '2025-06']) expect([...adjusted.keys()]).toContain(period);
    const causes = new Set(next!.adjustments.flatMap((each) => each.causes.map(({ kind }) => kind)));
    expect(causes).toContain('facts');
    expect(causes).toContain('terms');
    const asKnownNow = await work.json<StatementShape>(['statement', '--from', '2025-01', '--to', '2026-01']);
    const worth = asKnownNow.reduce((sum, { settlement }) => sum + cents(settlement.net), 0);
    const settled = issued.reduce((sum, { total }) => sum + cents(total), 0) + cents(next!.settlement.total);
    expect(settled).toBe(worth);
    for (const { was, is, difference } of next!.adjustments)
      expect(cents(is) - cents(was)).toBe(cents(difference));
  });

  test('after export and restore elsewhere, under another TZ, locale and time-zone table, all twelve replay', async () => {
    await work.json(['export', '--output', 'sample.ndjson']);
    const elsewhere = new Workplace();
    try {
      writeFileSync(elsewhere.path('sample.ndjson'), readFileSync(work.path('sample.ndjson')));
      const [restored] = await elsewhere.json<{ chainHash: string }>(['restore', 'sample.ndjson']);
      const [original] = await work.json<{ agreements: { chainHash: string }[]; whole: boolean }>(['verify']);
      expect(restored!.chainHash).toBe(original!.agreements[0]!.chainHash);
      const [plain] = await elsewhere.json<StatementShape>(['statement', '--period', '2025-07']);
      // The same zone, but its clocks never change and stand two hours off.
      const doctored = {
        version: 'doctored',
        zones: [
          {
            ...(plain!.zones.zones[0] as object),
            initialOffsetSeconds: -7200,
            transitions: [],
          },
        ],
      };
      writeFileSync(elsewhere.path('zones.json'), JSON.stringify(doctored));
      const environment = {
        TZ: 'Pacific/Kiritimati',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        TALLY_ZONES: elsewhere.path('zones.json'),
      };
      const [other] = await elsewhere.json<StatementShape>(['statement', '--period', '2025-07'], {
        environment,
      });
      expect(other!.zones.version).toBe('doctored');
      const replays = await elsewhere.json<Replayed>(['replay'], { environment });
      expect(replays.map(({ replayedDigest }) => replayedDigest)).toEqual(issued.map(({ digest }) => digest));
      const [verified] = await elsewhere.json<{ whole: boolean; statements: { replayed: string }[] }>(
        ['verify', '--replay'],
        { environment },
      );
      expect(verified!.whole).toBe(true);
      expect(verified!.statements.every(({ replayed }) => replayed === 'same')).toBe(true);
      const again = await elsewhere.run(['restore', 'sample.ndjson']);
      expect(again.exitCode).toBe(77);
    } finally {
      elsewhere.remove();
    }
  });
});
