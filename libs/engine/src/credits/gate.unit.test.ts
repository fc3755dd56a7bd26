import { describe, expect, test } from 'vitest';
import { figures, history, months, payables, repeat, reportedLevel, termsWith } from './credits-test-kit.js';

const gated = (gate: string): string => reportedLevel(`fixed: "100.00"\ngate: { ${gate} }`);
const [met, missed] = ['99', '98'];

describe('the nth miss in m periods', () => {
  const terms = termsWith([gated('times: 4, of: 12 periods')]);

  test('one miss before, at and after the nth', () => {
    expect(payables(terms, figures(repeat(missed, 5)), 5)).toEqual([
      '0.00',
      '0.00',
      '0.00',
      '100.00',
      '100.00',
    ]);
  });

  test.each([
    ['2 in the 11 periods before, and this one', [0, 5, 11], '0.00'],
    ['3 in the 11 periods before, and this one', [0, 2, 5, 11], '100.00'],
    ['the first of the 12 periods still counts', [1, 3, 6, 12], '100.00'],
    ['a miss 12 periods ago has dropped out', [0, 3, 6, 12], '0.00'],
  ])('%s', (_, missedIn, last) => {
    const count = Math.max(...missedIn) + 1;
    const values = Array.from({ length: count }, (_value, month) =>
      missedIn.includes(month) ? missed : met,
    );
    expect(payables(terms, figures(values), count).at(-1)).toBe(last);
  });

  test('a gated miss says why it costs nothing, and is no default', () => {
    const [, second] = months(terms, figures([missed, missed]), 2);
    expect(second?.credits.lines[0]).toMatchObject({
      amount: '0.00',
      parts: [],
      because: {
        operands: { gate: 'times-of', misses: 2, needed: 4, missedBefore: ['2025-01'], gateOpen: false },
      },
    });
  });
});

describe('worse than the minimum', () => {
  const level = (belowMinimum: string): string =>
    reportedLevel(`fixed: "100.00"\ngate: { times: 4, of: 12 periods, belowMinimum: ${belowMinimum} }`, {
      target: 'atLeast: "95.95", minimum: "90.98"',
    });

  test.each([
    ['at-once', '90.97', '100.00'],
    ['at-once', '90.98', '0.00'],
    ['at-once', '90.99', '0.00'],
    ['counted', '90.97', '0.00'],
  ])('%s: %s gives %s', (belowMinimum, value, credit) => {
    expect(payables(termsWith([level(belowMinimum)]), figures([value]), 1)).toEqual([credit]);
  });

  test('one that has its price at once still counts among the misses', () => {
    const values = ['90', '95', '95', '95'];
    expect(payables(termsWith([level('at-once')]), figures(values), 4)).toEqual([
      '100.00',
      '0.00',
      '0.00',
      '100.00',
    ]);
  });
});

describe('n in a row', () => {
  const terms = termsWith([gated('inARow: 3')]);

  test('one miss before, at and after the nth, and a met period begins anew', () => {
    const values = [missed, missed, missed, missed, met, missed, missed, missed];
    expect(payables(terms, figures(values), 8)).toEqual([
      '0.00',
      '0.00',
      '100.00',
      '100.00',
      '0.00',
      '0.00',
      '0.00',
      '100.00',
    ]);
  });
});

describe('history that starts afresh', () => {
  const terms = termsWith([gated('times: 2, of: 12 periods')]);
  const amended = (lines: string): string[] => {
    const scenario = history(terms, figures([missed, met, missed, missed]));
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-01
executedAt: 2025-02-20
${lines}
`,
      '2025-02-20T00:00:00Z',
    );
    return scenario
      .evaluate('2025-01', '2025-04', '2025-06-01T00:00:00Z')
      .map((statement) => statement.credits.payable);
  };
  const change = termsWith([gated('times: 2, of: 12 periods').replace('"100.00"', '"200.00"')])
    .split('serviceLevels:')[1]!
    .replaceAll('\n', '\n  ');

  test('a level that keeps its id keeps its misses', () => {
    expect(amended(`change:\n  serviceLevels:${change}`)).toEqual(['0.00', '0.00', '200.00', '200.00']);
  });

  test('misses before an amendment that restarts it do not count', () => {
    const restarted = `change:\n  serviceLevels:${change}\nrestartHistory: { serviceLevels: [level] }`;
    expect(amended(restarted)).toEqual(['0.00', '0.00', '0.00', '200.00']);
  });
});
