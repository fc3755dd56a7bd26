import { describe, expect, test } from 'vitest';
import { firstLevel, january, later, outage, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const at = '2025-01-10T10:00:00Z';

function statistic(measure: string, target = 'atMost: 4h'): string {
  return `
serviceLevels:
  - id: statistic
    measure: { kind: statistic, ${measure} }
    target: { ${target} }`;
}

function lasting(...minutes: readonly number[]): FactLine[] {
  return minutes.flatMap((one, index) => ticket(`T${index}`, at, one));
}

describe('statistics of a clock', () => {
  const of = 'of: { clock: resolution }';

  test.each([
    ['statistic: mean', [10, 20, 60], '1800'],
    ['statistic: mean', [1, 1, 2], '80'],
    ['statistic: median', [10, 60, 20], '1200'],
    ['statistic: median', [10, 60, 20, 21], '1230'],
    ['statistic: max', [10, 60, 20], '3600'],
    ['statistic: min', [10, 60, 20], '600'],
    ['statistic: sum', [10, 60, 20], '5400'],
    ['statistic: percentile, percentile: 50', [1, 2, 3, 4], '120'],
    ['statistic: percentile, percentile: "50.1"', [1, 2, 3, 4], '180'],
    ['statistic: percentile, percentile: 75', [1, 2, 3, 4], '180'],
    ['statistic: percentile, percentile: 100', [1, 2, 3, 4], '240'],
    ['statistic: percentile, percentile: "0.1"', [1, 2, 3, 4], '60'],
    ['statistic: percentile, percentile: 90', [5], '300'],
  ])('%s of %j minutes is %s seconds', (measure, minutes, seconds) => {
    const level = firstLevel(january(statistic(`${measure}, ${of}`), lasting(...minutes)));
    expect(level.value?.decimal).toBe(seconds);
    expect([level.unit, level.volume]).toEqual(['seconds', minutes.length]);
  });

  test.each([
    [239, 'met'],
    [240, 'met'],
    [241, 'missed'],
  ])('a longest of %i minutes against 4 hours is %s', (minutes, verdict) => {
    expect(firstLevel(january(statistic(`statistic: max, ${of}`), lasting(5, minutes))).verdict).toBe(
      verdict,
    );
  });

  test('the ticket that decides is named, one that runs is listed and not counted', () => {
    const facts = [...lasting(10, 300), ...ticket('RUNS', at, undefined)];
    const level = firstLevel(january(statistic(`statistic: max, ${of}, countIn: opened`), facts));
    expect(level.part.evidence).toMatchObject({
      count: 2,
      deciding: [{ key: 'T1', value: '18000' }],
      undecided: [{ ticket: 'RUNS' }],
    });
  });

  test('of nothing there is no mean, but a sum of 0', () => {
    const [mean, sum] = ['mean', 'sum'].map((name) =>
      firstLevel(january(statistic(`statistic: ${name}, ${of}`), [])),
    );
    expect([mean!.verdict, mean!.value]).toEqual(['not-measured', null]);
    expect([sum!.verdict, sum!.value?.decimal]).toEqual(['met', '0']);
  });
});

describe('statistics of outages and surveys', () => {
  test('outages count by their length on the instant line, in the period in which they began', () => {
    const facts = [
      ...outage('A', '2025-01-10T00:00:00Z', 30),
      ...outage('B', '2025-01-31T23:00:00Z', 90),
      ...outage('C', '2024-12-31T23:00:00Z', 600),
      ...outage('D', '2025-01-12T00:00:00Z', 0),
    ];
    const level = firstLevel(january(statistic('statistic: mean, of: { outages: email }'), facts));
    expect([level.value?.decimal, level.volume]).toEqual(['3600', 2]);
  });

  test('scores are numbers, narrowed by the service they are about', () => {
    const answer = (score: string, service: string): FactLine => ({
      type: 'SurveyAnswered',
      effectiveAt: at,
      survey: 'csat',
      score,
      service,
    });
    const facts = [answer('4.5', 'email'), answer('4', 'email'), answer('1', 'vpn')];
    const all = firstLevel(january(statistic('statistic: mean, of: { survey: csat }', 'atLeast: 4'), facts));
    expect([all.value, all.unit, all.verdict]).toEqual([
      { numerator: '19', denominator: '6', decimal: '3.166666666667' },
      'number',
      'missed',
    ]);
    const email = statistic('statistic: mean, of: { survey: csat }, where: { service: email }', 'atLeast: 4');
    expect(firstLevel(january(email, facts)).value?.decimal).toBe('4.25');
  });
});

describe('counts', () => {
  const count = (of: string, more = ''): string => `
serviceLevels:
  - id: count
    measure: { kind: count, of: ${of}${more} }
    target: { atMost: 1 }`;

  test.each([
    ['tickets', '', '3'],
    ['tickets', ', where: { type: request }', '1'],
    ['tickets', ', countIn: resolved', '2'],
    ['{ breachesOf: resolution, within: 4h }', '', '1'],
    ['{ outages: email }', '', '2'],
    ['{ outages: email, longerThan: 30m }', '', '1'],
    ['{ changes: [failed, backed-out, unauthorised] }', '', '2'],
    ['{ changes: successful }', '', '1'],
    ['{ changes: successful }', ', where: { service: vpn }', '0'],
  ])('%s%s: %s', (of, more, expected) => {
    const facts: FactLine[] = [
      ...ticket('A', at, 300),
      ...ticket('B', at, 30, { ticketType: 'request' }),
      ...ticket('C', '2025-01-31T23:30:00Z', 60),
      ...ticket('D', at, undefined, {}),
      { type: 'TicketCancelled', effectiveAt: later(at, 5), ticket: 'D' },
      ...outage('A', at, 30),
      ...outage('B', at, 31),
      { type: 'ChangeFinished', effectiveAt: at, change: 'C1', outcome: 'successful' },
      { type: 'ChangeFinished', effectiveAt: at, change: 'C2', outcome: 'failed' },
      { type: 'UnauthorisedChangeFound', effectiveAt: at, service: 'email' },
      { type: 'ChangeFinished', effectiveAt: '2025-02-01T00:00:00Z', change: 'C3', outcome: 'failed' },
    ];
    const level = firstLevel(january(count(of, more), facts));
    expect(level.value?.decimal).toBe(expected);
    expect(level.verdict).toBe(Number(expected) <= 1 ? 'met' : 'missed');
  });

  test('none is a count of 0', () => {
    expect(firstLevel(january(count('tickets'), []))).toMatchObject({
      verdict: 'met',
      value: { decimal: '0' },
    });
  });
});

describe('reported figures', () => {
  const reported = (by: string, unit = 'percent', more = ''): string => `
serviceLevels:
  - id: level
    measure: { kind: reported, unit: ${unit}, reportedBy: ${by}${more} }
    target: { atLeast: 90 }`;
  const report = (party: string, figure: Readonly<Record<string, unknown>>, day = 20): FactLine => ({
    type: 'MeasurementReported',
    effectiveAt: `2025-01-${day}T00:00:00Z`,
    assertedBy: party,
    serviceLevel: 'level',
    ...figure,
  });
  const both = [report('provider', { value: '95' }), report('client', { value: '85' }, 21)];

  test.each([
    ['provider', '95'],
    ['client', '85'],
    ['either', '85'],
    ['agreed', undefined],
  ])('of both parties, %s: %s', (by, expected) => {
    const level = firstLevel(january(reported(by), both));
    expect(level.value?.decimal).toBe(expected);
    expect(level.part.evidence).toMatchObject({ reports: [{ party: 'provider' }, { party: 'client' }] });
  });

  test('agreed is what both reported alike, or what one marked as agreed', () => {
    const alike = [
      report('Northwind', { value: '95.0' }),
      report('Acme', { numerator: '19', denominator: '20' }, 21),
    ];
    expect(firstLevel(january(reported('agreed'), alike)).value?.decimal).toBe('95');
    const marked = [...both, report('client', { value: '91', agreed: true }, 22)];
    expect(firstLevel(january(reported('agreed'), marked)).value?.decimal).toBe('91');
  });

  test('a later figure of the same party replaces the earlier one', () => {
    const facts = [report('provider', { value: '80' }, 10), report('provider', { value: '93' }, 11)];
    expect(firstLevel(january(reported('provider'), facts)).value?.decimal).toBe('93');
  });

  test.each([
    ['-0.001', undefined],
    ['0', '0'],
    ['100', '100'],
    ['100.001', undefined],
  ])('a percentage of %s is %s', (value, expected) => {
    expect(firstLevel(january(reported('either'), [report('provider', { value })])).value?.decimal).toBe(
      expected,
    );
  });

  test('other units have no such range', () => {
    expect(
      firstLevel(january(reported('either', 'number'), [report('provider', { value: '250' })])).verdict,
    ).toBe('met');
  });

  test('a ratio has a volume; of 0 there is nothing to measure', () => {
    const ratio = firstLevel(
      january(reported('either'), [report('provider', { numerator: '38', denominator: '40' })]),
    );
    expect([ratio.value, ratio.volume, ratio.misses]).toEqual([
      { numerator: '38', denominator: '40', decimal: '95' },
      40,
      2,
    ]);
    const nothing = firstLevel(
      january(reported('either'), [report('provider', { numerator: '0', denominator: '0' })]),
    );
    expect([nothing.verdict, nothing.part.decidedBy]).toEqual(['not-measured', 'nothing-to-measure']);
  });

  test('not reported is missed unless the terms say otherwise', () => {
    expect(firstLevel(january(reported('either'), [])).verdict).toBe('missed');
    expect(
      firstLevel(january(reported('either', 'percent', ', whenNotReported: not-measured'), [])).verdict,
    ).toBe('not-measured');
  });

  test('a figure belongs to the period it names, else to the one in which it was given', () => {
    const named = {
      ...report('provider', { value: '95', period: '2025-01' }),
      effectiveAt: '2025-02-10T00:00:00Z',
    };
    expect(firstLevel(january(reported('either'), [named])).value?.decimal).toBe('95');
    const other = report('provider', { value: '95', period: '2025-02' });
    expect(firstLevel(january(reported('either'), [other])).value).toBeNull();
  });
});
