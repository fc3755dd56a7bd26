import { describe, expect, test } from 'vitest';
import { figures, months, reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import { makeStatement } from '../statement/make-statement.js';
import type { Statement } from '../statement/statement.js';
import { scenarioOf } from '../testing/levels.js';

/** 400.00 for a miss of 99 %. */
const level = reportedLevel('fixed: "400.00"');

function stated(earnBack: string, values: readonly (string | undefined)[], more = ''): Statement[] {
  return months(termsWith([level], `earnBack: ${earnBack}\n${more}`), figures(values), values.length);
}

/** What comes back in each month, and of which. */
function back(earnBack: string, values: readonly (string | undefined)[], more = ''): string[] {
  return stated(earnBack, values, more).flatMap(({ earnBacks, period }) =>
    earnBacks.lines.map((one) => `${one.amount} of ${one.creditPeriod} in ${period.label}`),
  );
}

const [met, missed, none] = ['99', '90', undefined];

describe('after so many periods met', () => {
  const half = '{ share: 50, after: 3 periods met, of: each level }';

  test.each([
    [2, []],
    [3, ['200.00 of 2025-01 in 2025-04']],
    [4, ['200.00 of 2025-01 in 2025-04']],
    [9, ['200.00 of 2025-01 in 2025-04']],
  ])('%i good periods: %j', (count, expected) => {
    expect(back(half, [missed, ...Array.from({ length: count }, () => met)])).toEqual(expected);
  });

  test('a miss breaks it for good, and is a credit of its own', () => {
    expect(back(half, [missed, met, met, missed, met, met, met])).toEqual(['200.00 of 2025-04 in 2025-07']);
  });

  test('not measured breaks it, unless the level leaves such periods out of runs', () => {
    expect(back(half, [missed, met, none, met, met, met])).toEqual([]);
    const skipping = reportedLevel('fixed: "400.00"', { more: 'notMeasuredInARun: skipped' });
    const found = months(
      termsWith([skipping], `earnBack: ${half}`),
      figures([missed, met, none, met, none, met, none]),
      7,
    ).map(({ earnBacks }) => earnBacks.paid);
    expect(found).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00', '200.00', '0.00']);
  });

  test('a period that is not over yet completes nothing', () => {
    const scenario = scenarioOf(termsWith([level], `earnBack: ${half}`), figures([missed, met, met, met]));
    const paid = (valuedAt: string): string => {
      const known = scenario.knowledge(scenario.position, '2025-06-01T00:00:00Z');
      const input = { ...known, period: '2025-04', valuedAt: Date.parse(valuedAt) };
      return makeStatement(input).earnBacks.paid;
    };
    expect(paid('2025-04-30T23:59:59Z')).toBe('0.00');
    expect(paid('2025-05-01T00:00:00Z')).toBe('200.00');
  });

  test('each credit comes back by itself', () => {
    const once = '{ share: 100, after: 1 period met }';
    expect(back(once, [missed, met, met, missed, missed, met])).toEqual([
      '400.00 of 2025-01 in 2025-02',
      '400.00 of 2025-05 in 2025-06',
    ]);
  });

  test('an amendment that restarts the level ends the run', () => {
    const scenario = scenarioOf(
      termsWith([level], `earnBack: ${half}`),
      figures([missed, met, met, met, met, met]),
    );
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-01
executedAt: 2025-02-01
change: { title: Restarted }
restartHistory: { serviceLevels: [level] }
`,
      '2025-02-01T00:00:00Z',
    );
    const found = scenario.evaluate('2025-01', '2025-06', '2026-01-01T00:00:00Z');
    expect(found.flatMap(({ earnBacks }) => earnBacks.lines)).toEqual([]);
  });

  test('the terms of the credit say how it comes back, whatever is agreed later', () => {
    const scenario = scenarioOf(
      termsWith([level], `earnBack: ${half}`),
      figures([missed, met, met, missed, met, met, met]),
    );
    scenario.amend(
      `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-04-01
executedAt: 2025-04-01
change: { earnBack: [ { id: earn-back, share: 10, after: 1 period met } ] }
`,
      '2025-04-01T00:00:00Z',
    );
    const found = scenario.evaluate('2025-01', '2025-07', '2026-01-01T00:00:00Z');
    expect(
      found.flatMap(({ earnBacks }) => earnBacks.lines.map((one) => [one.creditPeriod, one.amount])),
    ).toEqual([['2025-04', '40.00']]);
  });
});

describe('after so many periods exceeded by a margin', () => {
  const clause = '[ { id: better, share: 100, after: 2 periods exceeded, by: "0.5" } ]';

  test.each([
    ['99.4999', []],
    ['99.5', ['400.00 of 2025-01 in 2025-03']],
    ['99.5001', ['400.00 of 2025-01 in 2025-03']],
  ])('%s each', (value, expected) => {
    expect(back(clause, [missed, value, value])).toEqual(expected);
  });

  test('each of them: one that is only met breaks it', () => {
    expect(back(clause, [missed, '99.9', '99.4', '99.9', '99.9'])).toEqual([]);
  });

  test.each([
    ['0.51', []],
    ['0.5', ['400.00']],
    ['0.49', ['400.00']],
  ])('where low values are wanted: %s', (value, expected) => {
    const low = reportedLevel('fixed: "400.00"', { target: 'atMost: 1', unit: 'number' });
    const terms = termsWith(
      [low],
      'earnBack: [ { id: b, share: 100, after: 1 period exceeded, by: "0.5" } ]',
    );
    const [, second] = months(terms, figures(['2', value]), 2);
    expect(second!.earnBacks.lines.map((line) => line.amount)).toEqual(expected);
  });
});

describe('at the end of the contract year', () => {
  const clause = '[ { id: annual, share: 50, when: year-mean } ]';
  const year = (january: string, others: string): string[] => [
    january,
    ...Array.from({ length: 11 }, () => others),
  ];

  test.each([
    ['97', '99.1', []],
    ['97', '99.18', []],
    ['97.0000', '99.181818181819', ['200.00 of 2025-01 in 2025-12']],
    ['88', '100', ['200.00 of 2025-01 in 2025-12']],
    ['87.9999', '100', []],
    ['88.0001', '100', ['200.00 of 2025-01 in 2025-12']],
  ])('%s and eleven times %s', (january, others, expected) => {
    expect(back(clause, year(january, others))).toEqual(expected);
  });

  test('periods that were not measured are left out of the mean', () => {
    const values = year('98', '100').map((value, index) => (index > 1 ? undefined : value));
    expect(back(clause, values)).toEqual(['200.00 of 2025-01 in 2025-12']);
  });

  test('a period missed without a figure leaves no mean', () => {
    const silent = level.replace('whenNotReported: not-measured', 'whenNotReported: missed');
    const paid = (values: readonly (string | undefined)[]): string =>
      months(termsWith([silent], `earnBack: ${clause}`), figures(values), 12).at(-1)!.earnBacks.paid;
    expect(paid(year('98', '100'))).toBe('200.00');
    expect(paid([...year('98', '100').slice(0, 11), undefined])).toBe('0.00');
  });

  test('the year is that of the contract, and each has its own', () => {
    const terms = termsWith([level], `earnBack: ${clause}`).replaceAll('2025-01-01', '2025-03-01');
    const values = [undefined, undefined, '98', ...Array.from({ length: 11 }, () => '100'), '98', '100'];
    const found = scenarioOf(terms, figures(values)).evaluate('2025-03', '2026-04', '2029-01-01T00:00:00Z');
    expect(found.flatMap(({ earnBacks, period }) => earnBacks.lines.map(() => period.label))).toEqual([
      '2026-02',
    ]);
  });

  test('a term that ends within the year ends it', () => {
    const terms = termsWith([level], `earnBack: ${clause}`, { to: '2025-03-31' });
    const found = scenarioOf(terms, figures(['98', '100', '100'])).evaluate(
      '2025-01',
      '2025-03',
      '2029-01-01T00:00:00Z',
    );
    expect(found.map(({ earnBacks }) => earnBacks.paid)).toEqual(['0.00', '0.00', '200.00']);
  });
});

describe('several clauses for the same credit', () => {
  test('never give back more than it was', () => {
    const clauses = `
  - { id: half, share: 50, after: 1 period met }
  - { id: most, share: 80, after: 2 periods met }
  - { id: all, share: 100, after: 3 periods met }`;
    expect(back(clauses, [missed, met, met, met, met])).toEqual([
      '200.00 of 2025-01 in 2025-02',
      '200.00 of 2025-01 in 2025-03',
    ]);
  });

  test('also in the same period, in the order of the terms', () => {
    const clauses =
      '[ { id: a, share: 75, after: 1 period met }, { id: b, share: 75, after: 1 period met } ]';
    const [, second] = stated(clauses, [missed, met]);
    expect(second!.earnBacks.lines.map((one) => [one.id, one.amount, one.givenBefore])).toEqual([
      ['a', '300.00', '0.00'],
      ['b', '100.00', '300.00'],
    ]);
  });

  test('nor does rounding', () => {
    const cent = reportedLevel('fixed: "0.01"');
    const clauses =
      '[ { id: a, share: 50, after: 1 period met }, { id: b, share: 50, after: 1 period met } ]';
    const [, second] = months(termsWith([cent], `earnBack: ${clauses}`), figures([missed, met]), 2);
    expect(second!.earnBacks.paid).toBe('0.01');
  });

  test('named levels only', () => {
    const levels = ['a', 'b'].map((id) => reportedLevel('fixed: "400.00"', { id }));
    const terms = termsWith(levels, 'earnBack: { share: 100, after: 1 period met, of: [b] }');
    const [, second] = months(terms, [...figures([missed, met], 'a'), ...figures([missed, met], 'b')], 2);
    expect(second!.earnBacks.lines.map((one) => one.serviceLevel)).toEqual(['b']);
  });
});

describe('the share is of what was payable', () => {
  const levels = ['a', 'b', 'c'].map((id) => reportedLevel('fixed: "0.01"', { id }));
  const facts = ['a', 'b', 'c'].flatMap((id) => figures([missed, met], id));

  test('a cap leaves each level its part, in whole cents that come to what was payable', () => {
    const terms = termsWith(
      levels,
      'credits: { cap: { amount: "0.02" } }\nearnBack: { share: 100, after: 1 period met }',
    );
    const [, second] = months(terms, facts, 2);
    expect(second!.earnBacks.paid).toBe('0.02');
  });

  test('of several lines only the one that stands comes back', () => {
    const terms = termsWith(
      levels,
      'credits: { combine: highest }\nearnBack: { share: 100, after: 1 period met }',
    );
    const [, second] = months(terms, facts, 2);
    expect(second!.earnBacks.lines.map((one) => [one.serviceLevel, one.amount])).toEqual([['a', '0.01']]);
  });

  test('what was carried over comes back once it was payable', () => {
    const more = 'credits: { cap: { amount: "300.00", excess: carried } }';
    expect(back('{ share: 100, after: 1 period met }', [missed, met, met], more)).toEqual([
      '300.00 of 2025-01 in 2025-02',
      '100.00 of 2025-02 in 2025-03',
    ]);
  });

  test('an unclaimed credit does not come back', () => {
    expect(
      back(
        '{ share: 100, after: 1 period met }',
        [missed, met],
        'credits: { claim: { within: 5 calendar days } }',
      ),
    ).toEqual([]);
  });
});

describe('the bank', () => {
  const banked = '{ share: 100, after: 1 period met, settledBy: bank }';

  test('is used only for later credits, and never pays out', () => {
    const found = stated(banked, [missed, met, met, missed, met]).map(({ earnBacks, settlement }) => [
      earnBacks.bank.before,
      earnBacks.bank.added,
      earnBacks.bank.used,
      earnBacks.bank.after,
      settlement.total,
    ]);
    expect(found).toEqual([
      ['0.00', '0.00', '0.00', '0.00', '400.00'],
      ['0.00', '400.00', '0.00', '400.00', '0.00'],
      ['400.00', '0.00', '0.00', '400.00', '0.00'],
      ['400.00', '0.00', '400.00', '0.00', '0.00'],
      ['0.00', '400.00', '0.00', '400.00', '0.00'],
    ]);
  });

  test('what it paid of a credit goes back to it, and is not paid out', () => {
    const clauses = `
  - { id: into-bank, share: 50, after: 1 period met, settledBy: bank }
  - { id: paid, share: 50, after: 2 periods met }`;
    const found = stated(clauses, [missed, met, missed, met, met]).map(({ earnBacks, settlement }) => [
      earnBacks.bank.used,
      earnBacks.bank.after,
      settlement.total,
      ...earnBacks.lines.map((one) => `${one.id} ${one.amount}, ${one.banked} of it banked`),
    ]);
    expect(found).toEqual([
      ['0.00', '0.00', '400.00'],
      ['0.00', '200.00', '0.00', 'into-bank 200.00, 200.00 of it banked'],
      ['200.00', '0.00', '200.00'],
      ['0.00', '200.00', '0.00', 'into-bank 200.00, 200.00 of it banked'],
      ['0.00', '200.00', '-200.00', 'paid 200.00, 0.00 of it banked'],
    ]);
    const all = '{ share: 100, after: 1 period met }';
    const rewarded = level.replace(
      'credit:',
      'bonus: { bands: [ { from: 100, amount: "150.00" } ], settledBy: bank }\n    credit:',
    );
    const terms = termsWith([rewarded], `earnBack: ${all}`);
    const totals = months(terms, figures(['100', missed, met]), 3).map((one) => [
      one.settlement.total,
      one.earnBacks.bank.after,
    ]);
    expect(totals).toEqual([
      ['0.00', '150.00'],
      ['250.00', '0.00'],
      ['-250.00', '150.00'],
    ]);
  });

  test.each([
    ['399.99', '399.99', '0.01', '0.00'],
    ['400.00', '400.00', '0.00', '0.00'],
    ['400.01', '400.00', '0.00', '0.01'],
  ])('a credit of %s', (price, used, after, total) => {
    const second = reportedLevel(`fixed: "${price}"`, { id: 'other' });
    const terms = termsWith(
      [level, second],
      `earnBack: { share: 100, after: 1 period met, of: [level], settledBy: bank }`,
    );
    const facts = [...figures([missed, met, met]), ...figures([met, met, missed], 'other')];
    const { earnBacks, settlement } = months(terms, facts, 3)[2]!;
    expect([earnBacks.bank.used, earnBacks.bank.after, settlement.total]).toEqual([used, after, total]);
  });
});

describe('how far a credit has come', () => {
  const half = '{ share: 50, after: 2 periods met }';
  const states = (
    values: readonly (string | undefined)[],
    recordedAt: string,
    more = '',
    earnBack = half,
  ): string[] => {
    const known = scenarioOf(termsWith([level], `earnBack: ${earnBack}\n${more}`), figures(values));
    return values.map((_, index) => {
      const label = `2025-${String(index + 1).padStart(2, '0')}`;
      return known.statement(label, recordedAt).credits.lines[0]!.state;
    });
  };

  test.each([
    ['2025-02-01T00:00:00Z', 'earn-back-pending'],
    ['2025-03-31T23:59:59Z', 'earn-back-pending'],
    ['2025-04-01T00:00:00Z', 'earned-back'],
  ])('known at %s: %s', (at, state) => {
    expect(states([missed, met, met, met], at)[0]).toBe(state);
  });

  test('a miss ends what was pending', () => {
    expect(states([missed, met, missed, met], '2025-05-01T00:00:00Z')).toEqual([
      'final',
      'final',
      'earn-back-pending',
      'final',
    ]);
  });

  test('at the end of the term nothing is pending any more', () => {
    const terms = termsWith([level], `earnBack: ${half}`, { to: '2025-02-28' });
    const known = scenarioOf(terms, figures([missed, met]));
    expect(known.statement('2025-01', '2025-02-20T00:00:00Z').credits.lines[0]!.state).toBe(
      'earn-back-pending',
    );
    expect(known.statement('2025-01', '2025-03-01T00:00:00Z').credits.lines[0]!.state).toBe('final');
  });

  test('until the end of the year, where its mean decides', () => {
    const mean = '[ { id: annual, share: 50, when: year-mean } ]';
    const values = [missed, ...Array.from({ length: 11 }, () => met)];
    expect(states(values, '2025-12-31T23:59:59Z', '', mean)[0]).toBe('earn-back-pending');
    expect(states(values, '2026-01-01T00:00:00Z', '', mean)[0]).toBe('final');
  });

  test('claimed, and then still to be earned back', () => {
    const terms = termsWith([level], `earnBack: ${half}\ncredits: { claim: { within: 5 calendar days } }`);
    const known = scenarioOf(terms, [
      ...figures([missed, met, missed]),
      { type: 'CreditClaimed', effectiveAt: '2025-02-03T00:00:00Z', period: '2025-01' },
    ]);
    const state = (at: string): string => known.statement('2025-01', at).credits.lines[0]!.state;
    expect([state('2025-03-20T00:00:00Z'), state('2025-04-02T00:00:00Z')]).toEqual([
      'earn-back-pending',
      'claimed',
    ]);
  });
});

describe('adjustments reach through earn-back', () => {
  const terms = termsWith([level], 'earnBack: { share: 50, after: 2 periods met }');
  const report = (period: string, value: string, recordedAt: string) => ({
    type: 'MeasurementReported',
    effectiveAt: `${period}-21T00:00:00Z`,
    recordedAt,
    serviceLevel: 'level',
    value,
  });

  test('a credit that falls away takes back what came back of it, because of its period', () => {
    const known = scenarioOf(terms, figures([missed, met, met]));
    for (const [period, at] of [
      ['2025-01', '2025-02-06T00:00:00Z'],
      ['2025-02', '2025-03-06T00:00:00Z'],
      ['2025-03', '2025-04-06T00:00:00Z'],
    ] as const) {
      known.issue(period, at);
    }
    known.record(report('2025-01', '99.5', '2025-04-20T00:00:00Z'));
    const april = known.issue('2025-04', '2025-05-06T00:00:00Z');
    expect(april.adjustments.map((one) => [one.period, one.was, one.is, one.difference])).toEqual([
      ['2025-01', '400.00', '0.00', '-400.00'],
      ['2025-03', '-200.00', '0.00', '200.00'],
    ]);
    expect(april.adjustments[1]?.causes).toEqual([
      { kind: 'earlier-period', period: '2025-01', serviceLevels: ['level'] },
    ]);
  });

  test('a month between that turns out missed is named', () => {
    const known = scenarioOf(terms, figures([missed, met, met]));
    known.issue('2025-01', '2025-02-06T00:00:00Z');
    known.issue('2025-02', '2025-03-06T00:00:00Z');
    known.issue('2025-03', '2025-04-06T00:00:00Z');
    known.record(report('2025-02', '50', '2025-04-20T00:00:00Z'));
    const { adjustments } = known.issue('2025-04', '2025-05-06T00:00:00Z');
    expect(adjustments.map((one) => [one.period, one.difference])).toEqual([
      ['2025-02', '400.00'],
      ['2025-03', '200.00'],
    ]);
    expect(adjustments[1]?.causes).toEqual([
      { kind: 'earlier-period', period: '2025-02', serviceLevels: ['level'] },
    ]);
  });
});
