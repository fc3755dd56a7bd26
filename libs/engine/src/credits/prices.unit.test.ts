import { describe, expect, test } from 'vitest';
import { outage } from '../testing/levels.js';
import {
  figures,
  months,
  payables,
  repeat,
  reportedLevel,
  type Setting,
  termsWith,
} from './credits-test-kit.js';

const missed = '98';

/** What January comes to with one figure. */
function january(credit: string, value = missed, more = '', setting: Setting = {}): string {
  return payables(termsWith([reportedLevel(credit)], more, setting), figures([value]), 1)[0]!;
}

describe('a price in days', () => {
  test("is so many days' share of the charges of the period", () => {
    const level = reportedLevel('fixed: { days: 3 }\nof: [fee]');
    const found = payables(termsWith([level]), figures([missed, missed]), 2);
    // 1000 × 3/31 and 1000 × 3/28.
    expect(found).toEqual(['96.77', '107.14']);
  });

  test('of a period that the term cuts, of its days', () => {
    expect(january('fixed: { days: 1 }\nof: [fee]', missed, '', { from: '2025-01-15' })).toBe('32.26');
  });

  test('of another span, of the days of that span', () => {
    const credit = (over: string): string => `fixed: { days: 2 }\nof: { charges: [fee], over: ${over} }`;
    const found = (over: string): string[] =>
      payables(termsWith([reportedLevel(credit(over))]), figures([missed, missed]), 2);
    expect(found('previous-period')).toEqual(['0.00', '64.52']);
    expect(found('next-period')).toEqual(['71.43', '64.52']);
    expect(found('contract-year')).toEqual(['65.75', '65.75']);
  });
});

describe('a price in weight', () => {
  const risk = (more = ''): string =>
    `credits: { atRisk: { percent: 10, of: [fee], pools: { network: 50, servers: 40 } }${more} }`;
  const weight = (percent: number, pool: string, id = 'level'): string =>
    reportedLevel(`fixed: { weight: ${percent} }\npool: ${pool}`, { id });

  test('is a percentage of the pool of what is at risk', () => {
    const setting = { charges: '{ id: fee, amount: "100000.00", per: month }' };
    const [statement] = months(termsWith([weight(40, 'network')], risk(), setting), figures([missed]), 1);
    expect(statement?.credits.payable).toBe('2000.00');
    expect(statement?.credits.lines[0]?.parts[0]).toMatchObject({
      kind: 'weight',
      price: '40',
      base: '5000',
      exact: '2000',
      because: {
        rule: 'price-weight',
        operands: {
          charges: '100000',
          atRiskPercent: '10',
          amountAtRisk: '10000',
          pool: 'network',
          poolPercent: '50',
        },
      },
    });
  });

  test('weights of several pools add up', () => {
    const terms = termsWith([weight(40, 'network', 'a'), weight(25, 'servers', 'b')], risk());
    const facts = [...figures([missed], 'a'), ...figures([missed], 'b')];
    expect(payables(terms, facts, 1)).toEqual(['30.00']);
  });
});

describe('a refund of the time lost', () => {
  const level = (refund: string): string => `
  - id: email
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: 99 }
    credit: { refund: ${refund}, of: [fee] }`;
  const found = (refund: string, minutes: number): string[] =>
    payables(termsWith([level(refund)]), outage('o', '2025-01-01T00:00:00Z', minutes), 1);

  // January has 44,640 minutes, of which 446.4 may be lost.
  test.each([
    ['{ lost: all }', 446, '0.00'],
    ['{ lost: all }', 4464, '100.00'],
    ['{ lost: all, factor: 3 }', 4464, '300.00'],
    ['{ lost: beyond-target }', 4464, '90.00'],
    ['{ lost: beyond-target, factor: "0.5" }', 4464, '45.00'],
    ['{ lost: all }', 44_640, '1000.00'],
  ])('%s after %i minutes: %s', (refund, minutes, credit) => {
    expect(found(refund, minutes)).toEqual([credit]);
  });
});

describe('per unit from zero on', () => {
  const level = (round: string): string =>
    reportedLevel(`perUnit: { beyond: zero, each: 10, round: ${round}, amount: "5.00" }`, {
      target: 'lessThan: 10',
      unit: 'number',
    });

  test.each([
    ['floor', '9', '0.00'],
    ['floor', '10', '5.00'],
    ['floor', '11', '5.00'],
    ['floor', '19', '5.00'],
    ['floor', '20', '10.00'],
    ['ceil', '10', '5.00'],
    ['ceil', '11', '10.00'],
    ['exact', '11', '5.50'],
  ])('%s at %s: %s', (round, value, credit) => {
    expect(payables(termsWith([level(round)]), figures([value]), 1)).toEqual([credit]);
  });
});

describe('lost time, in units', () => {
  const level = (round: string): string => `
  - id: email
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: "99.5" }
    credit: { perUnit: { beyond: lost-time, each: 1h, round: ${round}, percent: 5 }, of: [fee] }`;

  // 223.2 minutes of January may be lost; one hour beyond them ends after 283.2 minutes.
  test.each([
    ['floor', 283, '0.00'],
    ['floor', 284, '50.00'],
    ['ceil', 223, '0.00'],
    ['ceil', 224, '50.00'],
    ['ceil', 283, '50.00'],
    ['ceil', 284, '100.00'],
  ])('%s after %i minutes: %s', (round, minutes, credit) => {
    const facts = outage('o', '2025-01-10T00:00:00Z', minutes);
    expect(payables(termsWith([level(round)]), facts, 1)).toEqual([credit]);
  });
});

describe('further misses in a row', () => {
  const found = (repeatRule: string, values: readonly string[]): string[] =>
    payables(
      termsWith([
        reportedLevel(
          `bands: [ { below: 95, percent: 3 }, { below: 99, percent: 2 } ]\nof: [fee]\nrepeat: { ${repeatRule} }`,
        ),
      ]),
      figures(values),
      values.length,
    );

  test('a surcharge is added once, from the nth miss on', () => {
    expect(found('surcharge: { percent: "0.5" }, inARow: 2', ['98', '94', '99', '94', '98'])).toEqual([
      '20.00',
      '35.00',
      '0.00',
      '30.00',
      '25.00',
    ]);
  });

  test.each([
    [1, '20.00'],
    [2, '20.00'],
    [3, '27.00'],
    [4, '27.00'],
  ])('a surcharge from the third on: miss %i costs %s', (count, last) => {
    expect(found('surcharge: { amount: "7.00" }, inARow: 3', repeat('98', count)).at(-1)).toBe(last);
  });

  test('the nth miss is multiplied by the nth factor, further ones by the last', () => {
    expect(found('escalate: [1, "1.5", 2]', ['98', '98', '94', '98', '99', '98'])).toEqual([
      '20.00',
      '30.00',
      '60.00',
      '40.00',
      '0.00',
      '20.00',
    ]);
  });

  test('the limit comes after the surcharge', () => {
    const credit =
      'fixed: "100.00"\natMost: { amount: "120.00" }\nrepeat: { surcharge: { amount: "50.00" }, inARow: 2 }';
    const [, second] = months(termsWith([reportedLevel(credit)]), figures([missed, missed]), 2);
    expect(second?.credits.lines[0]?.parts[0]).toMatchObject({
      surcharge: '50',
      priced: '150',
      exact: '120',
    });
  });

  test('where nothing is priced, nothing is added', () => {
    const credit =
      'perUnit: { each: 1, round: floor, amount: "10.00" }\nrepeat: { surcharge: { amount: "5.00" }, inARow: 2 }';
    const values = ['98.5', '98.5', '98'];
    expect(payables(termsWith([reportedLevel(credit)]), figures(values), 3)).toEqual([
      '0.00',
      '0.00',
      '15.00',
    ]);
  });
});

describe('a limit of one level', () => {
  test.each([
    ['{ percent: 20 }', '200.00'],
    ['{ amount: "150.00" }', '150.00'],
    ['{ days: 3 }', '96.77'],
    ['{ percent: 30 }', '300.00'],
    ['{ percent: 31 }', '300.00'],
  ])('%s leaves %s of 300.00', (atMost, credit) => {
    expect(january(`fixed: { percent: 30 }\nof: [fee]\natMost: ${atMost}`)).toBe(credit);
  });
});

describe('units that a window has priced already', () => {
  const level = (counting: string): string => `
  - id: outages
    window: { last: 3 periods }
    measure: { kind: count, of: { outages: [email] } }
    target: { lessThan: 2 }
    credit: { perUnit: { beyond: zero, each: 2, round: floor, amount: "100.00" }, counting: ${counting} }`;
  const inMonths = (counts: readonly number[]) =>
    counts.flatMap((count, month) =>
      Array.from({ length: count }, (_, index) =>
        outage(`o-${month}-${index}`, `2025-0${month + 1}-1${index}T00:00:00Z`, 5),
      ).flat(),
    );

  test('are priced once', () => {
    // Counts of the last three months: 2, 3, 4, 4, 1.
    const facts = inMonths([2, 1, 1, 2, 0]);
    expect(payables(termsWith([level('each-period')]), facts, 5)).toEqual([
      '100.00',
      '100.00',
      '200.00',
      '200.00',
      '100.00',
    ]);
    expect(payables(termsWith([level('only-new')]), facts, 5)).toEqual([
      '100.00',
      '0.00',
      '100.00',
      '100.00',
      '0.00',
    ]);
  });

  test('and the statement says how many', () => {
    const [, , third] = months(termsWith([level('only-new')]), inMonths([2, 1, 1]), 3);
    expect(third?.credits.lines[0]?.parts[0]).toMatchObject({
      units: '1',
      because: { operands: { unitsInWindow: '2', unitsPricedBefore: '1' } },
    });
  });
});
