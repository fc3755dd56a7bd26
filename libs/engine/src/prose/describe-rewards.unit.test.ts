import { describe, expect, test } from 'vitest';
import { figures, months, termsWith } from '../credits/credits-test-kit.js';
import { explainFigure, figureNames } from '../explain/figures.js';
import type { Statement } from '../statement/statement.js';
import { scenarioOf } from '../testing/levels.js';
import { describeStatement } from './describe-statement.js';

const level = (id: string, settledBy: string): string => `
  - id: ${id}
    clause: Schedule 2
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 99 }
    credit: { fixed: "400.00" }
    bonus:
      clause: Schedule 4
      bands: [ { from: "99.5", percent: 3 } ]
      of: [fee]
      settledBy: ${settledBy}
      disqualifiedBy: [ { serviceLevel: other, is: missed } ]`;
const other = `
  - { id: other, measure: { kind: reported, unit: percent }, target: { atLeast: 90 } }`;
const rules = `
credits: { bonusCap: { amount: "40.00" } }
earnBack:
  - { id: half, clause: Schedule 5, share: 50, after: 1 period met }
  - { id: rest, share: 50, after: 2 periods exceeded, by: "0.5", settledBy: bank }`;
const facts = [
  ...figures(['90', '99.5', '99.6', '90'], 'paid'),
  ...figures(['99.2', '99.9', '99.9', '90'], 'banked'),
  ...figures(['95', '95', '80', '95'], 'other'),
];
const [january, february, march, april] = months(
  termsWith([level('paid', 'paid'), level('banked', 'bank'), other], rules),
  facts,
  4,
);

function rows(statement: Statement | undefined, heading: string): readonly (readonly string[])[] {
  const found = describeStatement(statement!).sections.find((section) => section.heading === heading);
  return [...(found?.table?.rows ?? []), ...(found?.table?.totals ?? [])];
}

describe('bonuses and earn-back in words', () => {
  test('what was earned, and what not and why', () => {
    expect(rows(january, 'Bonuses').slice(0, 2)).toEqual([
      ['paid', 'Schedule 4', 'nothing earned: not met', 'paid', '0.00'],
      ['banked', 'Schedule 4', 'nothing earned: not good enough for a bonus', 'into the bank', '0.00'],
    ]);
    expect(rows(february, 'Bonuses')).toEqual([
      ['paid', 'Schedule 4', '3 % of 1,000.00', 'paid', '30.00'],
      ['banked', 'Schedule 4', '3 % of 1,000.00', 'into the bank', '30.00'],
      ['Limited by the cap on bonuses', '', '', '', '40.00'],
      ['Owed by the client', '', '', '', '20.00'],
      ['Put into the bank', '', '', '', '20.00'],
    ]);
    expect(rows(march, 'Bonuses')[0]?.[2]).toBe('nothing earned: other missed');
  });

  test('what came back, of which credit and why', () => {
    const heading = 'Credits earned back';
    expect(rows(february, heading)).toEqual([
      ['paid', '2025-01', 'Schedule 5', 'met in 1 period after it', '50 % of 400.00', '200.00'],
    ]);
    expect(rows(march, heading)).toEqual([
      [
        'paid',
        '2025-01',
        '',
        'better by 0.5 or more in 2 periods after it',
        '50 % of 400.00, of which 200.00 came back before, into the bank',
        '200.00',
      ],
    ]);
  });

  test('the bank, and the settlement', () => {
    expect(rows(april, 'Bank, for later credits only')).toEqual([
      ['Before this period', '220.00'],
      ['Used against its credits', '220.00'],
      ['Added in it', '0.00'],
      ['Left for later credits', '0.00'],
    ]);
    expect(rows(february, 'Settlement')).toEqual([
      ['Credits of this period', '0.00'],
      ['Bonuses', '-20.00'],
      ['Earned back', '-200.00'],
      ['Adjustments of earlier periods', '0.00'],
      ['Owed by the client', '220.00'],
    ]);
    expect(rows(january, 'Service credits')[0]?.[2]).toContain('earned back');
  });
});

describe('bonuses and earn-back explained', () => {
  test('every figure has a name, once', () => {
    for (const statement of [january, february, march, april]) {
      const names = figureNames(statement!);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(explainFigure(statement!, name).figure).toBe(name);
    }
  });

  test('the settlement leads down to bonuses, what came back and the bank', () => {
    expect(explainFigure(march!, 'settlement').from.map(({ figure, value }) => [figure, value])).toEqual([
      ['credits.payable', '0.00'],
      ['bonuses.paid', '0.00'],
      ['earn-backs.paid', '0.00'],
    ]);
    expect(explainFigure(march!, 'earn-backs.paid').from.map(({ figure }) => figure)).toEqual([
      'earn-back.rest.2025-01.paid',
      'bank',
    ]);
    expect(explainFigure(march!, 'earn-back.rest.2025-01.paid').because).toMatchObject({
      rule: 'earn-back-exceeded',
      operands: {
        credit: '400.00',
        givenBefore: '200.00',
        sharePercent: '50',
        by: '0.5',
        in: ['2025-02', '2025-03'],
      },
    });
    expect(explainFigure(february!, 'paid.bonus').from[0]?.because).toMatchObject({
      rule: 'reward-percent',
      clauses: [{ id: 'paid', clause: 'Schedule 4' }],
      operands: { price: '3', base: '1000', lower: '99.5', compared: '199/2' },
    });
    expect(explainFigure(february!, 'bonuses.cap').because).toMatchObject({
      clauses: [{ id: 'credits.bonusCap', clause: null }],
      operands: { reached: true },
    });
  });
});

test('a claim in words: open, in time, too late', () => {
  const claimed = (recordedAt: string, claimedAt?: string): string | undefined => {
    const credits = 'credits: { claim: { within: 5 calendar days } }';
    const one = level('paid', 'paid').replace(/\n {6}disqualifiedBy.*/, '');
    const claims =
      claimedAt === undefined ? [] : [{ type: 'CreditClaimed', effectiveAt: claimedAt, period: '2025-01' }];
    const scenario = scenarioOf(termsWith([one], credits), [...figures(['90'], 'paid'), ...claims]);
    return rows(scenario.statement('2025-01', recordedAt), 'Service credits')[0]?.[2];
  };
  expect(claimed('2025-02-01T00:00:00Z')).toBe('400.00; to be claimed by 2025-02-05 23:59');
  expect(claimed('2025-03-01T00:00:00Z', '2025-02-05T00:00:00Z')).toBe('400.00; claimed');
  expect(claimed('2025-03-01T00:00:00Z')).toBe('400.00; not claimed by 2025-02-05 23:59, so it is forfeited');
  expect(claimed('2025-03-01T00:00:00Z', '2025-02-06T00:00:00Z')).toBe(
    '400.00; claimed too late, after 2025-02-05 23:59, so it is forfeited',
  );
});
