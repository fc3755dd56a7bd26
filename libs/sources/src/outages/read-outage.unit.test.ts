import { expect, test } from 'vitest';
import { readMapping } from '../mapping/read-mapping.js';
import { importAll, shipped, told } from '../testing/import-all.js';

const page = (incidents: readonly object[]): string => JSON.stringify({ page: { name: 'Shop' }, incidents });
const incident = {
  id: 'i1',
  name: 'Slow',
  impact: 'major',
  created_at: '2025-03-30T12:00:00+02:00',
  resolved_at: null as string | null,
  components: [] as readonly object[] | null,
  incident_updates: [
    { status: 'identified', display_at: '2025-03-30T11:00:00+02:00', affected_components: null },
    {
      status: 'investigating',
      display_at: '2025-03-30T00:30:00+01:00',
      affected_components: [{ name: 'API' }],
    },
  ],
};

test('an incident that was entered later begins at its earliest update, and lasts while it is not resolved', async () => {
  const { facts, withdrawnKeys } = await importAll(shipped('statuspage-incidents'), [page([incident])]);
  expect(told(facts)).toEqual([
    '2025-03-29T23:30:00Z OutageBegan cause=Slow outage=i1/API service=API shareAffected=0.3',
  ]);
  expect(withdrawnKeys.map(({ key }) => key)).toEqual(['i1/API#ended']);
});

test('an end that changes supersedes; a zero-length outage has both facts', async () => {
  const ended = (resolved_at: string) => ({
    ...incident,
    resolved_at,
    incident_updates: [],
    components: null,
    impact: 'critical',
  });
  const first = await importAll(shipped('statuspage-incidents'), [
    page([ended('2025-03-30T12:00:00+02:00')]),
  ]);
  expect(told(first.facts)).toEqual([
    '2025-03-30T10:00:00Z OutageBegan cause=Slow outage=i1 service=Shop',
    '2025-03-30T10:00:00Z OutageEnded outage=i1',
  ]);
  const second = await importAll(shipped('statuspage-incidents'), [
    page([ended('2025-03-30T13:00:00+02:00')]),
  ]);
  expect(second.imported[0]!.fact.id).toBe(first.imported[0]!.fact.id);
  expect(second.imported[1]!.fact.id).not.toBe(first.imported[1]!.fact.id);
  expect(second.imported[1]!.supersedesKey).toBe('i1#ended');
});

test('an end before the beginning, an unknown impact and a missing time reject their row alone', async () => {
  const { facts, rejects } = await importAll(shipped('statuspage-incidents'), [
    page([
      { ...incident, resolved_at: '2025-03-01T00:00:00Z' },
      { ...incident, id: 'i2', impact: 'huge' },
      { ...incident, id: 'i3', created_at: null, incident_updates: [] },
      { ...incident, id: 'i4', impact: 'none' },
      { ...incident, id: 'i5' },
    ]),
  ]);
  expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'The outage ends before it begins.'],
    [2, 'Column `impact` has the word "huge", which the mapping does not know.'],
    [3, 'The time of the beginning is empty.'],
  ]);
  expect(told(facts).length).toBe(1);
});

test('services may be flags', async () => {
  const mapping = readMapping(
    `
mapping: stages
system: stages
format: { kind: csv }
rows:
  kind: outages
  outage: id
  began: from
  ended: until
  services: { flags: { API: api.example, Labs: labs }, none: { constant: all } }
`,
    'stages.yaml',
  );
  const { facts } = await importAll(mapping, [
    'id,from,until,API,Labs\n1,2025-03-01 10:00:00Z,,1,1\n2,2025-03-02 10:00:00Z,,0,\n',
  ]);
  expect(told(facts)).toEqual([
    '2025-03-01T10:00:00Z OutageBegan outage=1/api.example service=api.example',
    '2025-03-01T10:00:00Z OutageBegan outage=1/labs service=labs',
    '2025-03-02T10:00:00Z OutageBegan outage=2 service=all',
  ]);
});
