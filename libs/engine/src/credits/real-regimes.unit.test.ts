import { describe, expect, test } from 'vitest';
import { outage } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { figures, history, months, payables, reportedLevel, termsWith } from './credits-test-kit.js';

/** Rules of published contracts (../shared/conformance/regimes), each on made-up facts. */
const fee = (amount: string): { readonly charges: string } => ({
  charges: `{ id: fee, amount: "${amount}", per: month }`,
});

describe('at-risk amount × pool × weight, with a default from the fourth miss on', () => {
  const level = (id: string, pool: string, weight: number): string =>
    reportedLevel(
      `fixed: { weight: ${weight} }\npool: ${pool}\ngate: { times: 4, of: 12 periods, belowMinimum: at-once }`,
      { id, target: 'atLeast: "95.95", minimum: "90.98"' },
    );
  const rules = `credits:
  atRisk: { percent: 10, of: [fee], pools: { a: 50, b: 100, c: 50 }, available: 200 }
  cap: { percent: 10, of: [fee] }`;
  const terms = termsWith(
    [level('a', 'a', 40), level('b', 'b', 50), level('c', 'c', 90)],
    rules,
    fee('100000.00'),
  );

  test('one default below the minimum: 50 % × 40 % × 10,000.00', () => {
    expect(payables(terms, figures(['90.97'], 'a'), 1)).toEqual(['2000.00']);
    expect(payables(terms, figures(['90.98'], 'a'), 1)).toEqual(['0.00']);
  });

  test('all of them together are limited to the at-risk amount', () => {
    const facts = ['a', 'b', 'c'].flatMap((id) => figures(['90'], id));
    const [statement] = months(terms, facts, 1);
    expect([statement?.credits.combined.amount, statement?.credits.payable]).toEqual([
      '11500.00',
      '10000.00',
    ]);
  });

  test('misses of January, March, June and the next January: the first has dropped out', () => {
    const missed = [0, 2, 5, 12];
    const values = Array.from({ length: 13 }, (_, month) => (missed.includes(month) ? '95' : '96'));
    expect(payables(terms, figures(values, 'a'), 13).at(-1)).toBe('0.00');
    const closer = values.map((value, month) => (month === 1 ? '95' : value));
    expect(payables(terms, figures(closer, 'a'), 13).at(-1)).toBe('2000.00');
  });
});

describe('a credit for each ten failures in twelve months, of the fees of the year of the tenth', () => {
  const level = `
  - id: failures
    window: { last: 12 periods }
    measure: { kind: count, of: { outages: [email] } }
    target: { lessThan: 10 }
    credit:
      perUnit: { beyond: zero, each: 10, round: floor, percent: 5 }
      of: { charges: [annual], over: contract-year-of-first }
      counting: only-new`;
  const setting = { charges: '{ id: annual, amount: "120000.00", per: year }' };
  const raised = (name: string, year: number, amount: string): string => `
amendment: ${name}
agreement: acme-northwind
kind: amendment
effectiveFrom: ${year}-01-01
executedAt: ${year - 1}-12-01
change:
  charges: [ { id: annual, amount: "${amount}", per: year } ]
`;
  const failures = (month: string, count: number): FactLine[] =>
    Array.from({ length: count }, (_, index) =>
      outage(`${month}-${index}`, `${month}-${String(index + 1).padStart(2, '0')}T00:00:00Z`, 5),
    ).flat();
  const credits = (...facts: readonly FactLine[][]): Record<string, string> => {
    const scenario = history(termsWith([level], '', setting), facts.flat());
    scenario.amend(raised('A1', 2026, '126000.00'), '2025-12-01T00:00:00Z');
    scenario.amend(raised('A2', 2027, '132300.00'), '2026-12-01T00:00:00Z');
    const statements = scenario.evaluate('2025-01', '2027-12', '2028-06-01T00:00:00Z');
    const given = statements.map((one) => [one.period.label, one.credits.payable] as const);
    return Object.fromEntries(given.filter(([, payable]) => payable !== '0.00'));
  };

  test('eleven failures, the tenth in the second year', () => {
    expect(credits(failures('2026-05', 9), failures('2026-07', 2))).toEqual({ '2026-07': '6300.00' });
  });

  test('nine are none, ten are one', () => {
    expect(credits(failures('2026-05', 9))).toEqual({});
    expect(credits(failures('2026-05', 10))).toEqual({ '2026-05': '6300.00' });
  });

  test('thirty: three times, all of the year of the tenth', () => {
    const thirty = [failures('2026-11', 10), failures('2027-03', 10), failures('2027-08', 10)];
    expect(credits(...thirty)).toEqual({
      '2026-11': '6300.00',
      '2027-03': '6300.00',
      '2027-08': '6300.00',
    });
  });

  test('ten more when the first ten have left the window are of their own year', () => {
    expect(credits(failures('2026-02', 10), failures('2027-03', 10))).toEqual({
      '2026-02': '6300.00',
      '2027-03': '6615.00',
    });
  });
});

describe('a credit is issued only where it is more than 1.00', () => {
  test.each([
    ['9.50', '0.00'],
    ['10.00', '0.00'],
    ['10.10', '1.01'],
  ])('ten percent of %s: %s', (bill, credit) => {
    const level = reportedLevel('fixed: { percent: 10 }\nof: [fee]');
    const terms = termsWith([level], 'credits: { minimumPayable: { moreThan: 1 } }', fee(bill));
    expect(payables(terms, figures(['90']), 1)).toEqual([credit]);
  });
});

describe('five percent for each full hour beyond the allowance', () => {
  const level = `
  - id: keys
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: "99.5" }
    credit:
      perUnit: { beyond: lost-time, each: 1h, round: floor, percent: 5 }
      of: [fee]
      atMost: { percent: 30 }`;

  // June has 43,200 minutes, of which 216 may be lost.
  test.each([
    [275, '0.00'],
    [276, '50.00'],
    [400, '150.00'],
    [575, '250.00'],
    [576, '300.00'],
    [900, '300.00'],
  ])('%i minutes down: %s', (minutes, credit) => {
    const facts = outage('o', '2025-06-10T00:00:00Z', minutes);
    expect(payables(termsWith([level]), facts, 6).at(-1)).toBe(credit);
  });
});

describe('of two services down together only the more favourable credit stands', () => {
  const level = (id: string, percents: string): string => `
  - id: ${id}
    measure: { kind: availability, service: ${id}, calendar: always }
    target: { atLeast: "99.95" }
    credit: { bands: [ { below: 99, percent: ${percents.split('/')[1]} }, { from: 99, below: "99.95", percent: ${percents.split('/')[0]} } ], of: [fee] }`;
  const terms = termsWith(
    [level('vrack', '5/15'), level('vmware', '10/30'), level('other', '1/2')],
    'credits: { groups: [ { id: network, of: [vrack, vmware], combine: highest } ] }',
  );
  const down = (service: string, minutes: number): FactLine[] =>
    outage(`o-${service}`, '2025-01-10T00:00:00Z', minutes, { service });

  test('whichever it is', () => {
    expect(payables(terms, [...down('vrack', 600), ...down('vmware', 100)], 1)).toEqual(['150.00']);
    expect(
      payables(terms, [...down('vrack', 100), ...down('vmware', 100), ...down('other', 100)], 1),
    ).toEqual(['110.00']);
  });
});

describe('a surcharge for a centre that is penalised in two consecutive months', () => {
  const level = reportedLevel(
    `bands: [ { below: 80, percent: 3 }, { from: 80, below: 85, percent: 2 }, { from: 85, below: 90, percent: "1.5" } ]
of: [fee]
repeat: { surcharge: { percent: "0.5" }, inARow: 2 }`,
    { target: 'atLeast: 90' },
  );
  const terms = termsWith([level], 'credits: { cap: { percent: 10, of: [fee] } }');

  test('needs both months', () => {
    expect(payables(terms, figures(['95', '72.7']), 2)).toEqual(['0.00', '30.00']);
    expect(payables(terms, figures(['86', '72.7']), 2)).toEqual(['15.00', '35.00']);
  });
});

describe("points summed monthly, a stepped percentage of next month's bill", () => {
  const level = (id: string, points: number): string => reportedLevel(`fixed: { points: ${points} }`, { id });
  const terms = termsWith(
    [level('a', 5), level('b', 5), level('c', 20)],
    `credits:
  points:
    of: { charges: [fee], over: next-period }
    bands:
      - { from: 10, below: 15, percent: 2 }
      - { from: 15, below: 20, percent: 4 }
      - { from: 20, below: 25, percent: 6 }
      - { from: 25, below: 30, percent: 8 }
      - { from: 30, percent: 10 }
  cap: { percent: 10, of: { charges: [fee], over: next-period } }`,
    fee('2800.00'),
  );

  test.each([
    [['a'], '0.00'],
    [['a', 'b'], '56.00'],
    [['c'], '168.00'],
    [['a', 'c'], '224.00'],
    [['a', 'b', 'c'], '280.00'],
  ])('%j missed: %s', (missed, credit) => {
    const facts = missed.flatMap((id) => figures(['90'], id));
    expect(payables(terms, facts, 1)).toEqual([credit]);
  });
});

describe('a credit on a pro-rated rental where the period is part of a month', () => {
  test('14 of 30 days of 3,000.00 are 1,400.00, ten percent of it 140.00', () => {
    const level = reportedLevel('fixed: { percent: 10 }\nof: [fee]');
    const terms = termsWith([level], '', { ...fee('3000.00'), from: '2025-06-17' });
    const facts: FactLine[] = [
      {
        type: 'MeasurementReported',
        effectiveAt: '2025-06-20T00:00:00Z',
        serviceLevel: 'level',
        value: '90',
      },
    ];
    const [line] = history(terms, facts).statement('2025-06', '2025-09-01T00:00:00Z').credits.lines;
    expect([line?.parts[0]?.base, line?.amount]).toEqual(['1400', '140.00']);
  });
});
