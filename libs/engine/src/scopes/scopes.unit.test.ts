import { pinnedZoneTable } from '@tallystick/calendar';
import { describe, expect, test } from 'vitest';
import { termsAsKnown } from '../history/terms-as-known.js';
import type { Statement } from '../statement/statement.js';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import { expandLevels } from './expand-levels.js';
import { namesLevel } from './names-level.js';

const late = '2026-06-01T00:00:00Z';

function shareFor(forEach: string, more = ''): string {
  return `
serviceLevels:
  - id: fast
    title: Resolved in time
    measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
    forEach: ${forEach}
    target: { atLeast: 80 }
    ${more}
`;
}

/** Id, verdict and ratio of each level. */
function levelsOf(statement: Statement): [string, string, string | null][] {
  return statement.serviceLevels.map(({ id, verdict, value }) => [
    id,
    verdict,
    value === null ? null : `${value.numerator}/${value.denominator}`,
  ]);
}

const tickets = [
  ...ticket('t1', '2025-01-10T10:00:00Z', 60, { site: 'madrid', service: 'email', priority: 'P1' }),
  ...ticket('t2', '2025-01-11T10:00:00Z', 600, { site: 'madrid', service: 'crm', priority: 'P2' }),
  ...ticket('t3', '2025-01-12T10:00:00Z', 60, { site: 'sevilla', service: 'email', priority: 'P1' }),
  ...ticket('t4', '2025-01-13T10:00:00Z', 60, { category: 'network', priority: 'P3' }),
];

describe('a reported level for each of several values', () => {
  const terms = (forEach: string): string =>
    termsAround(`
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, whenNotReported: not-measured }
    forEach: ${forEach}
    target: { atLeast: 95 }
`);
  const figure = (serviceLevel: string, value: string) => ({
    type: 'MeasurementReported',
    effectiveAt: '2025-01-20T12:00:00Z',
    serviceLevel,
    period: '2025-01',
    value,
  });
  const figures = [figure('uptime/leeds', '96'), figure('uptime/york', '94'), figure('uptime', '1')];

  test.each([
    [
      '{ site: [york, leeds, hull] }',
      [
        ['uptime/york', 'missed', '94/100'],
        ['uptime/leeds', 'met', '96/100'],
        ['uptime/hull', 'not-measured', null],
      ],
    ],
    [
      '{ site: all }',
      [
        ['uptime/leeds', 'met', '96/100'],
        ['uptime/york', 'missed', '94/100'],
      ],
    ],
  ])('%s', (forEach, expected) => {
    const statement = scenarioOf(terms(forEach), figures).statement('2025-01', late);
    expect(levelsOf(statement)).toEqual(expected);
  });
});

describe('a level for each of several values', () => {
  test('is one level for each that the terms list, in their order', () => {
    const scenario = scenarioOf(termsAround(shareFor('{ site: [sevilla, cadiz, madrid] }')), tickets);
    const statement = scenario.statement('2025-01', late);
    expect(levelsOf(statement)).toEqual([
      ['fast/sevilla', 'met', '1/1'],
      ['fast/cadiz', 'not-measured', null],
      ['fast/madrid', 'missed', '1/2'],
    ]);
    expect(statement.serviceLevels[0]).toMatchObject({
      title: 'Resolved in time',
      instance: { of: 'fast', by: 'site', value: 'sevilla' },
    });
  });

  test.each([
    ['{ site: all }', ['fast/madrid', 'fast/sevilla']],
    ['{ service: all }', ['fast/crm', 'fast/email']],
    ['{ category: all }', ['fast/network']],
    ['{ configurationItem: all }', []],
    ['{ priority: all }', ['fast/P1', 'fast/P2', 'fast/P3']],
    ['{ priority: [P2] }', ['fast/P2']],
  ])('%s has a level for each that a fact names', (forEach, ids) => {
    const scenario = scenarioOf(termsAround(shareFor(forEach)), tickets);
    expect(levelsOf(scenario.statement('2025-01', late)).map(([id]) => id)).toEqual(ids);
  });

  test('each has its own misses, credits and points, and its own run', () => {
    const credit = 'credit: { bands: [ { below: 80, percent: 5 } ], of: [fee] }';
    const scenario = scenarioOf(termsAround(shareFor('{ site: all }', credit)), [
      ...tickets,
      ...ticket('t5', '2025-02-10T10:00:00Z', 600, { site: 'madrid' }),
      ...ticket('t6', '2025-02-10T10:00:00Z', 600, { site: 'sevilla' }),
    ]);
    const february = scenario.statement('2025-02', late);
    expect(
      february.serviceLevels.map(({ id, missesInARow, credit: due }) => [id, missesInARow, due]),
    ).toEqual([
      ['fast/madrid', 2, '50.00'],
      ['fast/sevilla', 1, '50.00'],
    ]);
  });

  test('a value that is first named later is not measured before', () => {
    const scenario = scenarioOf(termsAround(shareFor('{ site: all }')), [
      ...tickets,
      ...ticket('t7', '2025-02-10T10:00:00Z', 60, { site: 'cadiz' }),
    ]);
    const statements = scenario.evaluate('2025-01', '2025-02', late);
    expect(statements.map((statement) => levelsOf(statement)[0])).toEqual([
      ['fast/cadiz', 'not-measured', null],
      ['fast/cadiz', 'met', '1/1'],
    ]);
  });

  test('a late ticket of a site not seen before changes what its period comes to, and is named as the cause', () => {
    const credit = 'credit: { bands: [ { below: 80, percent: 5 } ], of: [fee] }';
    const scenario = scenarioOf(termsAround(shareFor('{ site: all }', credit)), tickets);
    scenario.issue('2025-01', '2025-02-03T00:00:00Z');
    scenario.record(
      ...ticket('t8', '2025-01-20T10:00:00Z', 600, { site: 'cadiz' }).map((line) => ({
        ...line,
        recordedAt: '2025-02-10T00:00:00Z',
      })),
      ...ticket('t9', '2025-02-20T10:00:00Z', 60, { site: 'jaen' }),
    );
    expect(scenario.statement('2025-02', late).adjustments).toMatchObject([
      {
        period: '2025-01',
        difference: '50.00',
        causes: [{ kind: 'facts', subject: 'ticket', key: 't8', serviceLevels: ['fast/cadiz'] }],
      },
    ]);
  });

  test('a fact that was taken out, or is not known yet, names nothing', () => {
    const scenario = scenarioOf(termsAround(shareFor('{ site: all }')), tickets);
    const before = scenario.position;
    const [opened] = scenario.record(...ticket('t8', '2025-01-20T10:00:00Z', undefined, { site: 'cadiz' }));
    const ids = (): string[] => levelsOf(scenario.statement('2025-01', late)).map(([id]) => id);
    expect(ids()).toEqual(['fast/cadiz', 'fast/madrid', 'fast/sevilla']);
    scenario.record({
      type: 'FactRetracted',
      effectiveAt: '2025-01-21T10:00:00Z',
      fact: opened,
      reason: 'Entered twice.',
    });
    expect(ids()).toEqual(['fast/madrid', 'fast/sevilla']);
    expect(scenario.timeline.knownAt(before).ticketValues('site')).toEqual(['madrid', 'sevilla']);
  });

  test('an amendment that restarts the level restarts each of them', () => {
    const bad = ['2025-01-10', '2025-02-10', '2025-03-10'].map((date) =>
      ticket(date, `${date}T10:00:00Z`, 600, { site: 'madrid' }),
    );
    const scenario = scenarioOf(termsAround(shareFor('{ site: all }')), bad.flat());
    scenario.amend(
      `
amendment: a1
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-20
effectiveFrom: 2025-03-01
restartHistory: { serviceLevels: [fast] }
`,
      '2025-02-20T00:00:00Z',
    );
    const runs = scenario
      .evaluate('2025-02', '2025-03', late)
      .map((statement) => statement.serviceLevels[0]!.missesInARow);
    expect(runs).toEqual([2, 1]);
  });
});

describe('outages', () => {
  const outages = [
    ...outage('o1', '2025-01-10T00:00:00Z', 74.4 * 10, { site: 'madrid' }),
    ...outage('o2', '2025-01-20T00:00:00Z', 74.4 * 10, { service: 'crm', site: 'sevilla' }),
    ...outage('o3', '2025-01-25T00:00:00Z', 74.4 * 5),
  ];
  const availability = (service: string, forEach: string): string => `
serviceLevels:
  - id: up
    measure: { kind: availability, service: ${service}, calendar: always }
    forEach: ${forEach}
    target: { atLeast: 99 }
  - id: outages
    measure: { kind: count, of: { outages: ${service} } }
    forEach: ${forEach}
    target: { atMost: 1 }
`;

  test('are told apart by their service', () => {
    const scenario = scenarioOf(termsAround(availability('each', '{ service: all }')), outages);
    expect(levelsOf(scenario.statement('2025-01', late)).map(([id, verdict]) => [id, verdict])).toEqual([
      ['up/crm', 'missed'],
      ['up/email', 'missed'],
      ['outages/crm', 'met'],
      ['outages/email', 'missed'],
    ]);
  });

  test('are told apart by their site; one that names none is an outage of each', () => {
    const scenario = scenarioOf(termsAround(availability('email', '{ site: all }')), outages);
    const levels = scenario.statement('2025-01', late).serviceLevels;
    expect(levels.map(({ id, value }) => [id, value!.decimal])).toEqual([
      ['up/madrid', '97.5'],
      ['up/sevilla', '99.166666666667'],
      ['outages/madrid', '2'],
      ['outages/sevilla', '1'],
    ]);
  });
});

test('terms without such a level stay the same object', () => {
  const scenario = scenarioOf(termsAround(shareFor('{ site: all }').replace(/forEach.*/, '')), tickets);
  const terms = termsAsKnown(scenario.timeline, pinnedZoneTable());
  expect(expandLevels(terms, scenario.timeline)).toBe(terms);
});

test('versions without such a level stay the same objects', () => {
  const scenario = scenarioOf(termsAround(shareFor('{ site: all }')), tickets);
  scenario.amend(
    `
amendment: a1
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-20
effectiveFrom: 2025-03-01
remove: { serviceLevels: [fast] }
`,
    '2025-02-20T00:00:00Z',
  );
  const terms = termsAsKnown(scenario.timeline, pinnedZoneTable());
  const expanded = expandLevels(terms, scenario.timeline);
  expect(expanded.versions[0]).not.toBe(terms.versions[0]);
  expect(expanded.versions[1]).toBe(terms.versions[1]);
  expect(expanded.versions[0]!.terms.evaluationOrder).toEqual(['fast/madrid', 'fast/sevilla']);
  for (const version of expanded.versions) expect(expanded.on(version.from)).toBe(version);
});

test.each([
  [undefined, true],
  [['fast'], true],
  [['fast/madrid'], true],
  [['fast/sevilla'], false],
  [['fas'], false],
  [['fast/mad'], false],
  [[], false],
])('the names %j mean the level of Madrid: %s', (names, means) => {
  expect(namesLevel(names, { id: 'fast/madrid' })).toBe(means);
});
