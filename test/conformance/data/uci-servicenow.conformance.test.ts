import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../e2e/support/ensure-built.js';
import { Workplace } from '../../e2e/support/tally.js';
import { csvRows, sharedFile, sharedText } from './shared-data.js';

const log = sharedFile('uci498_servicenow_first119998.csv.xz');
const finalState = sharedFile('uci498_final_state_visible.csv.gz');

/** ServiceNow's own reading: opened to closed, nothing pauses it, the last priority counts. */
const ownReading = `
semantics: 1
agreement: own-reading
title: The reading of ServiceNow itself
parties: { client: The IT company, provider: Its help desk }
timezone: UTC
currency: USD
term: { from: 2016-01-01, to: 2017-12-31 }
period: { every: month }
priorities: [P1, P2, P3, P4]
calendars:
  - { id: desk, hours: { mon-fri: ["14:00-23:00"] } }
clocks:
  - { id: whole, from: opened, to: closed, calendar: desk, onReopen: continue-counting, onDowngradeAfterBreach: recompute }
serviceLevels:
  - id: made-sla
    measure: { kind: ticket-share, where: { type: incident }, clock: whole, within: { P3: 62h, P4: 132h30m }, countIn: resolved }
    target: { atLeast: 50 }
`;

/** A contract as one would sign it: opened to resolved, waiting on the user pauses. */
const saneContract = `
semantics: 1
agreement: sane
title: Help desk services
parties: { client: The IT company, provider: Its help desk }
timezone: UTC
currency: USD
term: { from: 2016-01-01, to: 2016-12-31 }
period: { every: month }
priorities: [P1, P2, P3, P4]
charges:
  - { id: desk, amount: "50000.00", per: month }
calendars:
  - { id: office, hours: { mon-fri: ["08:00-18:00"] } }
  - { id: always, hours: 24x7 }
clocks:
  - { id: resolution, from: opened, to: resolved, calendar: { P1: always, else: office }, pause: { statuses: [waiting-client] } }
serviceLevels:
  - id: urgent
    clause: "3.1"
    measure: { kind: ticket-share, where: { priority: [P1, P2] }, clock: resolution, within: { P1: 8h, P2: 16h }, countIn: due }
    target: { atLeast: 80, minimum: 60 }
    credit: { bands: [{ below: 60, percent: 5 }, { below: 80, percent: 2 }], of: [desk], repeat: { factor: 2, inARow: 2 } }
  - id: moderate
    clause: "3.2"
    measure: { kind: ticket-share, where: { priority: P3 }, clock: resolution, within: 40h, countIn: due }
    target: { atLeast: 85 }
    credit: { perUnit: { each: "1", round: ceil, percent: "0.5" }, of: [desk] }
  - id: median-moderate
    clause: "3.3"
    measure: { kind: statistic, statistic: median, of: { clock: resolution }, where: { priority: P3 }, countIn: resolved }
    target: { atMost: 10h }
credits:
  cap: { percent: 15, of: [desk], over: 1 period, excess: lost }
exit:
  - { id: chronic, clause: "9", when: { serviceLevel: urgent, below: minimum, inARow: 3 } }
`;

interface ImportShape {
  rows: number;
  facts: number;
  recordedRows: number;
  unchanged: number;
  rejected: number;
  rejects: string | null;
}
interface TicketShape {
  ticket: string;
  priority: string;
  clocks: {
    serviceLevel: string | null;
    met: boolean | null;
    elapsedSeconds: number;
    limitSeconds: number;
  }[];
}
interface StatementShape {
  period: { label: string };
  serviceLevels: { id: string; verdict: string; value: { decimal: string } | null; volume: number | null }[];
  settlement: { total: string };
}

describe.skipIf(log === undefined || finalState === undefined)(
  'a real ServiceNow audit log',
  { timeout: 600_000 },
  () => {
    let work: Workplace;
    let audit: string;
    beforeAll(async () => {
      await ensureBuilt();
      work = new Workplace();
      audit = work.path('audit.csv');
      writeFileSync(audit, await sharedText(log!));
      writeFileSync(work.path('own.yaml'), ownReading);
      writeFileSync(work.path('sane.yaml'), saneContract);
    });
    afterAll(() => work.remove());

    const imported = async (agreement: string, file: string) =>
      (
        await work.json<ImportShape>([
          'import',
          ...['--agreement', agreement, '--mapping', 'servicenow-audit-log', file],
        ])
      )[0]!;

    test('is imported whole, every row accounted for, and again changes nothing', async () => {
      await work.json(['sign', 'own.yaml']);
      const first = await imported('own-reading', audit);
      expect(first.rows).toBe(119_998);
      expect(first.recordedRows + first.unchanged + first.rejected).toBe(first.rows);
      // The only rows not understood are those in ServiceNow's state -100.
      const states = csvRows(await sharedText(log!)).filter((row) => row['incident_state'] === '-100');
      expect(first.rejected).toBe(states.length);
      expect(first.facts).toBeGreaterThan(100_000);
      const again = await imported('own-reading', audit);
      expect(again).toMatchObject({ rows: first.rows, facts: 0, recordedRows: 0, rejected: first.rejected });
      console.info(`UCI audit log: ${JSON.stringify(first)}`);
    });

    test("agrees with ServiceNow's own made_sla on at least 99.8 % of closed incidents", async () => {
      const tickets = await work.json<TicketShape>(['tickets', '--agreement', 'own-reading']);
      expect(tickets).toHaveLength(20_769);
      const own = new Map(csvRows(await sharedText(finalState!)).map((row) => [row['number']!, row]));
      let agreeing = 0;
      let unlimited = 0;
      const disagreeing: string[] = [];
      for (const { ticket, priority, clocks } of tickets) {
        const row = own.get(ticket);
        if (row === undefined || row['closed_at'] === '?') continue;
        const clock = clocks.find(({ serviceLevel }) => serviceLevel === 'made-sla');
        if (clock === undefined || clock.met === null) {
          // Only the two lower priorities have a limit that is known.
          expect(['P1', 'P2']).toContain(priority);
          unlimited += 1;
          continue;
        }
        if (clock.met === (row['made_sla'] === 'true')) agreeing += 1;
        else disagreeing.push(`${ticket} ${priority}: ${clock.elapsedSeconds} s of ${clock.limitSeconds}`);
      }
      const all = agreeing + disagreeing.length;
      console.info(
        `UCI made_sla: ${agreeing} of ${all} agree (${unlimited} of P1 and P2 have no known limit); not: ${disagreeing.join('; ')}`,
      );
      expect(all).toBeGreaterThan(20_000);
      expect(disagreeing.length / all).toBeLessThanOrEqual(0.002);
    });

    test('under a sane contract gives twelve monthly statements that replay', async () => {
      await work.json(['sign', 'sane.yaml']);
      await imported('sane', audit);
      const agreement = ['--agreement', 'sane'];
      const statements = await work.json<StatementShape>([
        'statement',
        ...agreement,
        ...['--from', '2016-01', '--to', '2016-12'],
      ]);
      expect(statements).toHaveLength(12);
      for (const { period, serviceLevels, settlement } of statements) {
        const levels = serviceLevels.map(
          ({ id, verdict, value, volume }) => `${id} ${verdict} ${value?.decimal ?? '-'} of ${volume ?? '-'}`,
        );
        console.info(`UCI sane contract ${period.label}: ${levels.join(', ')}; owed ${settlement.total}`);
      }
      const busy = statements.filter(({ serviceLevels }) =>
        serviceLevels.some(({ verdict }) => verdict !== 'not-measured'),
      );
      expect(busy.length).toBeGreaterThanOrEqual(4);
      for (let month = 1; month <= 12; month += 1) await work.json(['issue', ...agreement]);
      const replays = await work.json<{ same: boolean }>(['replay', ...agreement]);
      expect(replays.map(({ same }) => same)).toEqual(Array.from({ length: 12 }, () => true));
    });
  },
);
