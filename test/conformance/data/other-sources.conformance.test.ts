import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../e2e/support/ensure-built.js';
import { Workplace } from '../../e2e/support/tally.js';
import { csvRows, sharedFile, sharedText } from './shared-data.js';

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
});
afterAll(() => work.remove());

interface ImportShape {
  rows: number;
  facts: number;
  recordedRows: number;
  unchanged: number;
  rejected: number;
}

const frame = (agreement: string, from: string, to: string, every = 'month') => `
semantics: 1
agreement: ${agreement}
title: ${agreement}
parties: { client: Client, provider: Provider }
timezone: UTC
currency: EUR
term: { from: ${from}, to: ${to} }
period: { every: ${every} }
`;

async function signAndImport(
  terms: string,
  agreement: string,
  mapping: string,
  file: string,
): Promise<ImportShape> {
  writeFileSync(work.path(`${agreement}.yaml`), terms);
  await work.json(['sign', `${agreement}.yaml`]);
  const [imported] = await work.json<ImportShape>([
    'import',
    ...['--agreement', agreement, '--mapping', mapping, file],
  ]);
  expect(imported!.recordedRows + imported!.unchanged + imported!.rejected).toBe(imported!.rows);
  return imported!;
}

const glpi = sharedFile('glpi_tickets_visible.csv.gz');
describe.skipIf(glpi === undefined)('real GLPI tickets', { timeout: 300_000 }, () => {
  test("come out with GLPI's own durations, to the second", async () => {
    const terms = `${frame('glpi', '2022-01-01', '2022-12-31')}
calendars: [{ id: desk, hours: { mon-fri: ["08:00-18:00"] } }]
priorities: [P0, P1, P2, P3, P4, P5]
clocks:
  - { id: answer, from: opened, to: responded, calendar: desk }
  - { id: solve, from: opened, to: resolved, calendar: desk, pause: { statuses: [waiting-client] } }
  - { id: close, from: opened, to: closed, calendar: desk, pause: { statuses: [waiting-client] }, onReopen: continue-counting }
`;
    await signAndImport(terms, 'glpi', 'glpi-ticket-table', glpi!);
    const tickets = await work.json<{ ticket: string; clocks: { clock: string; elapsedSeconds: number }[] }>([
      'tickets',
      ...['--agreement', 'glpi'],
    ]);
    const rows = csvRows(await sharedText(glpi!));
    expect(tickets).toHaveLength(rows.length);
    for (const row of rows) {
      const ticket = tickets.find((each) => each.ticket === row['id'])!;
      const elapsed = Object.fromEntries(
        ticket.clocks.map(({ clock, elapsedSeconds }) => [clock, elapsedSeconds]),
      );
      expect(elapsed, `ticket ${row['id']}`).toEqual({
        answer: Number(row['takeintoaccount_delay_stat']),
        solve: Number(row['solve_delay_stat']),
        close: Number(row['close_delay_stat']),
      });
    }
  });
});

const checks = sharedFile('upptime_checks_visible.csv.gz');
const ownUptime = sharedFile('upptime_own_uptime_visible.json.gz');
interface OwnUptime {
  slug: string;
  startTime: string;
  uptime: string;
}
describe.skipIf(checks === undefined || ownUptime === undefined)(
  'real up/down checks',
  { timeout: 300_000 },
  () => {
    test("come within 0.01 point of Upptime's own uptime on its ordinary sites", async () => {
      const sites = JSON.parse(await sharedText(ownUptime!)) as OwnUptime[];
      // One slug is shared by two monitors, so that its checks cannot be told apart.
      const ordinary = sites.filter(({ slug }) => sites.filter((other) => other.slug === slug).length === 1);
      const rows = csvRows(await sharedText(checks!));
      const lastCheck = rows
        .map((row) => row['commit_time']!)
        .sort()
        .at(-1)!;
      const [lastDay, lastTime] = [lastCheck.slice(0, 10), lastCheck.slice(11, 16)];
      const calendars = ordinary.map(({ slug, startTime }) => {
        const overrides = `"${startTime.slice(0, 10)}": ["${startTime.slice(11, 16)}-24:00"], "${lastDay}": ["00:00-${lastTime}"]`;
        return `  - { id: since-${slug}, hours: 24x7, overrides: { ${overrides} } }`;
      });
      const levels = ordinary.map(
        ({ slug }) =>
          `  - { id: up-${slug}, measure: { kind: availability, service: ${slug}, calendar: since-${slug} }, target: { atLeast: 99 } }`,
      );
      const first = ordinary.map(({ startTime }) => startTime.slice(0, 10)).sort()[0]!;
      const periods = ordinary.map(({ slug, startTime }) => ({ slug, startsOn: startTime.slice(0, 10) }));
      const terms = `${frame('uptime', first, lastDay, 'year')}calendars:\n${calendars.join('\n')}\nserviceLevels:\n${levels.join('\n')}\n`;
      const closedBefore = periods.map(({ slug, startsOn }) => ({
        slug,
        closed: datesFrom(first, startsOn),
      }));
      const withHolidays = closedBefore.reduce(
        (text, { slug, closed }) =>
          closed.length === 0
            ? text
            : text.replace(
                `since-${slug}, hours: 24x7,`,
                `since-${slug}, hours: 24x7, holidays: [${closed.join(', ')}],`,
              ),
        terms,
      );
      await signAndImport(withHolidays, 'uptime', 'up-down-checks', checks!);
      const [statement] = await work.json<{
        serviceLevels: { id: string; value: { decimal: string } | null }[];
      }>(['statement', '--agreement', 'uptime', '--period', lastDay.slice(0, 4)]);
      for (const { slug, uptime } of ordinary) {
        const level = statement!.serviceLevels.find(({ id }) => id === `up-${slug}`)!;
        const ours = Number(level.value!.decimal);
        console.info(`Upptime ${slug}: ours ${level.value!.decimal}, its own ${uptime}`);
        expect(Math.abs(ours - Number.parseFloat(uptime)), slug).toBeLessThanOrEqual(0.01);
      }
      expect(ordinary.length).toBeGreaterThanOrEqual(6);
    });
  },
);

/** The dates from one up to but not including another. */
function datesFrom(first: string, until: string): string[] {
  const dates: string[] = [];
  for (let day = Date.parse(first); day < Date.parse(until); day += 86_400_000) {
    dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}

const statuspage = sharedFile('statuspage_emma_incidents.json.gz');
describe.skipIf(statuspage === undefined)('a real Statuspage answer', { timeout: 300_000 }, () => {
  test('is imported through its mapping alone, and its incidents become outages', async () => {
    const { incidents } = JSON.parse(await sharedText(statuspage!)) as { incidents: { impact: string }[] };
    const terms = `${frame('emma', '2018-01-01', '2019-12-31', 'quarter')}
calendars: [{ id: always, hours: 24x7 }]
serviceLevels:
  - { id: up, measure: { kind: availability, service: Emma, calendar: always, weight: by-share }, target: { atLeast: 99 } }
`;
    const imported = await signAndImport(terms, 'emma', 'statuspage-incidents', statuspage!);
    expect(imported).toMatchObject({ rows: incidents.length, rejected: 0 });
    const lines = (await work.run(['export', '--agreement', 'emma'])).out.trim().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    const counted = incidents.filter(({ impact }) => !['none', 'maintenance'].includes(impact)).length;
    expect(types.filter((type) => type === 'OutageBegan').length).toBeGreaterThanOrEqual(counted);
    const statements = await work.json<object>([
      'statement',
      '--agreement',
      'emma',
      '--from',
      '2019-Q1',
      '--to',
      '2019-Q1',
    ]);
    expect(statements).toHaveLength(1);
  });
});

const volvo = sharedFile('bpi2013_volvo_incidents.csv.xz');
describe.skipIf(volvo === undefined)('a real status log', { timeout: 300_000 }, () => {
  test('is imported through its mapping alone, every event accounted for', async () => {
    const terms = `${frame('volvo', '2010-01-01', '2012-12-31', 'year')}
priorities: [unprioritised]
calendars: [{ id: always, hours: 24x7 }]
clocks: [{ id: resolution, from: opened, to: resolved, calendar: always, pause: { statuses: [waiting-client] } }]
serviceLevels:
  - { id: month, measure: { kind: ticket-share, clock: resolution, within: 30 calendar days, countIn: resolved }, target: { atLeast: 80 } }
`;
    writeFileSync(work.path('volvo.csv'), await sharedText(volvo!));
    const imported = await signAndImport(terms, 'volvo', 'volvo-status-log', work.path('volvo.csv'));
    expect(imported).toMatchObject({ rows: 65_533, rejected: 0 });
    const [statement] = await work.json<{ serviceLevels: { volume: number; verdict: string }[] }>([
      'statement',
      ...['--agreement', 'volvo', '--period', '2012'],
    ]);
    expect(statement!.serviceLevels[0]!.volume).toBeGreaterThan(5_000);
    const tickets = await work.json<object>(['tickets', '--agreement', 'volvo']);
    expect(tickets).toHaveLength(7_554);
  });
});
