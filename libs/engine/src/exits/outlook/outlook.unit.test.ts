import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { projectExits } from '../../statement/project-exits.js';
import { outage, scenarioOf, termsAround, ticket } from '../../testing/levels.js';
import type { FactLine } from '../../testing/scenario.js';

function outlookOf(
  clauses: string,
  facts: readonly FactLine[],
  { period = '2025-02', ahead = 3, valuedAt = '2025-03-01T00:00:00Z', from = '2025-01-01' } = {},
) {
  const scenario = scenarioOf(termsAround(clauses, { from }), facts);
  const known = scenario.knowledge(scenario.position, valuedAt);
  return projectExits({ ...known, period, valuedAt: parseInstant(valuedAt) }, ahead)[0]!;
}

const level = (when: string, more = '') => `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 95 }
    credit: { perUnit: { each: 1, round: exact, percent: 1 }, of: [fee] }
exit:
  - { id: exit, clause: "9", when: ${when}${more} }`;
const reports = (values: readonly string[]): FactLine[] =>
  values.map((value, index) => ({
    type: 'MeasurementReported',
    effectiveAt: `2025-0${index + 1}-20T00:00:00Z`,
    serviceLevel: 'uptime',
    value,
  }));

describe('what would have to happen', () => {
  test('a run that goes on at once, and one that may begin later', () => {
    const terms = level('{ serviceLevel: uptime, inARow: 3 }');
    expect(outlookOf(terms, reports(['99', '90']))).toEqual({
      id: 'exit',
      clause: '9',
      condition: 'in-a-row',
      scope: 'whole',
      state: 'clear',
      ahead: ['2025-03', '2025-04', '2025-05'],
      outlook: {
        kind: 'misses',
        unit: 'periods',
        serviceLevel: 'uptime',
        fewest: 2,
        earliest: ['2025-03', '2025-04'],
        latest: ['2025-03', '2025-04'],
      },
    });
    expect(outlookOf(terms, reports(['90', '99']), { ahead: 5 }).outlook).toMatchObject({
      fewest: 3,
      earliest: ['2025-03', '2025-04', '2025-05'],
      latest: ['2025-05', '2025-06', '2025-07'],
    });
    expect(outlookOf(terms, reports(['90', '99']), { ahead: 2 }).outlook).toEqual({ kind: 'cannot' });
    expect(outlookOf(level('{ serviceLevel: uptime, inARow: 2 }'), reports(['90', '90'])).outlook).toEqual({
      kind: 'arisen',
    });
  });

  test('while a period runs it is itself the first of the next', () => {
    const terms = level('{ serviceLevel: uptime, inARow: 2 }');
    const running = outlookOf(terms, reports(['90']), { valuedAt: '2025-02-10T00:00:00Z', ahead: 2 });
    expect(running).toMatchObject({
      state: 'watch',
      ahead: ['2025-02', '2025-03'],
      outlook: { kind: 'misses', fewest: 1, earliest: ['2025-02'], latest: ['2025-02'] },
    });
  });

  test('of a sum, what is missing by the end of each of the next periods', () => {
    const terms = level('{ sumOf: credits, moreThan: 10 percent, of: [fee], over: 3 periods }');
    // 5 and 3 percent of 1,000 so far. Ten percent of three months is 300; in April January is gone, in May all is.
    expect(outlookOf(terms, reports(['90', '92'])).outlook).toEqual({
      kind: 'amounts',
      unit: 'money',
      strict: true,
      until: [
        { period: '2025-03', amount: '220' },
        { period: '2025-04', amount: '270' },
        { period: '2025-05', amount: '300' },
      ],
    });
  });

  test('a sum that the next periods cannot reach', () => {
    const down = (threshold: string) =>
      outlookOf(
        level(`{ sumOf: downtime, service: email, ${threshold}, over: 1 period }`),
        reports(['99', '99']),
        { ahead: 1 },
      ).outlook.kind;
    // March has 744 hours.
    expect([
      down('atLeast: 743h'),
      down('atLeast: 744h'),
      down('atLeast: 745h'),
      down('moreThan: 744h'),
    ]).toEqual(['amounts', 'amounts', 'cannot', 'cannot']);
  });

  test('of a mean, than what the next values have to be worse', () => {
    const terms = (below: string) => level(`{ serviceLevel: uptime, below: ${below}, meanOver: 3 periods }`);
    expect(outlookOf(terms('90'), reports(['99', '95'])).outlook).toEqual({
      kind: 'mean',
      unit: 'percent',
      serviceLevel: 'uptime',
      worse: 'less-than',
      until: [
        { period: '2025-03', value: '76' },
        { period: '2025-04', value: '87.5' },
        { period: '2025-05', value: '90' },
      ],
    });
    expect(outlookOf(terms('60'), reports(['99', '95']), { ahead: 1 }).outlook).toEqual({ kind: 'cannot' });
  });

  test('of chronic outages, how many more and by when', () => {
    const terms = level('{ chronic: [email], outages: 3, longerThan: 30m, within: 30 calendar days }');
    const facts = [
      ...outage('A', '2025-02-10T10:00:00Z', 60),
      ...outage('B', '2025-02-20T10:00:00Z', 60),
      ...outage('C', '2025-02-28T23:45:00Z', undefined),
    ];
    expect(outlookOf(terms, facts).outlook).toEqual({
      kind: 'events',
      what: 'outage',
      fewest: 1,
      longerThanSeconds: 1800,
      by: '2025-03-11',
      running: [{ key: 'C', seconds: 900, passesAt: '2025-03-01T00:15:01Z' }],
    });
    expect(outlookOf(terms, facts.slice(0, 2)).outlook).toMatchObject({
      fewest: 2,
      by: '2025-03-11',
      running: [],
    });
    expect(outlookOf(terms, []).outlook).toMatchObject({ fewest: 3, by: null });
  });

  test('of a single event, what goes on now', () => {
    const terms = `
serviceLevels:
  - id: solved
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: 4h, countIn: resolved }
    target: { atLeast: 90 }
exit:
  - { id: exit, when: { breachOf: solved, overLimitBy: 4h } }`;
    expect(outlookOf(terms, ticket('INC-1', '2025-02-28T18:00:00Z', undefined)).outlook).toEqual({
      kind: 'events',
      what: 'ticket',
      fewest: 1,
      longerThanSeconds: 14_400,
      by: null,
      running: [{ key: 'INC-1', seconds: 7200, passesAt: null }],
    });
  });

  test('of an obligation, which may be missed more than once in a period', () => {
    const terms = `
obligations:
  - { id: fix, owedBy: provider, due: { within: 5 calendar days, of: outage-ended } }
exit:
  - { id: exit, when: { obligation: fix, missed: 3, of: 2 periods } }`;
    expect(outlookOf(terms, outage('A', '2025-02-01T00:00:00Z', 60)).outlook).toMatchObject({
      kind: 'misses',
      unit: 'occurrences',
      fewest: 2,
      earliest: ['2025-03'],
      latest: ['2025-03'],
    });
  });

  test('of a portfolio, how many of the instances there are', () => {
    const terms = (when: string) => `
serviceLevels:
  - id: k01
    measure: { kind: ticket-share, where: { type: incident }, clock: resolution, within: 4h, countIn: opened }
    target: { atLeast: 90 }
    forEach: { site: [a, b, c] }
exit:
  - { id: exit, when: { portfolio: k01, ${when} } }`;
    expect(outlookOf(terms('atLeast: 50 percent'), []).outlook).toMatchObject({
      kind: 'misses',
      unit: 'levels',
      fewest: 2,
      earliest: ['2025-03'],
      latest: ['2025-05'],
    });
    expect(outlookOf(terms('atLeast: 4'), []).outlook).toEqual({ kind: 'cannot' });
    expect(outlookOf(terms('atLeast: 2, inARow: 4'), []).outlook).toEqual({ kind: 'cannot' });
  });
});
