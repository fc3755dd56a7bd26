import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import type { ResultStatement, Statement } from '../statement/statement.js';
import { listLimit } from './foremost.js';

function inShort(result: ResultStatement): string {
  if (result.of === 'service-level') return `${result.id} ${result.margin ?? 'no value'}`;
  const { id, owedBy, due, met, late, missed, overdue } = result;
  return `${id} of ${owedBy}: ${met} met, ${late} late, ${missed} missed, ${overdue} overdue of ${due}`;
}

function resultsOf({ accountability }: Statement): { wins: string[]; shortfalls: string[] } {
  return {
    wins: accountability.wins.listed.map(inShort),
    shortfalls: accountability.shortfalls.listed.map(inShort),
  };
}

function reported(target: string, value: string | undefined, more = ''): Statement {
  const clauses = `
serviceLevels:
  - { id: level, measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: missed }, target: ${target}${more} }
`;
  const facts: FactLine[] =
    value === undefined
      ? []
      : [{ type: 'MeasurementReported', effectiveAt: '2025-01-20T00:00:00Z', serviceLevel: 'level', value }];
  return scenarioOf(termsAround(clauses), facts).statement('2025-01', '2025-02-01T00:00:00Z');
}

describe('a service level', () => {
  test.each([
    ['{ atLeast: 99 }', '98.9', [], ['level -0.1']],
    ['{ atLeast: 99 }', '99', ['level 0'], []],
    ['{ atLeast: 99 }', '99.1', ['level 0.1'], []],
    ['{ moreThan: 99 }', '98.9', [], ['level -0.1']],
    ['{ moreThan: 99 }', '99', [], ['level 0']],
    ['{ moreThan: 99 }', '99.1', ['level 0.1'], []],
    ['{ atMost: 5 }', '4.9', ['level 0.1'], []],
    ['{ atMost: 5 }', '5', ['level 0'], []],
    ['{ atMost: 5 }', '5.1', [], ['level -0.1']],
    ['{ lessThan: 5 }', '4.9', ['level 0.1'], []],
    ['{ lessThan: 5 }', '5', [], ['level 0']],
    ['{ lessThan: 5 }', '5.1', [], ['level -0.1']],
  ])('of %s with %s is a win or a shortfall by its margin', (target, value, wins, shortfalls) => {
    expect(resultsOf(reported(target, value))).toEqual({ wins, shortfalls });
  });

  test('that was not reported falls short by no value', () => {
    expect(resultsOf(reported('{ atLeast: 99 }', undefined))).toEqual({
      wins: [],
      shortfalls: ['level no value'],
    });
  });

  test('has the value that was compared for its margin', () => {
    const rounded = ', measuredTo: { places: 0, rounding: half-up }';
    expect(resultsOf(reported('{ atLeast: 99 }', '98.5', rounded)).wins).toEqual(['level 0']);
  });

  test('is no win where it was met without a value, or because misses are allowed', () => {
    const clauses = `
serviceLevels:
  - { id: empty, measure: { kind: ticket-share, where: { priority: P3 }, clock: resolution, within: 4h, countIn: opened }, target: { atLeast: 95 }, whenEmpty: met }
  - { id: few, measure: { kind: ticket-share, where: { priority: P1 }, clock: resolution, within: 4h, countIn: opened }, target: { atLeast: 95 }, lowVolume: { fewerThan: 5, allowMisses: 1 } }
  - { id: unmeasured, measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }, target: { atLeast: 95 } }
`;
    const statement = scenarioOf(termsAround(clauses), ticket('T', '2025-01-06T00:00:00Z', 600)).statement(
      '2025-01',
      '2025-02-01T00:00:00Z',
    );
    expect(statement.serviceLevels.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'not-measured']);
    expect(resultsOf(statement)).toEqual({ wins: [], shortfalls: [] });
  });

  test('in parts has the margin of the worst of them', () => {
    const clauses = `
serviceLevels:
  - { id: level, measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }, target: { atLeast: 40 } }
`;
    const scenario = scenarioOf(termsAround(clauses, { midPeriod: 'segment' }), [
      ...ticket('T1', '2025-01-06T00:00:00Z', 60),
      ...ticket('T2', '2025-01-20T00:00:00Z', 60),
      ...ticket('T3', '2025-01-21T00:00:00Z', 600),
    ]);
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-01-15
executedAt: 2025-01-10
change:
  serviceLevels: [ { id: level, measure: { kind: ticket-share, clock: resolution, within: 4h, countIn: opened }, target: { atLeast: 45 } } ]
`,
      '2025-01-22T00:00:00Z',
    );
    expect(resultsOf(scenario.statement('2025-01', '2025-02-01T00:00:00Z')).wins).toEqual(['level 5']);
  });

  test('says by what it was decided, and its clause', () => {
    const { shortfalls } = reported('{ atLeast: 99 }', '98.9').accountability;
    expect(shortfalls.listed[0]).toMatchObject({
      of: 'service-level',
      owedBy: 'provider',
      unit: 'percent',
      because: {
        rule: 'missed',
        clauses: [{ id: 'level' }],
        operands: { margin: '-1/10', decidedBy: 'value', missesInARow: 1 },
      },
    });
  });
});

describe('obligations', () => {
  const clauses = `
obligations:
  - { id: report, clause: "5", title: The monthly report, owedBy: provider, due: { each: period, within: 5 calendar days after end }, missedAfter: 10 calendar days }
  - { id: answer, owedBy: client, due: { within: 2 calendar days, of: request } }
`;
  const done = (effectiveAt: string, more: Record<string, unknown> = {}): FactLine => ({
    type: 'ObligationFulfilled',
    effectiveAt,
    obligation: 'report',
    period: '2025-01',
    ...more,
  });
  const february = (facts: readonly FactLine[], recordedAt = '2025-04-01T00:00:00Z'): Statement =>
    scenarioOf(termsAround(clauses), facts).statement('2025-02', recordedAt);

  test.each([
    ['2025-02-05T23:59:59Z', ['report of provider: 1 met, 0 late, 0 missed, 0 overdue of 1'], []],
    ['2025-02-06T00:00:00Z', [], ['report of provider: 0 met, 1 late, 0 missed, 0 overdue of 1']],
    ['2025-02-15T23:59:59Z', [], ['report of provider: 0 met, 1 late, 0 missed, 0 overdue of 1']],
    ['2025-02-16T00:00:00Z', [], ['report of provider: 0 met, 0 late, 1 missed, 0 overdue of 1']],
  ])('done at %s are won or lost in the period in which they were due', (at, wins, shortfalls) => {
    expect(resultsOf(february([done(at)]))).toEqual({ wins, shortfalls });
  });

  test.each([
    ['2025-03-05T23:59:59Z', []],
    ['2025-03-06T00:00:00Z', ['report of provider: 0 met, 0 late, 0 missed, 1 overdue of 1']],
    ['2025-03-15T23:59:59Z', ['report of provider: 0 met, 0 late, 0 missed, 1 overdue of 1']],
    ['2025-03-16T00:00:00Z', ['report of provider: 0 met, 0 late, 1 missed, 0 overdue of 1']],
  ])('not done at %s fall short as soon as they are overdue', (valuedAt, shortfalls) => {
    const scenario = scenarioOf(termsAround(clauses), []);
    const knowledge = scenario.knowledge(scenario.position, valuedAt);
    const march = makeStatement({ ...knowledge, period: '2025-03', valuedAt: parseInstant(valuedAt) });
    expect(resultsOf(march)).toEqual({ wins: [], shortfalls });
  });

  test('that were waived are neither', () => {
    const waived = { ...done('2025-02-10T00:00:00Z'), type: 'ObligationWaived' };
    expect(resultsOf(february([waived]))).toEqual({ wins: [], shortfalls: [] });
  });

  test('of the client count as well, and one may be both', () => {
    const asked = (ticketKey: string, day: string): FactLine[] => [
      ...ticket(ticketKey, `${day}T00:00:00Z`, undefined),
      {
        type: 'TicketTransitioned',
        effectiveAt: `${day}T01:00:00Z`,
        ticket: ticketKey,
        status: 'waiting-client',
        evidence: 'asked',
      },
    ];
    const back = (ticketKey: string, at: string): FactLine => ({
      type: 'TicketTransitioned',
      effectiveAt: at,
      ticket: ticketKey,
      status: 'in-progress',
    });
    const statement = february([
      done('2025-02-02T00:00:00Z'),
      ...asked('T1', '2025-02-03'),
      back('T1', '2025-02-04T00:00:00Z'),
      ...asked('T2', '2025-02-03'),
      back('T2', '2025-02-20T00:00:00Z'),
    ]);
    const answer = 'answer of client: 1 met, 0 late, 1 missed, 0 overdue of 2';
    expect(resultsOf(statement)).toEqual({
      wins: ['report of provider: 1 met, 0 late, 0 missed, 0 overdue of 1', answer],
      shortfalls: [answer],
    });
    const { wins, shortfalls } = statement.accountability;
    expect(wins.listed[0]).toMatchObject({ clause: '5', title: 'The monthly report', moreFacts: 0 });
    expect(wins.listed[1]!.because.facts).not.toEqual(shortfalls.listed[0]!.because.facts);
  });
});

test('the steps of a ladder are owed by the provider', () => {
  const clauses = `
escalation:
  - { id: ladder, clause: "6", where: { priority: P1 }, clock: resolution, within: 4h, levels: [ { after: 50 percent, to: manager } ] }
`;
  const statement = scenarioOf(termsAround(clauses), ticket('T', '2025-01-06T00:00:00Z', 600)).statement(
    '2025-01',
    '2025-02-01T00:00:00Z',
  );
  expect(resultsOf(statement).shortfalls).toEqual([
    'ladder of provider: 0 met, 0 late, 1 missed, 0 overdue of 1',
  ]);
  expect(statement.accountability.shortfalls.listed[0]).toMatchObject({
    of: 'escalation',
    clause: '6',
    title: null,
  });
});

test('those beyond the limit are counted', () => {
  const levels = Array.from(
    { length: listLimit + 1 },
    (_, index) =>
      `  - { id: l${index}, measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: missed }, target: { atLeast: 95 } }`,
  );
  const terms = termsAround(`serviceLevels:\n${levels.join('\n')}`);
  const { shortfalls, trends } = scenarioOf(terms, []).statement(
    '2025-01',
    '2025-02-01T00:00:00Z',
  ).accountability;
  expect([shortfalls.listed.length, shortfalls.more]).toEqual([listLimit, 1]);
  expect([trends.levels.listed.length, trends.levels.more, trends.unknown]).toEqual([
    listLimit,
    1,
    listLimit + 1,
  ]);
});
