import { describe, expect, test } from 'vitest';
import { type Mapping } from '../mapping/mapping.js';
import { readMapping } from '../mapping/read-mapping.js';
import { importAll, told } from '../testing/import-all.js';

function mappingWith(rows: string, rest = ''): Mapping {
  return readMapping(
    `
mapping: made-up
system: made-up
format: { kind: csv }
empty: ['?']
${rest}
rows:
  kind: updates
  ticket: ticket
  time: at
  ticketType: { constant: incident }
  priority: priority
  state:
    column: state
    words:
      New: new
      Active: in-progress
      Waiting: waiting-client
      Vendor: { status: waiting-third-party, ball: vendor }
      Problem: { status: in-progress, ball: client }
      Done: resolved
      Closed: closed
      Void: cancelled
      Noise: unchanged
${rows}`,
    'made-up.yaml',
  );
}

const header = 'ticket,at,n,priority,state,group,assignee,opened';

async function lines(mapping: Mapping, ...rows: readonly string[]): Promise<readonly string[]> {
  const { facts, rejects } = await importAll(mapping, [[header, ...rows].join('\n')]);
  expect(rejects).toEqual([]);
  return told(facts).map((line) =>
    line.replace('2025-03-', '').replaceAll(':00Z', '').replace(' ticket=T', ''),
  );
}

/** `d` is the day and time of March 2025. */
const row = (d: string, state: string, more = 'P1,,,,'): string => {
  const [priority = '', group = '', assignee = '', opened = ''] = more.split(',');
  return `T,2025-03-${d}:00Z,,${priority},${state},${group},${assignee},${opened}`;
};

test('the first row opens the ticket, later rows give facts for what they change', async () => {
  const mapping = mappingWith('  group: group\n  assignee: assignee\n');
  expect(
    await lines(
      mapping,
      row('01T09:00', 'New', 'P2,G1,?'),
      row('01T09:05', 'New', 'P2,G1,A1'),
      row('01T09:10', 'Active', 'P1,G1,A1'),
      row('01T09:20', 'Active', 'P1,G1,A1'),
      row('01T10:00', 'Waiting', 'P1,G1,A1'),
      row('01T11:00', 'Vendor', 'P1,G1,A1'),
      row('01T12:00', 'Problem', 'P1,G1,A1'),
      row('01T13:00', 'Done', 'P1,G1,A1'),
      row('01T14:00', 'Closed', 'P1,G1,A1'),
    ),
  ).toMatchInlineSnapshot(`
    [
      "01T09:00 TicketOpened priority=P2 sourceStatus=New ticketType=incident",
      "01T09:00 TicketAssigned group=G1",
      "01T09:05 TicketAssigned assignee=A1 group=G1",
      "01T09:10 TicketReprioritised priority=P1",
      "01T09:10 TicketTransitioned sourceStatus=Active status=in-progress",
      "01T10:00 TicketTransitioned sourceStatus=Waiting status=waiting-client",
      "01T11:00 TicketTransitioned ball=vendor sourceStatus=Vendor status=waiting-third-party",
      "01T12:00 TicketTransitioned ball=client sourceStatus=Problem status=in-progress",
      "01T13:00 TicketResolved sourceStatus=Done",
      "01T14:00 TicketClosed sourceStatus=Closed",
    ]
  `);
});

test('a ticket whose first row is not new opens and is in its status at once', async () => {
  expect(await lines(mappingWith(''), row('01T09:00', 'Done'))).toMatchInlineSnapshot(`
    [
      "01T09:00 TicketOpened priority=P1 ticketType=incident",
      "01T09:00 TicketResolved sourceStatus=Done",
    ]
  `);
});

test('a resolved, closed or cancelled ticket that goes on is reopened', async () => {
  expect(
    await lines(
      mappingWith(''),
      row('01T09:00', 'New'),
      row('01T10:00', 'Done'),
      row('01T11:00', 'Active'),
      row('01T12:00', 'Closed'),
      row('01T13:00', 'Waiting'),
      row('01T14:00', 'Void'),
      row('01T15:00', 'New'),
      row('01T16:00', 'Closed'),
      row('01T17:00', 'Done'),
    ),
  ).toMatchInlineSnapshot(`
    [
      "01T09:00 TicketOpened priority=P1 sourceStatus=New ticketType=incident",
      "01T10:00 TicketResolved sourceStatus=Done",
      "01T11:00 TicketReopened sourceStatus=Active",
      "01T12:00 TicketClosed sourceStatus=Closed",
      "01T13:00 TicketReopened sourceStatus=Waiting",
      "01T13:00 TicketTransitioned sourceStatus=Waiting status=waiting-client",
      "01T14:00 TicketCancelled sourceStatus=Void",
      "01T15:00 TicketReopened sourceStatus=New",
      "01T15:00 TicketTransitioned sourceStatus=New status=new",
      "01T16:00 TicketClosed sourceStatus=Closed",
      "01T17:00 TicketTransitioned sourceStatus=Done status=resolved",
    ]
  `);
});

test('a word that is mapped to `unchanged` leaves the status as it was', async () => {
  expect(
    await lines(
      mappingWith(''),
      row('01T09:00', 'Active'),
      row('01T10:00', 'Noise'),
      row('01T11:00', 'Active'),
    ),
  ).toEqual([
    '01T09:00 TicketOpened priority=P1 ticketType=incident',
    '01T09:00 TicketTransitioned sourceStatus=Active status=in-progress',
  ]);
});

describe('the opening', () => {
  const early = [
    row('01T09:00', 'Active', 'P1,,,2025-03-01T10:00:00Z'),
    row('01T11:00', 'Done', 'P1,,,2025-03-01T10:00:00Z'),
  ];

  test('stands at its own column, and rows before it keep their time', async () => {
    expect(await lines(mappingWith('  opened: opened\n'), ...early)).toEqual([
      '01T10:00 TicketOpened priority=P1 ticketType=incident',
      '01T09:00 TicketTransitioned sourceStatus=Active status=in-progress',
      '01T11:00 TicketResolved sourceStatus=Done',
    ]);
  });

  test('or the earliest row opens the ticket', async () => {
    expect((await lines(mappingWith('  opened: opened\n  beforeOpening: opens\n'), ...early))[0]).toBe(
      '01T09:00 TicketOpened priority=P1 ticketType=incident',
    );
  });

  test('or such rows are rejected, and the rest of the ticket is imported', async () => {
    const mapping = mappingWith('  opened: opened\n  beforeOpening: reject\n');
    const { facts, rejects } = await importAll(mapping, [[header, ...early].join('\n')]);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'The row happened before the ticket was opened.'],
    ]);
    expect(facts.map(({ type }) => type)).toEqual(['TicketOpened', 'TicketResolved']);
  });

  test('has one id whatever the first row of the export is, so that a longer export opens no ticket twice', async () => {
    const rows = [row('01T09:00', 'New'), row('01T10:00', 'Active')];
    const whole = await importAll(mappingWith(''), [[header, ...rows].join('\n')]);
    const late = await importAll(mappingWith(''), [[header, rows[1]!].join('\n')]);
    expect(late.facts[0]!.id).toBe(whole.facts[0]!.id);
  });
});

describe('rows of one instant', () => {
  const same = [row('01T09:00', 'New'), row('01T10:00', 'Done'), row('01T10:00', 'Active')];

  test('stand as in the file, or the other way round', async () => {
    const types = async (rows: string): Promise<readonly string[]> =>
      (await lines(mappingWith(rows), ...same)).map((line) => line.split(' ')[1]!);
    expect(await types('')).toEqual(['TicketOpened', 'TicketResolved', 'TicketReopened']);
    expect(await types('  sameInstant: reversed\n')).toEqual([
      'TicketOpened',
      'TicketTransitioned',
      'TicketResolved',
    ]);
  });

  test('stand by their number where they have one, as a number', async () => {
    const rows = ['T,2025-03-01T10:00:00Z,10,P1,Done,,,', 'T,2025-03-01T10:00:00Z,9,P1,Active,,,'];
    const found = await lines(mappingWith('  order: [n]\n'), ...rows);
    expect(found.map((line) => line.split(' ')[1])).toEqual([
      'TicketOpened',
      'TicketTransitioned',
      'TicketResolved',
    ]);
  });

  test('of two overlapping exports are the same rows; twice in one export they are two', async () => {
    const text = [header, ...same, row('01T10:00', 'Done'), row('01T10:00', 'Active')].join('\n');
    const once = await importAll(mappingWith(''), [text]);
    expect(once.facts.map(({ type }) => type).slice(1)).toEqual([
      'TicketResolved',
      'TicketReopened',
      'TicketResolved',
      'TicketReopened',
    ]);
    const twice = await importAll(mappingWith(''), [text, text]);
    expect(twice.facts).toEqual(once.facts);
    expect(twice.last.rowsWithoutChange).toBe(once.last.rowsRead);
  });
});

test('in the hour that comes twice the order tells which of the two it was', async () => {
  const mapping = mappingWith('  order: [n]\n', 'instants: { zone: Europe/Berlin }');
  const text = [
    header,
    'T,2025-10-26 02:50:00,1,P1,New,,,',
    'T,2025-10-26 02:10:00,2,P1,Active,,,',
    'T,2025-10-26 02:20:00,3,P1,Done,,,',
  ].join('\n');
  const { facts } = await importAll(mapping, [text]);
  expect(facts.map(({ effectiveAt, type }) => `${effectiveAt} ${type}`)).toEqual([
    '2025-10-26T00:50:00Z TicketOpened',
    '2025-10-26T01:10:00Z TicketTransitioned',
    '2025-10-26T01:20:00Z TicketResolved',
  ]);
});

describe('the first response', () => {
  const rows = [
    row('01T09:00', 'New', 'P1,,'),
    row('01T09:10', 'New', 'P1,,A1'),
    row('01T09:20', 'Waiting', 'P1,G1,A1'),
    row('01T09:30', 'Active', 'P1,G1,A1'),
  ];
  test.each([
    ['status: in-progress', '01T09:30 TicketResponded evidence=status-change'],
    [
      'status: [in-progress, waiting-client], evidence: public-reply',
      '01T09:20 TicketResponded evidence=public-reply',
    ],
    ['assignment: assignee', '01T09:10 TicketResponded evidence=assignment'],
    ['assignment: group', '01T09:20 TicketResponded evidence=assignment'],
    ['when: [{ column: group, empty: false }]', '01T09:20 TicketResponded'],
    ['when: [{ column: state, isNot: New }, { column: assignee, is: A1 }]', '01T09:20 TicketResponded'],
  ])('is where the mapping says: %s', async (response, line) => {
    const mapping = mappingWith(`  group: group\n  assignee: assignee\n  response: { ${response} }\n`);
    expect((await lines(mapping, ...rows)).filter((one) => one.includes('TicketResponded'))).toEqual([line]);
  });
});

test('a history of one field a row opens with what was set at once, and changes one field at a time', async () => {
  const mapping = readMapping(
    `
mapping: made-up
system: made-up
format: { kind: ndjson, each: history }
rows:
  kind: changes
  ticket: ^.id
  time: at
  field: field
  value: to
  ticketType: { column: type, empty: incident }
  priority: { column: priority, empty: none-yet }
  assignee: assignee
  state: { column: status, words: { open: in-progress, solved: resolved, new: new } }
`,
    'made-up.yaml',
  );
  const history = [
    { at: '2025-03-01T09:00:00Z', field: 'status', to: 'new' },
    { at: '2025-03-01T09:00:00Z', field: 'priority', to: 'P2' },
    { at: '2025-03-01T09:00:00Z', field: 'colour', to: 'red' },
    { at: '2025-03-01T10:00:00Z', field: 'assignee', to: 5 },
    { at: '2025-03-01T10:00:00Z', field: 'status', to: 'open' },
    { at: '2025-03-01T11:00:00Z', field: 'priority', to: 'P1' },
    { at: '2025-03-01T12:00:00Z', field: 'status', to: 'solved' },
  ];
  const { facts, last } = await importAll(mapping, [JSON.stringify({ id: 'T', history })]);
  expect(told(facts)).toEqual([
    '2025-03-01T09:00:00Z TicketOpened priority=P2 sourceStatus=new ticket=T ticketType=incident',
    '2025-03-01T10:00:00Z TicketAssigned assignee=5 ticket=T',
    '2025-03-01T10:00:00Z TicketTransitioned sourceStatus=open status=in-progress ticket=T',
    '2025-03-01T11:00:00Z TicketReprioritised priority=P1 ticket=T',
    '2025-03-01T12:00:00Z TicketResolved sourceStatus=solved ticket=T',
  ]);
  expect([last.rowsRead, last.rowsWithFacts, last.rowsWithoutChange]).toEqual([7, 5, 2]);
});
