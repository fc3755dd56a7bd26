import { isTallyError, type TallyError } from '@tallystick/errors';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readMapping } from './read-mapping.js';
import { shippedMapping, shippedMappings } from './shipped-mappings.js';

const valid = `mapping: ours
system: desk
format: { kind: csv }
rows:
  kind: updates
  ticket: id
  time: at
  ticketType: { constant: incident }
  priority: priority
  state: { column: state, words: { New: new } }
`;
const tickets = `mapping: ours
system: desk
format: { kind: csv }
rows:
  kind: tickets
  ticket: id
  ticketType: { constant: incident }
  priority: priority
  opened: opened
`;
const outages = `mapping: ours
system: page
format: { kind: json }
rows:
  kind: outages
  outage: id
  began: from
  services: service
`;

function errorOf(text: string): TallyError {
  try {
    readMapping(text, 'ours.yaml');
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('the mapping was read');
}

test('a mapping is read, whichever of YAML and JSON it is written in', () => {
  expect(readMapping(valid, 'ours.yaml')).toMatchObject({
    name: 'ours',
    system: 'desk',
    assertedBy: { party: 'provider' },
  });
  const json = JSON.stringify({
    mapping: 'ours',
    system: 'desk',
    assertedBy: { party: 'client', actor: 'export job' },
    format: { kind: 'csv' },
    rows: { kind: 'tickets', ticket: 'id', ticketType: { constant: 'incident' }, priority: 'p', opened: 'o' },
  });
  expect(readMapping(json, 'ours.json').assertedBy).toEqual({ party: 'client', actor: 'export job' });
});

describe('what is wrong is named with its place and its mend', () => {
  test.each([
    [
      'an unknown key',
      valid.replace('  time: at', '  tiem: at\n  time: at'),
      'rows.tiem (ours.yaml:7:3)',
      'time',
    ],
    ['a missing key', valid.replace('  time: at\n', ''), 'rows.time', 'Write'],
    ['an unknown kind of rows', valid.replace('kind: updates', 'kind: update'), 'rows.kind', 'updates'],
    ['an unknown status', valid.replace('New: new', 'New: news'), 'rows.state.words.New', 'new'],
    [
      'two places of a value',
      valid.replace('priority: priority', 'priority: { column: a, constant: b }'),
      'rows.priority.constant',
      'Keep one of',
    ],
    [
      'no place of a value',
      valid.replace('priority: priority', 'priority: { empty: P1 }'),
      'rows.priority',
      'exactly one',
    ],
    [
      'two places of a status',
      valid.replace('{ column: state,', '{ column: a, columns: [a, b],'),
      'rows.state.columns',
      'Keep one of',
    ],
    [
      'two places of a time',
      valid.replace('time: at', 'time: { column: a, first: [b] }'),
      'rows.time.first',
      'Keep one of',
    ],
    [
      'a form of times that is none',
      valid + 'instants: { formats: [iso, HH:mm] }\n',
      'instants.formats[1]',
      'D/M/YYYY HH:mm',
    ],
    [
      'a zone that does not exist',
      valid + 'instants: { zone: Europe/Pariss }\n',
      'instants.zone',
      'Europe/Paris',
    ],
    [
      'ignored offsets without a zone',
      valid + 'instants: { offsets: ignore }\n',
      'instants.offsets',
      'Add `zone`',
    ],
    ['a condition that says nothing', valid + 'where: [{ column: kind }]\n', 'where[0]', '`is`'],
    [
      'a response that nothing shows',
      valid + '  response: { evidence: automatic }\n',
      'rows.response',
      'exactly one',
    ],
    [
      'a response by a column that is not mapped',
      valid + '  response: { assignment: group }\n',
      'rows.response.assignment',
      'Map `group`',
    ],
    [
      'a history of fields without a first priority',
      valid.replace('kind: updates', 'kind: changes\n  field: f\n  value: v'),
      'rows.priority',
      '`empty`',
    ],
    [
      'a wait of nothing',
      tickets + '  waits: [{ status: waiting-client }]\n',
      'rows.waits[0]',
      'exactly one',
    ],
    [
      'an end without a beginning',
      tickets + '  waits: [{ length: { column: w }, until: u }]\n',
      'rows.waits[0].until',
      '`from`',
    ],
    [
      'working time without hours',
      tickets + '  responded: { afterOpening: { column: r, measuredIn: working } }\n',
      'rows.responded.afterOpening.measuredIn',
      'workingTime',
    ],
    [
      'two places of a mark',
      tickets + '  closed: { column: c, afterOpening: { column: r } }\n',
      'rows.closed.afterOpening',
      'Keep one of',
    ],
    [
      'hours that are none',
      tickets + "workingTime: { zone: UTC, hours: { mon: '8-18' } }\n",
      'workingTime.hours.mon',
      '08:30',
    ],
    [
      'days that are none',
      tickets + "workingTime: { zone: UTC, hours: { fri-mon: '08:00-18:00' } }\n",
      'workingTime.hours.fri-mon',
      'mon-fri',
    ],
    [
      'a share above one',
      outages + "  share: { column: i, words: { bad: '1.5' } }\n",
      'rows.share.words.bad',
      '0.3',
    ],
    ['a share of nothing', outages + "  share: { constant: '0' }\n", 'rows.share.constant', '0.3'],
    [
      'services from nowhere',
      outages.replace('services: service', 'services: { else: reject }'),
      'rows.services',
      'exactly one',
    ],
  ])('%s', (_name, text, place, mend) => {
    const error = errorOf(text);
    expect(error.code).toBe('mapping-invalid');
    const detail = error.details.find((one) => one.place.startsWith(place));
    expect(error.details.map((one) => one.place)).toContain(detail?.place);
    expect(detail?.mend).toContain(mend);
  });

  test('all of it at once', () => {
    const error = errorOf(
      valid
        .replace('time: at', 'time: { first: [] }')
        .replace('New: new', 'New: old')
        .replace('id\n', 'id\n  x: y\n'),
    );
    expect(error.details.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the shipped mappings', () => {
  test.each(shippedMappings().map(({ name, path }) => [name, path]))(
    '%s is valid and carries its own name',
    (name, path) => {
      expect(readMapping(readFileSync(path, 'utf8'), path).name).toBe(name);
    },
  );

  test('are found by their name', () => {
    expect(shippedMapping('servicenow-audit-log').path).toMatch(/servicenow-audit-log\.yaml$/);
    expect(() => shippedMapping('servicenow-audit')).toThrow('servicenow-audit-log');
  });
});
