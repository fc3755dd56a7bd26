import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import type { ServiceLevelStatement } from '../statement/statement.js';
import { later, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const at = '2025-01-10T10:00:00Z';

/** The level that the clauses call `level`, of January, valued at an instant. */
function level(
  clauses: string,
  facts: readonly FactLine[],
  valuedAt = '2025-06-01T00:00:00Z',
): ServiceLevelStatement {
  const scenario = scenarioOf(termsAround(clauses), facts);
  const { serviceLevels } = makeStatement({
    ...scenario.knowledge(),
    period: '2025-01',
    valuedAt: parseInstant(valuedAt),
  });
  return serviceLevels.find(({ id }) => id === 'level')!;
}

/** The verdict and what decided it. */
function judged(...found: Parameters<typeof level>): readonly string[] {
  const { verdict, parts } = level(...found);
  return [verdict, parts[0]!.decidedBy];
}

function report(value: string, effectiveAt: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return {
    type: 'MeasurementReported',
    effectiveAt,
    assertedBy: 'provider',
    serviceLevel: 'level',
    period: '2025-01',
    value,
    ...more,
  };
}

describe('figures reported in time', () => {
  // The 10th day of February with office hours after 31 January is Friday the 14th, closing at 17:00.
  const within = (text: string, more = ''): string => `
serviceLevels:
  - id: level
    measure: { kind: reported, unit: percent, within: ${text}${more} }
    target: { atLeast: 90 }`;
  const tenth = within('10th business day after end', ', calendar: office');

  test.each([
    ['2025-02-14T16:59:59Z', 'met', 'value'],
    ['2025-02-14T17:00:00Z', 'met', 'value'],
    ['2025-02-14T17:00:01Z', 'missed', 'not-reported-in-time'],
  ])('reported at %s: %s by %s', (effectiveAt, ...verdict) => {
    expect(judged(tenth, [report('95', effectiveAt)])).toEqual(verdict);
  });

  test('calendar days end with the local day', () => {
    const clauses = within('5 calendar days');
    expect(judged(clauses, [report('95', '2025-02-05T23:59:59Z')])).toEqual(['met', 'value']);
    expect(judged(clauses, [report('95', '2025-02-06T00:00:00Z')])[1]).toBe('not-reported-in-time');
  });

  test('a late figure is shown as refused; one given in time before it stands', () => {
    const late = report('80', '2025-02-20T00:00:00Z');
    const found = level(tenth, [report('95', '2025-02-10T00:00:00Z'), late]);
    expect([found.verdict, found.value?.decimal]).toEqual(['met', '95']);
    expect(found.parts[0]!.evidence).toMatchObject({
      reports: [
        { used: true, refused: null },
        { used: false, refused: 'reported-too-late' },
      ],
    });
    expect(found.parts[0]!.because.operands).toMatchObject({ inTimeUntil: '2025-02-14T17:00:00Z' });
  });

  test('a percentage outside 0 to 100 is refused and shown, and is none in time', () => {
    const found = level(tenth, [report('101', '2025-02-10T00:00:00Z')]);
    expect([found.verdict, found.parts[0]!.decidedBy]).toEqual(['missed', 'not-reported-in-time']);
    expect(found.parts[0]!.evidence).toMatchObject({ reports: [{ refused: 'outside-0-to-100' }] });
  });

  test.each([
    ['2025-02-14T17:00:00Z', 'not-measured', 'report-not-due'],
    ['2025-02-14T17:00:01Z', 'missed', 'not-reported-in-time'],
  ])('without a figure, valued at %s: %s by %s', (valuedAt, ...verdict) => {
    expect(judged(tenth, [], valuedAt)).toEqual(verdict);
  });

  test('what not reported in time counts as the terms say', () => {
    const clauses = tenth.replace('calendar: office', 'calendar: office, whenNotReported: not-measured');
    expect(judged(clauses, [])).toEqual(['not-measured', 'not-reported-in-time']);
  });

  test('a figure that names no period belongs to the one in which it was given', () => {
    const figure = report('95', at, { period: undefined });
    expect(
      judged(tenth, [
        Object.fromEntries(Object.entries(figure).filter(([, v]) => v !== undefined)) as FactLine,
      ]),
    ).toEqual(['met', 'value']);
  });
});

describe('figures over a window of periods', () => {
  const rolling = (unit: string): string => `
serviceLevels:
  - id: level
    window: { last: 2 periods }
    measure: { kind: reported, unit: ${unit} }
    target: { atLeast: 0 }`;
  const february = (clauses: string, facts: readonly FactLine[]): ServiceLevelStatement =>
    scenarioOf(termsAround(clauses), facts).statement('2025-02', '2025-06-01T00:00:00Z').serviceLevels[0]!;
  const fraction = (numerator: string, denominator: string, period: string): FactLine => ({
    type: 'MeasurementReported',
    effectiveAt: `${period}-20T00:00:00Z`,
    serviceLevel: 'level',
    period,
    numerator,
    denominator,
  });

  test('fractions are pooled', () => {
    const facts = [fraction('90', '100', '2025-01'), fraction('300', '300', '2025-02')];
    expect(february(rolling('percent'), facts)).toMatchObject({
      value: { numerator: '390', denominator: '400', decimal: '97.5' },
      volume: 400,
      misses: 10,
    });
  });

  test('other figures have their mean', () => {
    const facts = [
      report('10', '2025-01-20T00:00:00Z'),
      report('20', '2025-02-20T00:00:00Z', { period: '2025-02' }),
    ];
    expect(february(rolling('number'), facts).value?.decimal).toBe('15');
    expect(february(rolling('percent'), facts).value?.decimal).toBe('15');
  });

  test('the period itself must have one', () => {
    const found = february(rolling('number'), [report('10', '2025-01-20T00:00:00Z')]);
    expect([found.verdict, found.parts[0]!.decidedBy]).toEqual(['missed', 'not-reported']);
  });
});

describe('a report that was owed', () => {
  const owed = `
serviceLevels:
  - { id: level, measure: { kind: reported, unit: percent }, target: { atLeast: 90 } }
obligations:
  - id: duty
    owedBy: provider
    due: { each: period, within: 5 calendar days after end }
    whenMissed: { levels: not-reported }`;
  const done = (effectiveAt: string): FactLine => ({
    type: 'ObligationFulfilled',
    effectiveAt,
    obligation: 'duty',
    period: '2025-01',
  });
  const figure = report('95', at);

  test.each([
    ['2025-02-05T23:59:59Z', 'met', 'value'],
    ['2025-02-06T00:00:00Z', 'missed', 'report-obligation-missed'],
  ])('done at %s: %s by %s', (effectiveAt, ...verdict) => {
    expect(judged(owed, [figure, done(effectiveAt)])).toEqual(verdict);
  });

  test('before it is due nothing is deemed; the occurrence is named', () => {
    expect(judged(owed, [figure], '2025-02-05T23:59:59Z')).toEqual(['met', 'value']);
    const found = level(owed, [figure]);
    expect([found.verdict, found.parts[0]!.compared, found.value?.decimal]).toEqual(['missed', null, '95']);
    expect(found.parts[0]!.because.operands).toMatchObject({ obligation: 'duty', occurrence: '2025-01' });
  });

  test('without a figure it is not reported anyway', () => {
    expect(judged(owed, [])).toEqual(['missed', 'not-reported']);
  });
});

describe('qualifying conditions', () => {
  const qualifying = (when: string, otherwise = 'not-measured'): string => `
serviceLevels:
  - { id: other, measure: { kind: reported, unit: percent, whenNotReported: not-measured }, target: { atLeast: 90 } }
  - id: level
    measure: { kind: reported, unit: percent }
    target: { atLeast: 90 }
    qualifying: { when: [ ${when} ], else: ${otherwise} }
obligations:
  - { id: duty, owedBy: provider, due: { before: 2025-01-15 } }`;
  const other = (value: string): FactLine => report(value, at, { serviceLevel: 'other' });
  const own = report('95', at);
  const isMet = '{ serviceLevel: other }';
  const isNotMissed = '{ serviceLevel: other, is: not-missed }';

  test.each([
    [isMet, '90', 'met', 'value'],
    [isMet, '89.9', 'not-measured', 'not-qualified'],
    [isMet, undefined, 'not-measured', 'not-qualified'],
    [isNotMissed, '90', 'met', 'value'],
    [isNotMissed, '89.9', 'not-measured', 'not-qualified'],
    [isNotMissed, undefined, 'met', 'value'],
  ])('%s with %s: %s by %s', (when, value, ...verdict) => {
    const facts = value === undefined ? [own] : [own, other(value)];
    expect(judged(qualifying(when), facts)).toEqual(verdict);
  });

  test.each(['not-measured', 'met', 'missed'])('else: %s', (otherwise) => {
    const found = level(qualifying(isMet, otherwise), [own, other('10')]);
    expect([found.verdict, found.belowMinimum]).toEqual([otherwise, false]);
    expect(found.parts[0]!.because.operands).toMatchObject({ qualified: false, notSo: ['other'] });
  });

  test.each([
    ['2025-01-14T23:59:59Z', 'met', 'value'],
    ['2025-01-15T00:00:00Z', 'not-measured', 'not-qualified'],
  ])('an obligation done at %s: %s by %s', (effectiveAt, ...verdict) => {
    const done = { type: 'ObligationFulfilled', effectiveAt, obligation: 'duty' };
    expect(judged(qualifying('{ obligation: duty }'), [own, done])).toEqual(verdict);
  });

  test('all of them must be so', () => {
    const clauses = qualifying(`${isMet}, { obligation: duty }`);
    const found = level(clauses, [own, other('80')]);
    expect(found.parts[0]!.because.operands).toMatchObject({ notSo: ['other', 'duty'] });
  });

  test('nothing to measure and not reported come first', () => {
    expect(judged(qualifying(isMet, 'missed'), [other('10')])).toEqual(['missed', 'not-reported']);
    const nothing = { ...report('0', at), value: undefined, numerator: '0', denominator: '0' };
    const fact = Object.fromEntries(Object.entries(nothing).filter(([, value]) => value !== undefined));
    expect(judged(qualifying(isMet, 'missed'), [fact as FactLine, other('10')])).toEqual([
      'not-measured',
      'nothing-to-measure',
    ]);
  });
});

describe('volume above forecast', () => {
  const share = (aboveForecast: string, more = ''): string => `
serviceLevels:
  - id: other
    measure: { kind: reported, unit: percent, whenNotReported: not-measured }
    target: { atLeast: 90 }
  - id: level
    measure: { kind: ticket-share, clock: resolution, within: 4h }
    target: { atLeast: 90 }
    aboveForecast: { ${aboveForecast} }${more}`;
  /** So many tickets, of which the first ones are late. */
  const tickets = (count: number, late: number): FactLine[] =>
    Array.from({ length: count }, (_, index) =>
      ticket(`T${index}`, later(at, index), index < late ? 300 : 5),
    ).flat();
  const allow = 'forecast: 10, tolerance: 20 percent, then: allow-excess';

  test.each([
    [11, 2, 'missed', 'value'],
    [12, 2, 'missed', 'value'],
    // One of the misses counts as met: 12 of 13 are 92.3 %, 11 of 13 are 84.6 %.
    [13, 2, 'met', 'volume-above-forecast-misses-allowed'],
    [13, 3, 'missed', 'value'],
    // Two of them do: 13 of 14 are 92.9 %, 12 of 14 are 85.7 %.
    [14, 2, 'met', 'volume-above-forecast-misses-allowed'],
    [14, 3, 'met', 'volume-above-forecast-misses-allowed'],
    [14, 4, 'missed', 'value'],
    [14, 0, 'met', 'value'],
  ])('%i tickets of 10 forecast and 20 %%, %i late: %s by %s', (count, late, ...verdict) => {
    expect(judged(share(allow), tickets(count, late))).toEqual(verdict);
  });

  test('part of a miss forgives none', () => {
    const clauses = share('forecast: 10, tolerance: 25 percent, then: allow-excess');
    // 14 are 1.5 beyond 12.5, so one counts as met: 12 of 14 are 85.7 %.
    expect(judged(clauses, tickets(14, 3))).toEqual(['missed', 'value']);
    expect(level(clauses, tickets(14, 3)).parts[0]!.compared).toBe('85.714285714286');
    expect(level(clauses, tickets(14, 3)).parts[0]!.because.operands).toMatchObject({
      forecast: 10,
      tolerancePercent: '25',
      aboveForecast: true,
      allowedMisses: 1,
    });
  });

  test.each([
    [12, 'missed', 'value'],
    [13, 'not-measured', 'volume-above-forecast-not-measured'],
  ])('%i tickets are %s by %s where such a period is not measured', (count, ...verdict) => {
    const clauses = share('forecast: 10, tolerance: 20 percent, then: not-measured');
    expect(judged(clauses, tickets(count, 5))).toEqual(verdict);
  });

  test.each([
    ['{ 2025-01: 10, else: 100 }', 'met'],
    ['{ 2025-02: 10, else: 100 }', 'missed'],
    ['{ 2025-02: 10 }', 'missed'],
  ])('forecast %s: %s', (forecast, verdict) => {
    expect(judged(share(`forecast: ${forecast}, then: allow-excess`), tickets(14, 2))[0]).toBe(verdict);
  });

  test('a qualifying condition comes before it, low volume after it', () => {
    const qualified = '\n    qualifying: { when: [ { serviceLevel: other } ], else: missed }';
    expect(judged(share(allow, qualified), tickets(14, 2))).toEqual(['missed', 'not-qualified']);
    const low = '\n    lowVolume: { fewerThan: 20, allowMisses: 3 }';
    expect(judged(share(allow, low), tickets(14, 3))[1]).toBe('volume-above-forecast-misses-allowed');
    expect(judged(share(allow, low), tickets(13, 3))[1]).toBe('low-volume-misses-allowed');
    expect(judged(share('forecast: 10, then: not-measured', low), tickets(14, 2))[1]).toBe(
      'volume-above-forecast-not-measured',
    );
  });
});
