import { describe, expect, test } from 'vitest';
import { inShort, worldOf } from '../testing/books.js';
import { ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

type More = Parameters<typeof worldOf>;

function arisen(
  clauses: string,
  facts: readonly FactLine[],
  valuedAt: string,
  ...more: [More[3]?, More[4]?]
) {
  return worldOf(clauses, facts, valuedAt, ...more).obligations.occurrences.map(inShort);
}

const each = (due: string): string =>
  `obligations: [ { id: report, owedBy: provider, due: ${due}, missedAfter: 100 calendar days } ]`;

describe('what is owed after periods and months', () => {
  test('arises with the end of each period', () => {
    const clauses = each('{ each: period, on: 10th business day after end, calendar: office }');
    expect(arisen(clauses, [], '2025-01-31T23:59:59Z')).toEqual([]);
    expect(arisen(clauses, [], '2025-02-01T00:00:00Z')).toEqual(['2025-01 open 2025-02-14T17:00:00Z']);
    expect(arisen(clauses, [], '2025-03-01T00:00:00Z')).toEqual([
      '2025-01 overdue 2025-02-14T17:00:00Z',
      '2025-02 open 2025-03-14T17:00:00Z',
    ]);
  });

  test('or of every nth, counted from the first', () => {
    const clauses = each('{ each: 3 periods, within: 5 calendar days }');
    expect(arisen(clauses, [], '2025-07-01T00:00:00Z', { from: '2025-02-01' })).toEqual([
      '2025-04 overdue 2025-05-05T23:59:59Z',
    ]);
  });

  test('or of every n months from the first day of the term', () => {
    const clauses = each('{ each: 3 months, within: 5 calendar days }');
    expect(arisen(clauses, [], '2025-07-15T00:00:00Z', { from: '2025-01-15' })).toEqual([
      '2025-04-14 overdue 2025-04-19T23:59:59Z',
      '2025-07-14 open 2025-07-19T23:59:59Z',
    ]);
  });

  test('the days are those of the zone', () => {
    const clauses = each('{ each: period, within: 5 calendar days }');
    expect(
      arisen(clauses, [], '2025-04-10T00:00:00Z', { timezone: 'Europe/London', from: '2025-03-01' }),
    ).toEqual(['2025-03 overdue 2025-04-05T22:59:59Z']);
  });

  test('an amendment of the schedule keeps what arose before it', () => {
    const amended = {
      recordedAt: '2025-02-10T00:00:00Z',
      yaml: `
amendment: am-01
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-10
effectiveFrom: 2025-02-20
change:
  obligations: [ { id: report, owedBy: provider, due: { each: 2 periods, within: 1 calendar day } } ]
`,
    };
    const clauses = each('{ each: period, within: 5 calendar days }');
    expect(arisen(clauses, [], '2025-05-02T00:00:00Z', {}, [amended])).toEqual([
      '2025-01 overdue 2025-02-05T23:59:59Z',
      '2025-02 missed 2025-03-01T23:59:59Z',
      '2025-04 missed 2025-05-01T23:59:59Z',
    ]);
  });
});

describe('what is owed before a day', () => {
  const before = (date: string): string =>
    `obligations: [ { id: plan, owedBy: provider, due: { before: ${date} } } ]`;
  const moved = (effectiveFrom: string, change: string) => ({
    recordedAt: '2025-02-01T00:00:00Z',
    yaml: `
amendment: am-01
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-01
effectiveFrom: ${effectiveFrom}
${change}
`,
  });
  const to = (date: string): string =>
    `change: { obligations: [ { id: plan, owedBy: provider, due: { before: ${date} } } ] }`;

  test.each([
    ['2025-06-29T23:59:59Z', ['2025-06-30 open 2025-06-29T23:59:59Z']],
    ['2025-06-30T00:00:00Z', ['2025-06-30 missed 2025-06-29T23:59:59Z']],
  ])('at %s stands %j', (valuedAt, expected) => {
    expect(arisen(before('2025-06-30'), [], valuedAt)).toEqual(expected);
  });

  test.each([
    // Moved before it was due: the new day alone counts.
    ['2025-06-29', to('2025-08-31'), ['2025-08-31 missed 2025-08-30T23:59:59Z']],
    // After the last day in time, what was owed stays, and the new day is owed as well.
    [
      '2025-06-30',
      to('2025-08-31'),
      ['2025-06-30 missed 2025-06-29T23:59:59Z', '2025-08-31 missed 2025-08-30T23:59:59Z'],
    ],
    ['2025-06-29', 'remove: { obligations: [plan] }', []],
    ['2025-06-30', 'remove: { obligations: [plan] }', ['2025-06-30 missed 2025-06-29T23:59:59Z']],
    // A day that has passed when the clause comes is owed at once.
    ['2025-05-01', to('2025-04-01'), ['2025-04-01 missed 2025-03-31T23:59:59Z']],
  ])('amended from %s by %s', (effectiveFrom, change, expected) => {
    const amendments = [moved(effectiveFrom, change)];
    expect(arisen(before('2025-06-30'), [], '2025-10-01T00:00:00Z', {}, amendments)).toEqual(expected);
  });
});

describe('what is owed after an event', () => {
  const after = (due: string): string =>
    `obligations: [ { id: answer, owedBy: client, due: ${due}, missedAfter: 1000 calendar days } ]`;

  test('of a ticket in scope, by its priority then', () => {
    const facts = [
      ...ticket('A', '2025-01-06T10:00:00Z', 60),
      ...ticket('B', '2025-01-06T11:00:00Z', 60, { priority: 'P2' }),
    ];
    const due = (of: string): string =>
      after(`{ within: 1 business day, of: ${of}, where: { priority: P1 }, calendar: office }`);
    expect(arisen(due('ticket-opened'), facts, '2025-01-07T00:00:00Z')).toEqual([
      'A open 2025-01-07T17:00:00Z',
    ]);
    expect(arisen(due('ticket-resolved'), facts, '2025-01-06T10:59:59Z')).toEqual([]);
    expect(arisen(due('ticket-resolved'), facts, '2025-01-06T11:00:00Z')).toEqual([
      'A open 2025-01-07T17:00:00Z',
    ]);
  });

  test('each time that it happens', () => {
    const facts = [
      ...ticket('A', '2025-01-06T10:00:00Z', 60),
      { type: 'TicketReopened', effectiveAt: '2025-01-06T12:00:00Z', ticket: 'A' },
      { type: 'TicketClosed', effectiveAt: '2025-01-06T13:00:00Z', ticket: 'A' },
    ];
    const due = (of: string): string => after(`{ within: 5 calendar days, of: ${of} }`);
    // Closed without being resolved again counts as resolved.
    expect(arisen(due('ticket-resolved'), facts, '2025-01-07T00:00:00Z')).toEqual([
      'A open 2025-01-11T23:59:59Z',
      'A#2 open 2025-01-11T23:59:59Z',
    ]);
    expect(arisen(due('ticket-closed'), facts, '2025-01-07T00:00:00Z')).toEqual([
      'A open 2025-01-11T23:59:59Z',
    ]);
  });

  test('of an outage or a change, of its service', () => {
    const facts: FactLine[] = [
      { type: 'OutageBegan', effectiveAt: '2025-01-06T10:00:00Z', outage: 'OUT1', service: 'email' },
      { type: 'OutageEnded', effectiveAt: '2025-01-06T12:00:00Z', outage: 'OUT1' },
      { type: 'OutageBegan', effectiveAt: '2025-01-08T10:00:00Z', outage: 'OUT2', service: 'crm' },
      { type: 'ChangeRequested', effectiveAt: '2025-01-09T10:00:00Z', change: 'C1', service: 'email' },
      { type: 'ChangeFinished', effectiveAt: '2025-01-10T10:00:00Z', change: 'C1', outcome: 'failed' },
    ];
    const due = (of: string): string =>
      after(`{ within: 4h, of: ${of}, where: { service: email }, calendar: always }`);
    const at = '2025-02-01T00:00:00Z';
    expect(arisen(due('outage-began'), facts, at)).toEqual(['OUT1 overdue 2025-01-06T14:00:00Z']);
    expect(arisen(due('outage-ended'), facts, at)).toEqual(['OUT1 overdue 2025-01-06T16:00:00Z']);
    expect(arisen(due('change-requested'), facts, at)).toEqual(['C1 overdue 2025-01-09T14:00:00Z']);
    expect(arisen(due('change-finished'), facts, at)).toEqual(['C1 overdue 2025-01-10T14:00:00Z']);
  });

  test('a change that is requested under one version and finished under another is owed twice, by two keys', () => {
    const due = (of: string): string =>
      `obligations: [ { id: approve, owedBy: client, due: { within: 5 calendar days, of: ${of} } } ]`;
    const amended = {
      recordedAt: '2025-02-01T00:00:00Z',
      yaml: `
amendment: am-01
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-01
effectiveFrom: 2025-02-01
change:
  ${due('change-finished')}
`,
    };
    const facts = [
      { type: 'ChangeRequested', effectiveAt: '2025-01-31T10:00:00Z', change: 'C1' },
      { type: 'ChangeFinished', effectiveAt: '2025-02-03T10:00:00Z', change: 'C1', outcome: 'successful' },
    ];
    expect(arisen(due('change-requested'), facts, '2025-02-04T00:00:00Z', {}, [amended])).toEqual([
      'C1 open 2025-02-05T23:59:59Z',
      'C1#2 open 2025-02-08T23:59:59Z',
    ]);
  });

  test('nothing before the term', () => {
    const facts = ticket('A', '2024-12-31T23:59:59Z', undefined);
    expect(
      arisen(after('{ within: 4h, of: ticket-opened, calendar: always }'), facts, '2025-02-01T00:00:00Z'),
    ).toEqual([]);
  });

  test('a request is one stay in waiting for the client, done when it is left', () => {
    const move = (effectiveAt: string, status: string) => ({
      type: 'TicketTransitioned',
      effectiveAt,
      ticket: 'A',
      status,
    });
    const facts = [
      ...ticket('A', '2025-01-06T10:00:00Z', undefined),
      move('2025-01-06T11:00:00Z', 'waiting-client'),
      move('2025-01-06T12:00:00Z', 'waiting-client'),
      move('2025-01-06T15:00:00Z', 'in-progress'),
      move('2025-01-07T11:00:00Z', 'waiting-client'),
      { type: 'TicketResolved', effectiveAt: '2025-01-07T15:00:01Z', ticket: 'A' },
      move('2025-01-08T09:00:00Z', 'waiting-client'),
    ];
    const clauses = after('{ within: 4h, of: request, calendar: always }');
    expect(arisen(clauses, facts, '2025-01-08T12:00:00Z')).toEqual([
      'A met 2025-01-06T15:00:00Z',
      'A#2 late 2025-01-07T15:00:00Z',
      'A#3 open 2025-01-08T13:00:00Z',
    ]);
  });
});

describe('milestones', () => {
  const clauses = `
obligations:
  - { id: project, owedBy: provider, due: { milestones: move } }`;
  const plan = (effectiveAt: string, dueDate: string, type = 'MilestonePlanned', project = 'move') => ({
    type,
    effectiveAt,
    project,
    milestone: 'm1',
    dueDate,
  });
  const reached = (effectiveAt: string) => ({
    type: 'MilestoneReached',
    effectiveAt,
    project: 'move',
    milestone: 'm1',
  });
  const planned = plan('2025-01-10T00:00:00Z', '2025-03-31');

  test.each([
    ['2025-03-31T23:59:59Z', 'met'],
    ['2025-04-01T00:00:00Z', 'missed'],
  ])('reached at %s is %s', (at, state) => {
    expect(arisen(clauses, [planned, reached(at)], '2025-06-01T00:00:00Z')).toEqual([
      `move/m1 ${state} 2025-03-31T23:59:59Z`,
    ]);
  });

  test('a plan that moves it moves the date, unless it was reached before', () => {
    const moved = plan('2025-04-10T00:00:00Z', '2025-05-31', 'MilestoneReplanned');
    expect(
      arisen(clauses, [planned, moved, reached('2025-05-20T00:00:00Z')], '2025-06-01T00:00:00Z'),
    ).toEqual(['move/m1 met 2025-05-31T23:59:59Z']);
    expect(
      arisen(clauses, [planned, reached('2025-04-02T00:00:00Z'), moved], '2025-06-01T00:00:00Z'),
    ).toEqual(['move/m1 missed 2025-03-31T23:59:59Z']);
  });

  test('of another project are owed only where the terms ask for all', () => {
    const other = [plan('2025-01-10T00:00:00Z', '2025-03-31', 'MilestonePlanned', 'other')];
    expect(arisen(clauses, other, '2025-06-01T00:00:00Z')).toEqual([]);
    expect(
      arisen(clauses.replace('milestones: move', 'milestones: all'), other, '2025-06-01T00:00:00Z'),
    ).toEqual(['other/m1 missed 2025-03-31T23:59:59Z']);
  });

  test('one planned before the term is owed from its start', () => {
    const early = [plan('2024-06-01T00:00:00Z', '2025-03-31')];
    expect(arisen(clauses, early, '2025-01-01T00:00:00Z')).toEqual(['move/m1 open 2025-03-31T23:59:59Z']);
  });
});
