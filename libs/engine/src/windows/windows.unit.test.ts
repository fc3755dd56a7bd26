import { describe, expect, test } from 'vitest';
import type { Statement } from '../statement/statement.js';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';

/** A level of tickets resolved within four hours, measured over a window. */
function shareOver(window: string, more = ''): string {
  return `
serviceLevels:
  - id: fast
    measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
    window: ${window}
    target: { atLeast: 80 }
    ${more}
`;
}

function countOver(window: string, target = 'atMost: 2'): string {
  return `
serviceLevels:
  - id: outages
    measure: { kind: count, of: { outages: email } }
    window: ${window}
    target: { ${target} }
`;
}

/** So many tickets in time and late, opened on one day. */
function tickets(date: string, good: number, bad: number): FactLine[] {
  return Array.from({ length: good + bad }, (_, index) =>
    ticket(`${date}-${index}`, `${date}T10:00:00Z`, index < good ? 60 : 300),
  ).flat();
}

type Read = readonly [verdict: string, decidedBy: string, value: string | null];

function read(statement: Statement, level = 0): Read {
  const part = statement.serviceLevels[level]!.parts.at(-1)!;
  const { value } = part;
  const ratio = value === null ? null : `${value.numerator}/${value.denominator}`;
  return [part.verdict, part.decidedBy, ratio];
}

function readAll(scenario: Scenario, from: string, to: string): Read[] {
  return scenario.evaluate(from, to, '2026-06-01T00:00:00Z').map((statement) => read(statement));
}

describe('the last n periods', () => {
  const facts = [
    ...tickets('2025-01-10', 3, 1),
    ...tickets('2025-02-10', 1, 3),
    ...tickets('2025-03-10', 10, 0),
    ...tickets('2025-04-10', 5, 5),
  ];

  test('are measured together, with as many as the term has had', () => {
    const scenario = scenarioOf(termsAround(shareOver('{ last: 3 periods }')), facts);
    expect(readAll(scenario, '2025-01', '2025-04')).toEqual([
      ['missed', 'value', '3/4'],
      ['missed', 'value', '4/8'],
      ['missed', 'value', '14/18'],
      ['missed', 'value', '16/24'],
    ]);
  });

  test('reach back to a new start of the level’s history and no further', () => {
    const scenario = scenarioOf(termsAround(shareOver('{ last: 3 periods }')), facts);
    scenario.amend(restartOn('2025-03-01'), '2025-02-20T00:00:00Z');
    expect(readAll(scenario, '2025-02', '2025-04')).toEqual([
      ['missed', 'value', '4/8'],
      ['met', 'value', '10/10'],
      ['missed', 'value', '15/20'],
    ]);
  });

  test('follow the periods of an anchor', () => {
    const terms = termsAround(shareOver('{ last: 2 periods }'), { from: '2025-01-16' }).replace(
      'period: { every: month }',
      'period: { every: month, anchor: 2025-01-16 }',
    );
    const scenario = scenarioOf(terms, [
      ...tickets('2025-02-15', 0, 1),
      ...tickets('2025-02-16', 1, 0),
      ...tickets('2025-03-16', 1, 0),
    ]);
    expect(readAll(scenario, '2025-01', '2025-03').map(([, , value]) => value)).toEqual([
      '0/1',
      '1/2',
      '2/2',
    ]);
  });
});

describe('the last n days', () => {
  test.each([
    ['2025-03-01', '0/1'],
    ['2025-03-02', '0/2'],
    ['2025-03-03', '0/2'],
  ])('of 30 days that end on 31 March the first is the 2nd: %s', (date, value) => {
    const scenario = scenarioOf(termsAround(shareOver('{ last: 30 calendar days }')), [
      ...tickets(date, 0, 1),
      ...tickets('2025-03-31', 0, 1),
    ]);
    expect(read(scenario.statement('2025-03', '2025-05-01T00:00:00Z'))[2]).toBe(value);
  });
});

describe('every quarter', () => {
  const facts = [
    ...tickets('2025-01-10', 1, 0),
    ...tickets('2025-02-10', 0, 1),
    ...tickets('2025-03-10', 8, 0),
    ...tickets('2025-04-10', 0, 1),
  ];

  test('is judged in its last period, over all of it', () => {
    const scenario = scenarioOf(termsAround(shareOver('{ every: quarter }')), facts);
    expect(readAll(scenario, '2025-01', '2025-04')).toEqual([
      ['not-measured', 'window-open', '1/1'],
      ['not-measured', 'window-open', '1/2'],
      ['met', 'value', '9/10'],
      ['not-measured', 'window-open', '0/1'],
    ]);
  });

  test('begins with the quarters of the anchor', () => {
    const terms = termsAround(shareOver('{ every: quarter }')).replace(
      'period: { every: month }',
      'period: { every: month, anchor: 2025-02-01 }',
    );
    expect(readAll(scenarioOf(terms, facts), '2025-01', '2025-04')).toEqual([
      ['met', 'value', '1/1'],
      ['not-measured', 'window-open', '0/1'],
      ['not-measured', 'window-open', '8/9'],
      ['met', 'value', '8/10'],
    ]);
  });

  test('closes with the term, and with the level', () => {
    const ended = termsAround(shareOver('{ every: year }')).replace(
      'term: { from: 2025-01-01 }',
      'term: { from: 2025-01-01, to: 2025-02-14 }',
    );
    expect(readAll(scenarioOf(ended, facts), '2025-01', '2025-02')).toEqual([
      ['not-measured', 'window-open', '1/1'],
      ['missed', 'value', '1/2'],
    ]);
    const removed = scenarioOf(termsAround(shareOver('{ every: year }')), facts);
    removed.amend(`${headOf('2025-03-01')}remove: { serviceLevels: [fast] }\n`, '2025-02-20T00:00:00Z');
    expect(readAll(removed, '2025-01', '2025-02').at(-1)).toEqual(['missed', 'value', '1/2']);
  });
});

describe('counts of sliding days', () => {
  const facts = [
    ...outage('o1', '2025-01-01T10:00:00Z', 10),
    ...outage('o2', '2025-01-15T10:00:00Z', 10),
    ...outage('o3', '2025-01-30T10:00:00Z', 10),
    ...outage('o4', '2025-02-01T10:00:00Z', 10),
  ];

  test('are those of the busiest days that end with an event of the period', () => {
    const scenario = scenarioOf(termsAround(countOver('{ any: 30 calendar days }')), facts);
    const statements = scenario.evaluate('2025-01', '2025-03', '2026-06-01T00:00:00Z');
    expect(statements.map((statement) => read(statement))).toEqual([
      ['missed', 'value', '3/1'],
      ['missed', 'value', '3/1'],
      ['met', 'value', '0/1'],
    ]);
    const [january, february] = statements.map((statement) => statement.serviceLevels[0]!.parts[0]!);
    expect(january!.because.operands).toMatchObject({ countedFrom: '2025-01-01', countedTo: '2025-01-30' });
    expect(february!.because.operands).toMatchObject({ countedFrom: '2025-01-03', countedTo: '2025-02-01' });
    expect(february!.evidence).toMatchObject({
      counted: [{ key: 'o2' }, { key: 'o3' }, { key: 'o4' }],
    });
  });

  test('31 January is not within 30 days of the 1st', () => {
    const late = facts.slice(0, 4).concat(outage('o3', '2025-01-31T10:00:00Z', 10));
    const scenario = scenarioOf(termsAround(countOver('{ any: 30 calendar days }')), late);
    expect(readAll(scenario, '2025-01', '2025-01')).toEqual([['met', 'value', '2/1']]);
  });

  test('of tickets are the same by another measure', () => {
    const terms = termsAround(`
serviceLevels:
  - id: many
    measure: { kind: count, of: tickets, countIn: opened }
    window: { any: 30 calendar days }
    target: { atMost: 2 }
`);
    const scenario = scenarioOf(terms, [
      ...tickets('2025-01-01', 1, 0),
      ...tickets('2025-01-15', 1, 0),
      ...tickets('2025-01-30', 1, 0),
      ...tickets('2025-02-01', 1, 0),
    ]);
    expect(readAll(scenario, '2025-01', '2025-03').map(([, , value]) => value)).toEqual([
      '3/1',
      '3/1',
      '0/1',
    ]);
  });
});

describe('counts of days from the first event', () => {
  const facts = [
    ...outage('o1', '2025-01-20T10:00:00Z', 10),
    ...outage('o2', '2025-01-21T10:00:00Z', 10),
    ...outage('o3', '2025-02-18T10:00:00Z', 10),
    ...outage('o4', '2025-02-19T10:00:00Z', 10),
  ];

  test('are judged once, in the period in which the days end', () => {
    const scenario = scenarioOf(termsAround(countOver('{ fromFirst: 30 calendar days }')), facts);
    expect(readAll(scenario, '2025-01', '2025-04')).toEqual([
      ['not-measured', 'nothing-to-measure', null],
      ['missed', 'value', '3/1'],
      ['met', 'value', '1/1'],
      ['met', 'value', '0/1'],
    ]);
  });

  test('end with the term', () => {
    const terms = termsAround(countOver('{ fromFirst: 30 calendar days }', 'atMost: 1')).replace(
      'term: { from: 2025-01-01 }',
      'term: { from: 2025-01-01, to: 2025-01-31 }',
    );
    expect(readAll(scenarioOf(terms, facts), '2025-01', '2025-01')).toEqual([['missed', 'value', '2/1']]);
  });
});

describe('amendments', () => {
  const facts = [
    ...tickets('2025-03-10', 9, 1),
    ...tickets('2025-03-20', 3, 2),
    ...tickets('2025-02-10', 5, 0),
  ];

  test('do not cut a period of a level with a window in two: it stands whole under the last version', () => {
    const scenario = scenarioOf(
      termsAround(shareOver('{ last: 2 periods }'), { midPeriod: 'segment' }),
      facts,
    );
    scenario.amend(
      `${headOf('2025-03-15')}change:
  serviceLevels:
    - id: fast
      measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
      window: { last: 2 periods }
      target: { atLeast: 90 }
`,
      '2025-03-01T00:00:00Z',
    );
    const [level] = scenario.statement('2025-03', '2025-05-01T00:00:00Z').serviceLevels;
    expect(level!.parts).toHaveLength(1);
    expect(level!.parts[0]).toMatchObject({
      from: '2025-03-01',
      to: '2025-03-31',
      verdict: 'missed',
      target: { expected: '90' },
      value: { numerator: '17', denominator: '20' },
    });
  });

  test.each([
    ['start', [2, 3, 1]],
    ['end', [2, 1, 2]],
    ['segment', [2, 1, 2]],
  ])('with midPeriod %s a new start inside March counts as of the period that follows it', (rule, runs) => {
    const bad = ['2025-01-10', '2025-02-10', '2025-03-10', '2025-04-10'].flatMap((date) =>
      tickets(date, 0, 1),
    );
    const scenario = scenarioOf(termsAround(shareOver('{ last: 2 periods }'), { midPeriod: rule }), bad);
    scenario.amend(restartOn('2025-03-05'), '2025-02-20T00:00:00Z');
    const levels = scenario
      .evaluate('2025-02', '2025-04', '2026-06-01T00:00:00Z')
      .map((statement) => statement.serviceLevels[0]!);
    expect(levels.map((level) => level.missesInARow)).toEqual(runs);
  });

  test('in a period in parts a window begins on the very day of a new start', () => {
    const scenario = scenarioOf(
      termsAround(shareOver('{ last: 3 periods }'), { midPeriod: 'segment' }),
      facts,
    );
    scenario.amend(restartOn('2025-03-15'), '2025-03-01T00:00:00Z');
    expect(readAll(scenario, '2025-03', '2025-04')).toEqual([
      ['missed', 'value', '3/5'],
      ['missed', 'value', '3/5'],
    ]);
  });

  test('a level that keeps its id keeps its run, and one with a new id begins its own', () => {
    const bad = ['2025-01-10', '2025-02-10', '2025-03-10'].flatMap((date) => tickets(date, 0, 1));
    const level = (id: string): string => `
    - id: ${id}
      measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }
      target: { atLeast: 90 }
`;
    const amended = (change: string): number => {
      const scenario = scenarioOf(termsAround(shareOver('{ last: 2 periods }')), bad);
      scenario.amend(`${headOf('2025-03-01')}${change}`, '2025-02-20T00:00:00Z');
      return scenario.statement('2025-03', '2026-06-01T00:00:00Z').serviceLevels[0]!.missesInARow;
    };
    expect(amended(`change:\n  serviceLevels:${level('fast')}`)).toBe(3);
    expect(amended(`remove: { serviceLevels: [fast] }\nchange:\n  serviceLevels:${level('faster')}`)).toBe(1);
  });
});

function headOf(effectiveFrom: string): string {
  return `
amendment: a1
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-20
effectiveFrom: ${effectiveFrom}
`;
}

function restartOn(date: string): string {
  return `${headOf(date)}restartHistory: { serviceLevels: [fast] }
`;
}
