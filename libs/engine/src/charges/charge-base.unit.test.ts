import { describe, expect, test } from 'vitest';
import { figures, history, months, payables, reportedLevel, termsWith } from '../credits/credits-test-kit.js';

const charges = [
  '{ id: managed, amount: "1000.00", per: month, tax: 20 percent }',
  '{ id: internet, amount: "200.00", per: month }',
  '{ id: licences, amount: "50.00", per: month, passThrough: true }',
].join(', ');
const tenth = (base: string): string => reportedLevel(`fixed: { percent: 10 }\nof: ${base}`);

describe('what a percentage is of', () => {
  test.each([
    ['[managed]', '100.00'],
    ['[licences, internet]', '25.00'],
    ['{ charges: all }', '120.00'],
    ['{ charges: all, passThrough: excluded }', '120.00'],
    ['{ charges: all, passThrough: included }', '125.00'],
    ['{ charges: all, less: [internet] }', '100.00'],
    ['{ charges: [licences] }', '5.00'],
    ['{ charges: all, amounts: gross }', '140.00'],
    ['{ charges: [managed], amounts: net }', '100.00'],
  ])('%s: ten percent are %s', (base, credit) => {
    expect(payables(termsWith([tenth(base)], '', { charges }), figures(['98']), 1)).toEqual([credit]);
  });
});

describe('over which days', () => {
  const growing = (base: string, count: number): string[] => {
    const scenario = history(
      termsWith([tenth(base)], '', {
        charges: '{ id: fee, amount: "1000.00", per: month }',
        to: '2026-03-31',
      }),
      figures(['98', '98', '98', ...Array.from({ length: 12 }, () => '98')]),
    );
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-01-20
change:
  charges: [ { id: fee, amount: "2000.00", per: month } ]
`,
      '2025-01-20T00:00:00Z',
    );
    return scenario
      .evaluate('2025-01', '2026-03', '2027-01-01T00:00:00Z')
      .map((statement) => statement.credits.payable)
      .slice(0, count);
  };

  test('the period, the one before, the one after', () => {
    expect(growing('{ charges: [fee], over: period }', 3)).toEqual(['100.00', '200.00', '200.00']);
    expect(growing('{ charges: [fee], over: previous-period }', 3)).toEqual(['0.00', '100.00', '200.00']);
    expect(growing('{ charges: [fee], over: next-period }', 3)).toEqual(['200.00', '200.00', '200.00']);
  });

  test('after the last period of the term there is none', () => {
    expect(growing('{ charges: [fee], over: next-period }', 15).at(-1)).toBe('0.00');
  });

  test('the whole contract year that the period begins in; the last one as far as the term goes', () => {
    const found = growing('{ charges: [fee], over: contract-year }', 15);
    expect([found[0], found[11], found[12]]).toEqual(['2300.00', '2300.00', '600.00']);
  });

  test('not prorated, a year that the term ends in counts as if it went on', () => {
    expect(growing('{ charges: [fee], over: contract-year, prorated: false }', 13).at(-1)).toBe('2400.00');
  });

  test('a contract year begins with the term, in the middle of a period as well', () => {
    const setting = { charges: '{ id: fee, amount: "3100.00", per: month }', from: '2025-01-11' };
    const terms = termsWith([tenth('{ charges: [fee], over: contract-year }')], '', setting);
    // 21 days of January 2025, eleven months, 10 days of January 2026.
    const [first] = months(terms, figures(['98']), 1);
    expect(first?.credits.lines[0]?.parts[0]?.base).toBe('37200');
  });
});

describe('a period that the term cuts', () => {
  const setting = { charges: '{ id: fee, amount: "3000.00", per: month }', from: '2025-01-18' };

  test.each([
    ['[fee]', '135.48'],
    ['{ charges: [fee], prorated: false }', '300.00'],
  ])('%s: %s', (base, credit) => {
    expect(payables(termsWith([tenth(base)], '', setting), figures(['98']), 1)).toEqual([credit]);
  });
});

describe('a part of a segmented period', () => {
  const amended = (base: string): (string | null)[] => {
    const scenario = history(
      termsWith([tenth(base)], '', {
        charges: '{ id: fee, amount: "3100.00", per: month }',
        midPeriod: 'segment',
      }),
      [
        ...figures([undefined, '98']),
        ...['2025-03-05', '2025-03-25'].map((day) => ({
          type: 'MeasurementReported',
          effectiveAt: `${day}T00:00:00Z`,
          serviceLevel: 'level',
          value: '98',
        })),
      ],
    );
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-11
executedAt: 2025-03-01
change:
  serviceLevels:${tenth(base).replace('atLeast: 99', 'atLeast: 98.5').replaceAll('\n', '\n  ')}
`,
      '2025-03-01T00:00:00Z',
    );
    const [, , march] = scenario.evaluate('2025-01', '2025-03', '2025-06-01T00:00:00Z');
    return march!.credits.lines[0]!.parts.map((part) => part.base);
  };

  test('has the charges of its own days, but only a share of those of another span', () => {
    expect(amended('[fee]')).toEqual(['1000', '2100']);
    expect(amended('{ charges: [fee], over: previous-period }')).toEqual(['1000', '2100']);
    expect(amended('{ charges: [fee], over: contract-year }')).toEqual(['12000', '25200']);
  });
});
