import { compileWorkingTime, pinnedZoneTable } from '@tallystick/calendar';
import { parseLocalDate } from '@tallystick/quantities';
import { createReadStream, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Imported, importAll, shipped, told } from './testing/import-all.js';
import type { Readable } from 'node:stream';
import { openArchived, openShared, sharedFile } from './testing/shared-data.js';

async function importShared(mapping: string, path: string): Promise<Imported> {
  return importAll(shipped(mapping), [openShared(path)]);
}

function countByType({ facts }: Imported): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of facts) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Every row gave facts, changed nothing or was rejected, and the facts name the rows that did. */
function expectAccounted({ imported, rejects, last }: Imported, rows: number): void {
  expect(last.rowsRead).toBe(rows);
  expect(last.rowsWithFacts + last.rowsWithoutChange + last.rowsRejected).toBe(rows);
  expect(new Set(imported.map(({ row }) => row)).size).toBe(last.rowsWithFacts);
  expect(rejects.length).toBe(last.rowsRejected);
  expect(new Set(imported.map(({ fact }) => fact.id)).size).toBe(imported.length);
}

const uci = sharedFile('uci498_servicenow_first119998.csv.xz');
const volvo = sharedFile('bpi2013_volvo_incidents.csv.xz');
const statuspage = sharedFile('statuspage_emma_incidents.json.gz');
const upptime = sharedFile('upptime_checks_visible.csv.gz');
const seeds = sharedFile('fivetran_dbt_seeds_zendesk_jira_servicenow.tar.xz');
const glpi = sharedFile('glpi_tickets_visible.csv.gz');

describe.skipIf(uci === undefined)('the ServiceNow audit log (UCI 498)', () => {
  test('is imported whole; only the two rows of the state -100 are rejected', async () => {
    const imported = await importShared('servicenow-audit-log', uci!);
    expectAccounted(imported, 119_998);
    expect(
      imported.rejects.map(({ line, row }) => [line, (row as Record<string, string>).incident_state]),
    ).toEqual([
      [115_643, '-100'],
      [115_644, '-100'],
    ]);
    const counts = countByType(imported);
    // One per incident; the last one is cut off by the end of the file and never closes.
    expect(counts.TicketOpened).toBe(20_769);
    const closed = new Set(
      imported.facts.flatMap((fact) => (fact.type === 'TicketClosed' ? [fact.ticket] : [])),
    );
    expect(closed.size).toBe(20_768);
    // In the file's order 276 steps lead from Resolved or Closed to an open state. One more does in the order of time:
    // the first row of INC0000137 carries a time after the resolution.
    expect(counts.TicketReopened).toBe(277);
    expect(counts).toMatchInlineSnapshot(`
      {
        "TicketAssigned": 44947,
        "TicketClosed": 20776,
        "TicketOpened": 20769,
        "TicketReclassified": 1272,
        "TicketReopened": 277,
        "TicketReprioritised": 361,
        "TicketResolved": 21041,
        "TicketResponded": 20766,
        "TicketTransitioned": 18722,
      }
    `);
  });

  test('rows of one minute, before the opening, and out of order give the state that the log ends in', async () => {
    const imported = await importShared('servicenow-audit-log', uci!);
    const of = (ticket: string): readonly string[] =>
      told(imported.facts.filter((fact) => 'ticket' in fact && fact.ticket === ticket))
        .filter((line) => !line.includes('TicketAssigned'))
        .map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(of('INC0000130')).toMatchInlineSnapshot(`
      [
        "2016-02-29T09:41:00Z TicketOpened",
        "2016-03-01T14:13:00Z TicketTransitioned",
        "2016-03-01T14:13:00Z TicketResponded",
        "2016-03-03T10:16:00Z TicketResolved",
        "2016-03-08T11:00:00Z TicketClosed",
      ]
    `);
    expect(of('INC0000135')).toMatchInlineSnapshot(`
      [
        "2016-02-29T09:45:00Z TicketOpened",
        "2016-02-29T09:27:00Z TicketTransitioned",
        "2016-02-29T09:27:00Z TicketResponded",
        "2016-02-29T15:27:00Z TicketResolved",
        "2016-03-05T17:00:00Z TicketClosed",
      ]
    `);
  });
});

describe.skipIf(volvo === undefined)('the Volvo status log (BPI 2013)', () => {
  test('is imported whole; a repeated status is no change', async () => {
    const imported = await importShared('volvo-status-log', volvo!);
    expectAccounted(imported, 65_533);
    expect(imported.last.rowsRejected).toBe(0);
    const counts = countByType(imported);
    expect(counts.TicketOpened).toBe(7554);
    expect(counts).toMatchInlineSnapshot(`
      {
        "TicketAssigned": 17008,
        "TicketCancelled": 1,
        "TicketClosed": 5704,
        "TicketOpened": 7554,
        "TicketReopened": 580,
        "TicketResolved": 8125,
        "TicketResponded": 7543,
        "TicketTransitioned": 35552,
      }
    `);
    // The offset +01:00 is meant: 15:59:42+01:00 in March and 15:44:07+01:00 in April are an hour before their text.
    const first = imported.facts.filter((fact) => 'ticket' in fact && fact.ticket === '1-364285768');
    expect(first[0]!.effectiveAt).toBe('2010-03-31T14:59:42Z');
    let repeated = 0;
    const status = new Map<string, string>();
    for (const fact of imported.facts) {
      if (fact.type !== 'TicketTransitioned') continue;
      const now = `${fact.status} ${fact.ball ?? ''} ${fact.effectiveAt}`;
      if (status.get(fact.ticket) === now) repeated += 1;
      status.set(fact.ticket, now);
    }
    expect(repeated).toBe(0);
  });
});

describe.skipIf(statuspage === undefined)('the Statuspage answer', () => {
  test('every incident is accounted for; each component has an outage of its own, the page where there is none', async () => {
    const imported = await importShared('statuspage-incidents', statuspage!);
    expectAccounted(imported, 22);
    expect(imported.last.rowsRejected).toBe(0);
    const lines = told(imported.facts);
    // Changing offsets: -06:00 in winter, -05:00 in summer. The beginning is the earliest time that the incident names,
    // the end stands on top of its updates, which come newest first.
    expect(lines.filter((line) => line.includes('v2j2ngg00rc3') || line.includes('p87gff45r6kk')))
      .toMatchInlineSnapshot(`
      [
        "2019-01-25T15:36:07.727Z OutageBegan cause=Intermittent reports of trouble navigating in-app for some users. outage=v2j2ngg00rc3/Web Application - Home service=Web Application - Home shareAffected=0.1",
        "2019-01-25T16:58:48.623Z OutageEnded outage=v2j2ngg00rc3/Web Application - Home",
        "2018-09-11T19:24:38.277Z OutageBegan cause=Problems uploading images reported outage=p87gff45r6kk/Web Application - Image and Document Libraries service=Web Application - Image and Document Libraries shareAffected=0.1",
        "2018-09-11T19:37:32.941Z OutageEnded outage=p87gff45r6kk/Web Application - Image and Document Libraries",
      ]
    `);
    // Back-dated and of no length.
    expect(lines.filter((line) => line.includes('tcppnkdjxjr9'))).toEqual([]);
    const withoutComponents = imported.facts.filter(
      (fact) => fact.type === 'OutageBegan' && fact.service === 'Emma',
    );
    expect(withoutComponents.length).toBeGreaterThan(0);
    const ids = new Set(imported.facts.flatMap((fact) => (fact.type === 'OutageBegan' ? [fact.outage] : [])));
    const ended = new Set(
      imported.facts.flatMap((fact) => (fact.type === 'OutageEnded' ? [fact.outage] : [])),
    );
    expect(ended).toEqual(ids);
  });
});

describe.skipIf(upptime === undefined)('the up/down checks (Upptime)', () => {
  test('outages begin and end where the status changes, whatever the code', async () => {
    const imported = await importShared('up-down-checks', upptime!);
    expectAccounted(imported, 1577);
    const lines = told(imported.facts);
    expect(lines).toContain(
      '2026-02-18T20:19:09Z OutageBegan outage=wellcome-schreiber 2026-02-18T20:19:09Z service=wellcome-schreiber',
    );
    expect(lines).toContain(
      '2026-02-18T21:19:46Z OutageEnded outage=wellcome-schreiber 2026-02-18T20:19:09Z',
    );
    // Down with code 200: the status counts.
    expect(lines.some((line) => line.startsWith('2026-02-26T07:37:33Z OutageBegan'))).toBe(true);
    // Up with code 404 is up.
    expect(lines.filter((line) => line.includes('arcipelago-ceresa')).length).toBe(4);
  });
});

describe.skipIf(seeds === undefined)('tables as connectors store them', () => {
  const table = (name: string): Readable => openArchived(seeds!, `fivetran_seeds/${name}.csv`);

  test('the field history of Zendesk', async () => {
    const imported = await importAll(shipped('zendesk-field-history'), [
      table('zendesk/ticket_field_history_data'),
    ]);
    expectAccounted(imported, 38);
    expect(imported.last.rowsRejected).toBe(0);
    const ticket = imported.facts.filter((fact) => 'ticket' in fact && fact.ticket === '11071');
    expect(told(ticket)).toMatchInlineSnapshot(`
      [
        "2020-08-28T11:01:27Z TicketOpened priority=P3 ticket=11071 ticketType=incident",
        "2020-08-28T11:01:27Z TicketTransitioned sourceStatus=open status=in-progress ticket=11071",
        "2020-08-28T11:01:27Z TicketAssigned assignee=1111 ticket=11071",
        "2020-08-29T11:01:27Z TicketTransitioned sourceStatus=pending status=waiting-client ticket=11071",
        "2020-09-02T11:01:27Z TicketTransitioned sourceStatus=on-hold status=waiting-third-party ticket=11071",
        "2020-09-05T11:01:27Z TicketTransitioned sourceStatus=pending status=waiting-client ticket=11071",
        "2020-09-15T11:01:27Z TicketTransitioned sourceStatus=open status=in-progress ticket=11071",
        "2020-09-30T11:01:27Z TicketTransitioned sourceStatus=pending status=waiting-client ticket=11071",
        "2020-10-01T11:01:27Z TicketTransitioned sourceStatus=on-hold status=waiting-third-party ticket=11071",
        "2020-10-15T11:01:27Z TicketTransitioned sourceStatus=open status=in-progress ticket=11071",
        "2020-10-15T11:01:27Z TicketReprioritised priority=P2 ticket=11071",
        "2020-10-17T11:01:27Z TicketTransitioned sourceStatus=on-hold status=waiting-third-party ticket=11071",
        "2020-10-20T11:01:27Z TicketTransitioned sourceStatus=pending status=waiting-client ticket=11071",
        "2020-11-02T11:01:27Z TicketTransitioned sourceStatus=open status=in-progress ticket=11071",
        "2020-11-02T11:01:27Z TicketReprioritised priority=P1 ticket=11071",
        "2020-11-14T11:01:27Z TicketResolved sourceStatus=solved ticket=11071",
        "2020-11-15T11:01:27Z TicketClosed sourceStatus=closed ticket=11071",
      ]
    `);
  });

  test('the issue table of Jira', async () => {
    const imported = await importAll(shipped('jira-issue-table'), [table('jira/issue')]);
    expectAccounted(imported, 4);
    expect(told(imported.facts)).toMatchInlineSnapshot(`
      [
        "2020-04-01T08:33:58Z TicketOpened priority=P3 ticket=TP-8 ticketType=task",
        "2020-05-29T11:33:53Z TicketResolved ticket=TP-8",
        "2020-06-11T07:38:03Z TicketOpened priority=P5 ticket=TP-12 ticketType=task",
        "2020-06-11T07:38:03Z TicketResolved ticket=TP-12",
        "2020-11-10T19:11:45Z TicketOpened priority=P3 ticket=TCP-1 ticketType=task",
        "2020-11-28T19:11:45Z TicketResolved ticket=TCP-1",
        "2020-11-15T19:11:45Z TicketOpened priority=P1 ticket=TP-10 ticketType=task",
      ]
    `);
    expect(imported.withdrawnKeys.map(({ key }) => key)).toEqual(['TP-10#resolved']);
  });
});

describe.skipIf(glpi === undefined)('the GLPI ticket table', () => {
  test('marks become facts that give its own durations exactly, waits included', async () => {
    const imported = await importAll(shipped('glpi-ticket-table'), [createReadStream(glpi!)]);
    expectAccounted(imported, 10);
    const table = gunzipSync(readFileSync(glpi!)).toString('utf8').trim().split('\n').slice(1);
    const hours = compileWorkingTime({
      zone: pinnedZoneTable().transitionsOf('UTC'),
      hoursOn: (date) => ({
        hours: [5, 6].includes((date + 3) % 7) ? [] : [[8 * 3600, 18 * 3600]],
        breaks: [],
      }),
      firstDate: parseLocalDate('2022-07-01'),
    });
    for (const line of table) {
      const [ticket, , , , , , , , , , solveDelay, closeDelay, takeIntoAccountDelay] = line.split(',');
      const facts = imported.facts.filter((fact) => 'ticket' in fact && fact.ticket === ticket);
      const at = (type: string, status?: string): number | undefined => {
        const fact = facts.find(
          (one) => one.type === type && (status === undefined || ('status' in one && one.status === status)),
        );
        return fact === undefined ? undefined : Date.parse(fact.effectiveAt) / 1000;
      };
      const [from, until] = [
        at('TicketTransitioned', 'waiting-client'),
        at('TicketTransitioned', 'in-progress'),
      ];
      const waits = from === undefined ? [] : [[from, until!] as const];
      const taken = (to: number): number => hours.elapsedLess(at('TicketOpened')!, to, waits);
      expect([ticket, taken(at('TicketResolved')!)]).toEqual([ticket, Number(solveDelay)]);
      expect([ticket, taken(at('TicketClosed')!)]).toEqual([ticket, Number(closeDelay)]);
      expect([ticket, taken(at('TicketResponded')!)]).toEqual([ticket, Number(takeIntoAccountDelay)]);
    }
    const ofSeven = imported.facts.filter((fact) => 'ticket' in fact && fact.ticket === '7');
    expect(told(ofSeven)).toMatchInlineSnapshot(`
      [
        "2022-07-25T12:56:04Z TicketOpened priority=P2 ticket=7 ticketType=incident",
        "2022-07-25T17:08:52Z TicketResponded ticket=7",
        "2022-08-01T08:28:33Z TicketTransitioned evidence=741687 s of waiting in all, reported as a length only; placed before the end status=waiting-client ticket=7",
        "2022-08-29T14:30:00Z TicketTransitioned status=in-progress ticket=7",
        "2022-08-29T14:30:00Z TicketResolved ticket=7",
        "2022-09-01T09:50:25Z TicketClosed ticket=7",
      ]
    `);
  });
});
