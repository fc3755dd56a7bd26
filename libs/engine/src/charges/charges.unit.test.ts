import { pinnedZoneTable } from '@tallystick/calendar';
import { parseLocalDate, Rational } from '@tallystick/quantities';
import type { Charge, ChargeBase, Terms, TermsInForce, TermsVersion } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import { PeriodGrid } from '../periods/period-grid.js';
import { baseAmount } from './charge-base.js';
import { chargesOver } from './charge-stretches.js';

const plainBase: ChargeBase = {
  charges: 'all',
  less: [],
  passThrough: 'excluded',
  over: 'period',
  amounts: 'net',
  prorated: true,
};

const zone = pinnedZoneTable().transitionsOf('Europe/London');

function charge(changes: Partial<Charge> & { readonly amount: Rational }): Charge {
  return {
    id: 'managed',
    clause: undefined,
    title: undefined,
    per: 'month',
    prorate: 'days',
    passThrough: false,
    taxPercent: Rational.zero,
    for: undefined,
    on: undefined,
    ...changes,
  };
}

/** Versions that differ in their charges only. */
function termsOf(from: string, versions: readonly (readonly [string, readonly Charge[]])[]): TermsInForce {
  const built = versions.map(([start, charges], index): TermsVersion => {
    const next = versions[index + 1]?.[0];
    return {
      from: parseLocalDate(index === 0 ? from : start),
      to: next === undefined ? undefined : parseLocalDate(next) - 1,
      terms: {
        charges: new Map(charges.map((one) => [one.id, one])),
        digest: `v${index}`,
        term: { from: parseLocalDate(from), to: undefined },
      } as unknown as Terms,
      restarts: new Set(),
      sources: [],
    };
  });
  return { versions: built, on: () => built[0]! };
}

function comesTo(
  terms: TermsInForce,
  label: string,
  every: 'month' | 'quarter' | 'year' = 'month',
  to?: string,
): string {
  const term = { from: terms.versions[0]!.from, to: to === undefined ? undefined : parseLocalDate(to) };
  const period = new PeriodGrid(every, term, zone).ofLabel(label);
  return chargesOver(terms, period).get('managed')?.exact.toString() ?? 'none';
}

const amount = (text: string): Rational => Rational.parse(text);

describe('a charge over a period', () => {
  const plain = termsOf('2025-01-15', [['2025-01-15', [charge({ amount: amount('18500.00') })]]]);

  test.each([
    ['2025-02', '18500'],
    ['2025-03', '18500'],
    ['2025-01', '314500/31'],
  ])('a month in %s comes to %s: whole months exactly, others by days', (label, exact) => {
    expect(comesTo(plain, label)).toBe(exact);
  });

  test('a monthly charge over a quarter is the sum of its months', () => {
    expect(comesTo(plain, '2025-Q2', 'quarter')).toBe('55500');
    expect(comesTo(plain, '2025-Q1', 'quarter')).toBe(
      amount('18500').times(Rational.of(17, 31)).plus(amount('37000')).toString(),
    );
  });

  test('a yearly charge over a month is its days of the year', () => {
    const yearly = termsOf('2025-01-01', [
      ['2025-01-01', [charge({ amount: amount('36500'), per: 'year' })]],
    ]);
    expect(comesTo(yearly, '2025-03')).toBe('3100');
    expect(comesTo(yearly, '2028-02')).toBe(Rational.of(36500n * 29n, 366n).toString());
  });

  test('a charge per period is cut with the period', () => {
    const perPeriod = termsOf('2025-06-17', [
      ['2025-06-17', [charge({ amount: amount('3000'), per: 'period' })]],
    ]);
    expect(comesTo(perPeriod, '2025-06')).toBe('1400');
    expect(comesTo(perPeriod, '2025-07', 'month', '2025-07-10')).toBe(Rational.of(30_000, 31).toString());
  });

  test('each day stands under its own amount', () => {
    const changed = termsOf('2025-01-01', [
      ['2025-01-01', [charge({ amount: amount('10000') })]],
      ['2025-04-16', [charge({ amount: amount('12000') })]],
    ]);
    expect(comesTo(changed, '2025-03')).toBe('10000');
    expect(comesTo(changed, '2025-04')).toBe('11000');
    expect(comesTo(changed, '2025-05')).toBe('12000');
  });

  test('an amendment of something else makes no new stretch', () => {
    const same = termsOf('2025-01-01', [
      ['2025-01-01', [charge({ amount: amount('10000') })]],
      ['2025-04-16', [charge({ amount: amount('10000.00'), title: 'Managed service' })]],
    ]);
    const period = new PeriodGrid(
      'month',
      { from: parseLocalDate('2025-01-01'), to: undefined },
      zone,
    ).ofLabel('2025-04');
    expect(chargesOver(same, period).get('managed')?.stretches).toHaveLength(1);
  });

  test('one that is not prorated is charged whole, once a span, where it first stands', () => {
    const whole = termsOf('2025-01-15', [
      ['2025-01-15', [charge({ amount: amount('900'), prorate: 'none', per: 'quarter' })]],
    ]);
    expect(
      ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05'].map((label) => comesTo(whole, label)),
    ).toEqual(['900', '0', '0', '900', '0']);
  });

  test('one that is charged once is charged on its day', () => {
    const once = termsOf('2025-01-01', [
      ['2025-01-01', [charge({ amount: amount('5000'), per: 'once', on: parseLocalDate('2025-02-28') })]],
    ]);
    expect(['2025-01', '2025-02', '2025-03'].map((label) => comesTo(once, label))).toEqual([
      '0',
      '5000',
      '0',
    ]);
  });

  test('one that ends by an amendment is charged up to it', () => {
    const ended = termsOf('2025-01-01', [
      ['2025-01-01', [charge({ amount: amount('3100') })]],
      ['2025-03-11', []],
    ]);
    expect(comesTo(ended, '2025-03')).toBe('1000');
    expect(comesTo(ended, '2025-04')).toBe('none');
  });
});

describe('charges within some days of a period', () => {
  test('the parts of a period sum to the whole', () => {
    const terms = termsOf('2025-01-01', [
      [
        '2025-01-01',
        [charge({ amount: amount('10000') }), charge({ id: 'setup', amount: amount('77'), prorate: 'none' })],
      ],
      [
        '2025-04-16',
        [charge({ amount: amount('12000') }), charge({ id: 'setup', amount: amount('77'), prorate: 'none' })],
      ],
    ]);
    const grid = new PeriodGrid('month', { from: parseLocalDate('2025-01-01'), to: undefined }, zone);
    const period = grid.ofLabel('2025-04');
    const charges = chargesOver(terms, period);
    const environment = { terms };
    const within = (ids: readonly string[], part: { readonly from: number; readonly to: number }): Rational =>
      baseAmount(
        { charges: () => charges, grid, environment, zone },
        { ...plainBase, charges: ids },
        period,
        part,
      );
    for (let cut = period.from; cut < period.to; cut += 1) {
      const parts = [
        { from: period.from, to: cut },
        { from: cut + 1, to: period.to },
      ].map((part) => within(['managed', 'setup'], part));
      expect(parts[0]!.plus(parts[1]!).toString()).toBe('11077');
    }
    expect(within(['managed'], { from: period.from, to: period.from + 14 }).toString()).toBe('5000');
  });
});

describe('a charge by the contract year', () => {
  const yearly = { per: 'contract-year', prorate: 'none' } as const;
  const terms = termsOf('2024-07-01', [
    ['2024-07-01', [charge({ amount: Rational.of(120_000), ...yearly })]],
    ['2025-07-01', [charge({ amount: Rational.of(126_000), ...yearly })]],
  ]);

  test.each([
    ['2024-07', '120000'],
    ['2024-12', '0'],
    ['2025-01', '0'],
    ['2025-06', '0'],
    ['2025-07', '126000'],
    ['2026-01', '0'],
  ])('is due whole when the year begins: %s', (label, expected) => {
    expect(comesTo(terms, label)).toBe(expected);
  });

  test.each([
    // From 16 July: of a year of 365 days 16 in July and 15 in the last July, when the next year begins with 16.
    ['2024-07', '5840'],
    ['2025-07', '11315'],
  ])('by days of the contract year: %s', (label, expected) => {
    const byDays = charge({ amount: Rational.of(365 * 365), per: 'contract-year' });
    expect(comesTo(termsOf('2024-07-16', [['2024-07-16', [byDays]]]), label)).toBe(expected);
  });

  test('twelve months come to the amount, once', () => {
    const months = Array.from({ length: 12 }, (_, index) => {
      const month = 6 + index;
      return comesTo(terms, `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`);
    });
    expect(Rational.sum(months.map((one) => Rational.parse(one))).toString()).toBe('120000');
  });
});
