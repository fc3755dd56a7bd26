import { describe, expect, test } from 'vitest';
import { figures, months, termsWith } from '../credits/credits-test-kit.js';
import type { BonusLine, Statement } from '../statement/statement.js';
import { scenarioOf } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

/** A level with a bonus; the fee is 1,000.00. */
const rewarded = (bonus: string, { id = 'level', target = 'atLeast: 99', more = '' } = {}): string => `
  - id: ${id}
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { ${target} }${more === '' ? '' : `\n    ${more}`}
    bonus: ${bonus}`;

const plain = (id: string, target = 'atLeast: 95'): string => `
  - id: ${id}
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { ${target} }`;

function january(levels: readonly string[], facts: readonly FactLine[], more = ''): Statement {
  return months(termsWith(levels, more), facts, 1)[0]!;
}

function line(statement: Statement, id = 'level'): BonusLine {
  return statement.bonuses.lines.find((one) => one.id === id)!;
}

const bands = '{ bands: [ { from: "99.9", percent: 1 }, { above: "99.95", percent: 2 } ], of: [fee] }';

describe('the band of a bonus', () => {
  test.each([
    ['98.9', '0.00', 'not-met'],
    ['99', '0.00', 'dead-band'],
    ['99.8999', '0.00', 'dead-band'],
    ['99.9', '10.00', undefined],
    ['99.95', '10.00', undefined],
    ['99.9501', '20.00', undefined],
    ['100', '20.00', undefined],
  ])('%s earns %s', (value, amount, reason) => {
    const statement = january([rewarded(bands)], figures([value]));
    expect([line(statement).amount, line(statement).refused?.reason]).toEqual([amount, reason]);
    expect(statement.bonuses.paid).toBe(amount);
    expect(statement.settlement).toMatchObject({
      credits: '0.00',
      bonuses: amount,
      net: amount === '0.00' ? amount : `-${amount}`,
      total: amount === '0.00' ? amount : `-${amount}`,
    });
  });

  test.each([
    ['2.01', '0.00'],
    ['2', '30.00'],
    ['1', '30.00'],
    ['0.99', '50.00'],
  ])('where low values are wanted: %s earns %s', (value, amount) => {
    const bonus = '{ bands: [ { upTo: 2, percent: 3 }, { below: 1, amount: "50.00" } ], of: [fee] }';
    const level = rewarded(bonus, { target: 'atMost: 5' });
    expect(january([level], figures([value])).bonuses.paid).toBe(amount);
  });

  test('nothing reported earns nothing', () => {
    expect(line(january([rewarded(bands)], [])).refused).toEqual({ reason: 'not-met', by: [] });
  });

  test('a value is brought to its places first, as for the target', () => {
    const level = rewarded(bands, { more: 'measuredTo: { places: 1, rounding: half-up }' });
    expect(january([level], figures(['99.86'])).bonuses.paid).toBe('10.00');
  });

  test('days of the charges', () => {
    const bonus = '{ bands: [ { from: 100, days: 1 } ], of: [fee] }';
    const found = line(january([rewarded(bonus)], figures(['100'])));
    expect([found.exact, found.amount, found.parts[0]?.kind]).toEqual(['1000/31', '32.26', 'days']);
  });

  test.each([
    ['19.99', '19.99'],
    ['20.00', '20.00'],
    ['20.01', '20.00'],
  ])('at most %s', (atMost, paid) => {
    const bonus = `{ bands: [ { from: 100, percent: 2 } ], of: [fee], atMost: { amount: "${atMost}" } }`;
    expect(january([rewarded(bonus)], figures(['100'])).bonuses.paid).toBe(paid);
  });
});

describe('what disqualifies', () => {
  const bonus = (condition: string): string =>
    `{ bands: [ { from: 100, percent: 1 } ], of: [fee], disqualifiedBy: [ ${condition} ] }`;

  test.each([
    ['94.99', '0.00', { reason: 'level-missed', by: ['other'] }],
    ['95', '10.00', null],
  ])('another level is missed: %s', (value, paid, refused) => {
    const levels = [rewarded(bonus('{ serviceLevel: other, is: missed }')), plain('other')];
    const statement = january(levels, [...figures(['100']), ...figures([value], 'other')]);
    expect([statement.bonuses.paid, line(statement).refused]).toEqual([paid, refused]);
  });

  test.each([
    ['89.99', '0.00', { reason: 'level-below-minimum', by: ['other'] }],
    ['90', '10.00', null],
  ])('another level is below its minimum: %s', (value, paid, refused) => {
    const condition = '{ serviceLevel: other, is: below-minimum }';
    const levels = [rewarded(bonus(condition)), plain('other', 'atLeast: 95, minimum: 90')];
    const statement = january(levels, [...figures(['100']), ...figures([value], 'other')]);
    expect([statement.bonuses.paid, line(statement).refused]).toEqual([paid, refused]);
  });

  test('any level is missed', () => {
    const levels = [rewarded(bonus('{ anyLevel: missed }')), plain('x'), plain('y')];
    const found = (y: string): BonusLine =>
      line(january(levels, [...figures(['100']), ...figures(['99'], 'x'), ...figures([y], 'y')]));
    expect(found('94').refused).toEqual({ reason: 'any-level-missed', by: ['y'] });
    expect(found('95').refused).toBeNull();
  });

  test.each([
    ['2025-01-09T23:59:59Z', '10.00'],
    ['2025-01-10T00:00:00Z', '0.00'],
  ])('an obligation of the period done at %s', (effectiveAt, paid) => {
    const terms = termsWith(
      [rewarded(bonus('{ obligation: plan }'))],
      'obligations: [ { id: plan, owedBy: provider, due: { before: 2025-01-10 } } ]',
    );
    const done = { type: 'ObligationFulfilled', effectiveAt, obligation: 'plan' };
    const [statement] = months(terms, [...figures(['100']), done], 1);
    expect(statement!.bonuses.paid).toBe(paid);
    if (paid === '0.00') expect(line(statement!).refused?.reason).toBe('obligation-not-met');
  });

  test('an obligation that was done after all is the cause of the adjustment', () => {
    const terms = termsWith(
      [rewarded(bonus('{ obligation: plan }'))],
      'obligations: [ { id: plan, owedBy: provider, due: { before: 2025-01-10 } } ]',
    );
    const known = scenarioOf(terms, figures(['100']));
    expect(known.issue('2025-01', '2025-02-06T00:00:00Z').settlement.total).toBe('0.00');
    const [fact] = known.record({
      type: 'ObligationFulfilled',
      effectiveAt: '2025-01-09T00:00:00Z',
      recordedAt: '2025-02-10T00:00:00Z',
      obligation: 'plan',
    });
    expect(known.issue('2025-02', '2025-03-06T00:00:00Z').adjustments).toMatchObject([
      { period: '2025-01', difference: '-10.00', causes: [{ subject: 'obligation', facts: [fact] }] },
    ]);
  });
});

describe('the cap on bonuses', () => {
  const two = [
    rewarded('{ bands: [ { from: 100, amount: "30.00" } ] }', { id: 'a' }),
    rewarded('{ bands: [ { from: 100, amount: "10.00" } ], settledBy: bank }', { id: 'b' }),
  ];
  const facts = [...figures(['100'], 'a'), ...figures(['100'], 'b')];

  test.each([
    ['39.99', true, '29.99', '10.00'],
    ['40.00', false, '30.00', '10.00'],
    ['40.01', false, '30.00', '10.00'],
    ['20.00', true, '15.00', '5.00'],
  ])('of %s', (amount, reached, paid, banked) => {
    const { bonuses } = january(two, facts, `credits: { bonusCap: { amount: "${amount}" } }`);
    expect([bonuses.cap?.reached, bonuses.paid, bonuses.banked]).toEqual([reached, paid, banked]);
    expect(bonuses.combined.amount).toBe('40.00');
  });

  test('in percent of the charges', () => {
    const { bonuses } = january(two, facts, 'credits: { bonusCap: { percent: 2, of: [fee] } }');
    expect([bonuses.paid, bonuses.banked, bonuses.cap?.lost]).toEqual(['15.00', '5.00', '20.00']);
  });
});

describe('segments', () => {
  const amendment = (bonus: string, target = 'atLeast: 99'): string => `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-01-11
executedAt: 2025-01-01
change:
  serviceLevels:${rewarded(bonus, { target })}
`;
  const reports = (first: string, second: string): FactLine[] =>
    [
      ['05', first],
      ['20', second],
    ].map(([day, value]) => ({
      type: 'MeasurementReported',
      effectiveAt: `2025-01-${day}T00:00:00Z`,
      serviceLevel: 'level',
      value,
    }));
  const amended = (facts: readonly FactLine[], bonus: string, target?: string): Statement => {
    const first = '{ bands: [ { from: "99.9", amount: "31.00" } ] }';
    const known = scenarioOf(termsWith([rewarded(first)], '', { midPeriod: 'segment' }), facts);
    known.amend(amendment(bonus, target), '2025-01-01T00:00:00Z');
    return known.statement('2025-01', '2025-03-01T00:00:00Z');
  };

  test('weigh by their days', () => {
    const found = line(amended(reports('99.9', '99.9'), '{ bands: [ { from: "99.9", amount: "62.00" } ] }'));
    expect(found.parts.map((part) => part.exact)).toEqual(['10', '42']);
    expect(found.amount).toBe('52.00');
  });

  test('a part in the dead band earns nothing, the other its own', () => {
    const found = line(amended(reports('99.5', '99.9'), '{ bands: [ { from: "99.9", amount: "62.00" } ] }'));
    expect([found.amount, found.refused]).toEqual(['42.00', null]);
  });

  test('a level missed in one part is missed', () => {
    const found = line(amended(reports('98', '99.9'), '{ bands: [ { from: "99.9", amount: "62.00" } ] }'));
    expect([found.amount, found.refused?.reason]).toEqual(['0.00', 'not-met']);
  });
});
