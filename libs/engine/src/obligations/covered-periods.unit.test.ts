import { describe, expect, test } from 'vitest';
import { worldOf } from '../testing/books.js';
import { scenarioOf, termsAround } from '../testing/levels.js';

const levels = `
serviceLevels:
  - id: backups
    measure: { kind: reported, unit: percent }
    target: { atLeast: 99 }
    credit: { fixed: { amount: "10.00" } }`;
const owing = (due: string): string => `${levels}
obligations:
  - { id: report, owedBy: provider, due: { ${due}, within: 10 calendar days after end }, whenMissed: { levels: not-reported } }`;

/** The labels of the first periods for which the level counts as not reported, by the occurrence that it does by. */
function silenced(due: string, head: Readonly<Record<string, string>> = {}): string[] {
  const { grid, obligations } = worldOf(owing(due), [], '2025-09-01T00:00:00Z', head);
  return [0, 1, 2, 3, 4, 5, 6].flatMap((index) => {
    const occurrence = obligations.deemedNotReported(grid.at(index), 'backups');
    return occurrence === undefined ? [] : [`${grid.at(index).label} by ${occurrence.key}`];
  });
}

describe('a report that was missed counts for every period that it covers', () => {
  test('one period', () => {
    expect(silenced('each: period').slice(0, 2)).toEqual(['2025-01 by 2025-01', '2025-02 by 2025-02']);
  });

  test.each(['each: 3 periods', 'each: 3 months'])('%s', (due) => {
    const key = due.endsWith('months') ? ['2025-Q1', '2025-Q2'] : ['2025-03', '2025-06'];
    expect(silenced(due)).toEqual([
      `2025-01 by ${key[0]}`,
      `2025-02 by ${key[0]}`,
      `2025-03 by ${key[0]}`,
      `2025-04 by ${key[1]}`,
      `2025-05 by ${key[1]}`,
      `2025-06 by ${key[1]}`,
    ]);
  });

  test('months counted from the middle of a period cover the period they end in, and no period twice', () => {
    expect(silenced('each: 2 months', { from: '2025-01-16' }).slice(0, 5)).toEqual([
      '2025-01 by 2025-03-15',
      '2025-02 by 2025-03-15',
      '2025-03 by 2025-03-15',
      '2025-04 by 2025-05-15',
      '2025-05 by 2025-05-15',
    ]);
  });

  test('the months stated before it was missed are adjusted, and say by what', () => {
    const scenario = scenarioOf(
      termsAround(owing('each: 3 months')),
      ['2025-01', '2025-02', '2025-03'].map((period, index) => ({
        type: 'MeasurementReported',
        effectiveAt: `2025-0${index + 2}-01T00:00:00Z`,
        serviceLevel: 'backups',
        period,
        value: '99.5',
      })),
    );
    for (const [period, at] of [
      ['2025-01', '2025-02-05T00:00:00Z'],
      ['2025-02', '2025-03-05T00:00:00Z'],
      ['2025-03', '2025-04-10T23:59:59Z'],
    ] as const) {
      expect(scenario.issue(period, at).settlement.total).toBe('0.00');
    }
    const { adjustments } = scenario.statement('2025-04', '2025-04-11T00:00:00Z');
    expect(adjustments.map(({ period, difference }) => [period, difference])).toEqual([
      ['2025-01', '10.00'],
      ['2025-02', '10.00'],
      ['2025-03', '10.00'],
    ]);
    for (const { causes } of adjustments) {
      expect(causes[0]).toEqual({
        kind: 'due-passed',
        subject: 'obligation',
        key: 'report 2025-Q1',
        serviceLevels: ['backups'],
      });
    }
    const [january] = scenario.evaluate('2025-01', '2025-01', '2025-04-11T00:00:00Z');
    expect(january!.serviceLevels[0]!.parts[0]!.decidedBy).toBe('report-obligation-missed');
    expect(january!.obligations.obligations[0]!.occurrences.map(({ key }) => key)).toEqual(['2025-Q1']);
  });
});
