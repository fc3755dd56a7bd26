import { describe, expect, test } from 'vitest';
import { reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import type { CreditLine, Statement } from '../statement/statement.js';
import { scenarioOf } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';

/** Three levels that are missed in January: 100.00, 60.00, and one that comes to nothing. */
const levels = [
  reportedLevel('fixed: "100.00"', { id: 'a' }),
  reportedLevel('fixed: "60.00"', { id: 'b' }),
  reportedLevel('fixed: "5.00"', { id: 'kept' }),
];
const month = '{ within: 30 calendar days }';

function scenario(rule: string, ...more: readonly FactLine[]): Scenario {
  const values = { a: '90', b: '90', kept: '100' };
  const reported = Object.entries(values).map(([serviceLevel, value]): FactLine => ({
    type: 'MeasurementReported',
    effectiveAt: '2025-01-20T00:00:00Z',
    serviceLevel,
    value,
  }));
  return scenarioOf(termsWith(levels, `credits: { claim: ${rule} }`), [...reported, ...more]);
}

function claim(effectiveAt: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return { type: 'CreditClaimed', effectiveAt, period: '2025-01', ...more };
}

const later = '2025-06-01T00:00:00Z';

function january(rule: string, facts: readonly FactLine[], at = later): Statement {
  return scenario(rule, ...facts).statement('2025-01', at);
}

function line(statement: Statement, id: string): CreditLine {
  return statement.credits.lines.find((one) => one.id === id)!;
}

describe('the last instant of a claim', () => {
  test.each([
    ['2025-03-02T23:59:58Z', '160.00', 'claimed'],
    ['2025-03-02T23:59:59Z', '160.00', 'claimed'],
    ['2025-03-03T00:00:00Z', '0.00', 'lapsed'],
  ])('of 30 calendar days from the end of January, claimed at %s: %s', (at, payable, state) => {
    const statement = january(month, [claim(at)]);
    expect([statement.credits.payable, line(statement, 'a').state]).toEqual([payable, state]);
    expect(line(statement, 'a').claim.claimBy).toBe('2025-03-02T23:59:59Z');
  });

  test('a claim that came too late is shown', () => {
    const statement = january(month, [claim('2025-03-03T00:00:00Z')]);
    const { status, facts, lateFacts } = line(statement, 'a').claim;
    expect([status, facts, lateFacts.length]).toEqual(['lapsed', [], 1]);
  });

  test.each([
    ['2025-02-11T17:00:00Z', 'claimed'],
    ['2025-02-11T17:00:01Z', 'lapsed'],
  ])('of 7 business days it is the closing time of the last: %s %s', (at, state) => {
    const rule = '{ within: 7 business days, calendar: office }';
    expect(line(january(rule, [claim(at)]), 'a').state).toBe(state);
  });

  test.each([
    ['2025-03-02T23:59:59Z', 'open', 'accrued'],
    ['2025-03-03T00:00:00Z', 'lapsed', 'lapsed'],
  ])('nobody claimed, valued at %s: %s', (at, status, state) => {
    const found = line(january(month, [], at), 'a');
    expect([found.claim.status, found.state, found.owed]).toEqual([status, state, '0.00']);
  });

  test('a claim after the instant of valuation has not been made yet', () => {
    const known = scenario(month, claim('2025-02-10T00:00:00Z'));
    const [statement] = [known.statement('2025-01', '2025-02-05T00:00:00Z')];
    expect(line(statement, 'a').state).toBe('accrued');
  });
});

describe('a limit from the statement', () => {
  const rule = '{ within: 5 calendar days, from: statement }';

  test('is open until the statement is issued', () => {
    const found = line(january(rule, [], '2027-01-01T00:00:00Z'), 'a');
    expect([found.claim.status, found.claim.claimBy]).toEqual(['open', null]);
  });

  test('and counts from its day', () => {
    const known = scenario(rule);
    known.issue('2025-01', '2025-02-06T10:00:00Z');
    const found = line(known.statement('2025-01', '2025-02-20T00:00:00Z'), 'a');
    expect([found.claim.status, found.claim.claimBy]).toEqual(['lapsed', '2025-02-11T23:59:59Z']);
  });

  test.each([
    ['2025-02-11T23:59:59Z', '160.00'],
    ['2025-02-12T00:00:00Z', '0.00'],
  ])('claimed at %s: %s', (at, payable) => {
    const known = scenario(rule);
    known.issue('2025-01', '2025-02-06T10:00:00Z');
    known.record(claim(at));
    expect(known.statement('2025-01', later).credits.payable).toBe(payable);
  });

  test('a claim made before the statement is in time', () => {
    expect(january(rule, [claim('2025-02-01T00:00:00Z')]).credits.payable).toBe('160.00');
  });
});

describe('what is claimed', () => {
  const owed = (...claims: readonly Readonly<Record<string, unknown>>[]): string[] => {
    const facts = claims.map((more, day) => claim(`2025-02-1${day}T00:00:00Z`, more));
    const statement = january(month, facts);
    return ['a', 'b'].map((id) => `${line(statement, id).owed} ${line(statement, id).claim.status}`);
  };

  test('of one level: the others lapse', () => {
    expect(owed({ serviceLevel: 'b' })).toEqual(['0.00 lapsed', '60.00 claimed']);
  });

  test.each([
    ['59.99', '59.99'],
    ['60.00', '60.00'],
    ['60.01', '60.00'],
  ])('an amount limits what is owed: %s', (amount, expected) => {
    expect(owed({ serviceLevel: 'b', amount })[1]).toBe(`${expected} claimed`);
  });

  test('claims add up', () => {
    const part = { serviceLevel: 'a', amount: '30.00' };
    expect(owed(part, part)[0]).toBe('60.00 claimed');
    expect(owed(part, part, part, part)[0]).toBe('100.00 claimed');
  });

  test('an amount for the period is taken up by the lines in their order', () => {
    expect(owed({ amount: '100.00' })).toEqual(['100.00 claimed', '0.00 lapsed']);
    expect(owed({ amount: '120.00' })).toEqual(['100.00 claimed', '20.00 claimed']);
  });

  test('claims of a level come before those of the period, whichever was made first', () => {
    const [level, period] = [{ serviceLevel: 'a' }, { amount: '60.00' }];
    const expected = ['100.00 claimed', '60.00 claimed'];
    expect([owed(level, period), owed(period, level)]).toEqual([expected, expected]);
  });

  test('more digits than the currency has are rounded', () => {
    expect(owed({ serviceLevel: 'b', amount: '10.005' })[1]).toBe('10.01 claimed');
  });

  test('a claim of nothing claims nothing', () => {
    expect(owed({ amount: '0' })).toEqual(['0.00 lapsed', '0.00 lapsed']);
  });

  test('what comes to nothing needs no claim', () => {
    const found = line(january(month, []), 'kept');
    expect([found.claim.status, found.claim.claimBy, found.state]).toEqual(['not-needed', null, 'final']);
  });

  test('a claim of another period claims nothing here', () => {
    expect(january(month, [claim('2025-02-10T00:00:00Z', { period: '2025-02' })]).credits.payable).toBe(
      '0.00',
    );
  });
});

describe('a claim made after the statement', () => {
  test('changes the settlement of the stated period in the next one, and is named as the cause', () => {
    const known = scenario(month);
    const first = known.issue('2025-01', '2025-02-06T10:00:00Z');
    const [fact] = known.record(claim('2025-02-20T00:00:00Z', { serviceLevel: 'b' }));
    const second = known.issue('2025-02', '2025-03-06T10:00:00Z');
    expect(first.settlement.total).toBe('0.00');
    expect(second.settlement.total).toBe('60.00');
    expect(second.adjustments).toMatchObject([
      {
        period: '2025-01',
        difference: '60.00',
        causes: [{ kind: 'facts', subject: 'claim', key: 'b', serviceLevels: ['b'], facts: [fact] }],
      },
    ]);
  });

  test('and so does its retraction', () => {
    const known = scenario(month);
    const [fact] = known.record(claim('2025-02-01T00:00:00Z'));
    known.issue('2025-01', '2025-02-06T10:00:00Z');
    const [retraction] = known.record({
      type: 'FactRetracted',
      effectiveAt: '2025-02-20T00:00:00Z',
      fact,
      reason: 'claimed by mistake',
    });
    const [adjustment] = known.issue('2025-02', '2025-03-06T10:00:00Z').adjustments;
    expect(adjustment).toMatchObject({
      difference: '-160.00',
      causes: [
        { subject: 'claim', key: 'a', facts: [retraction] },
        { subject: 'claim', key: 'b', facts: [retraction] },
      ],
    });
  });

  test('contested, it says what hangs on it', () => {
    const known = scenario(month);
    const [fact] = known.record(claim('2025-02-01T00:00:00Z', { serviceLevel: 'b' }));
    const contest = { type: 'FactContested', effectiveAt: '2025-02-04T00:00:00Z', fact, reason: 'not by us' };
    known.record(contest);
    const { contests, settlement } = known.statement('2025-01', '2025-02-06T00:00:00Z');
    expect([settlement.total, contests[0]?.atStake]).toEqual(['60.00', '-60.00']);
  });

  test('a claim that lapses by time alone changes no money', () => {
    const known = scenario(month);
    known.issue('2025-01', '2025-02-06T10:00:00Z');
    expect(known.issue('2025-02', '2025-04-06T10:00:00Z').adjustments).toEqual([]);
  });
});
