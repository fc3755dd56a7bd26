import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { explainFigure } from '../explain/figures.js';
import { describeExits } from '../prose/describe-exits.js';
import { describeOutlook } from '../prose/describe-outlook.js';
import { makeStatement } from '../statement/make-statement.js';
import { projectExits } from '../statement/project-exits.js';
import type { ExitStatus, Statement } from '../statement/statement.js';
import { outage, scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const terms = (when: string, more = ''): string =>
  termsAround(`
serviceLevels:
  - id: a
    measure: { kind: reported, unit: percent, whenNotReported: not-measured }
    target: { atLeast: 95 }
    credit: { fixed: "100.00" }
  - id: b
    measure: { kind: reported, unit: percent, whenNotReported: not-measured }
    target: { atLeast: 95 }
exit:
  - { id: exit, clause: "9", when: ${when}${more} }`);
const any = '{ anyOf: [ { serviceLevel: a, inARow: 3 }, { serviceLevel: b, times: 2, of: 6 periods } ] }';
const all = any.replace('anyOf', 'allOf');
const withEvent = '{ anyOf: [ { serviceLevel: a, inARow: 2 }, { outage: email, longerThan: 1h } ] }';

const figures = (serviceLevel: string, values: readonly string[]): FactLine[] =>
  values.map((value, index) => ({
    type: 'MeasurementReported',
    effectiveAt: `2025-0${index + 1}-20T00:00:00Z`,
    serviceLevel,
    value,
  }));
const months = (a: readonly string[], b: readonly string[] = []) => [...figures('a', a), ...figures('b', b)];

function statements(when: string, facts: readonly FactLine[], count: number, more = ''): Statement[] {
  return scenarioOf(terms(when, more), facts).evaluate('2025-01', `2025-0${count}`, '2026-01-01T00:00:00Z');
}

function exitsOf(when: string, facts: readonly FactLine[], count: number, more = ''): ExitStatus[] {
  return statements(when, facts, count, more).map(({ exits }) => exits[0]!);
}

describe('any of several conditions', () => {
  test.each([
    ['neither', ['90', '90', '99'], ['90', '99', '99'], 'watch', []],
    ['the first', ['90', '90', '90'], ['99', '99', '99'], 'exercisable', ['a']],
    ['the second', ['99', '99', '99'], ['90', '99', '90'], 'exercisable', ['b']],
    ['both', ['90', '90', '90'], ['90', '99', '90'], 'exercisable', ['a', 'b']],
  ])('%s', (_, a, b, state, fulfilled) => {
    const exit = exitsOf(any, months(a, b), 3).at(-1)!;
    expect([exit.state, exit.because.operands.fulfilled]).toEqual([state, fulfilled]);
    expect(exit.branches!.map(({ branch, fulfilled: is }) => (is ? branch : ''))).toEqual(
      ['a', 'b'].map((branch) => (fulfilled.includes(branch) ? branch : '')),
    );
    expect([exit.unit, exit.reached, exit.threshold, exit.distance]).toEqual([
      'conditions',
      `${fulfilled.length}`,
      '1',
      fulfilled.length > 0 ? '0' : '1',
    ]);
  });

  test('each says how far it is', () => {
    const exit = exitsOf(any, months(['99', '90'], ['90', '99']), 2).at(-1)!;
    const far = exit.branches!.map(({ condition, reached, threshold, distance, by, serviceLevel }) => [
      condition,
      reached,
      threshold,
      distance,
      by,
      serviceLevel,
    ]);
    expect(far).toEqual([
      ['in-a-row', '1', '3', '2', '2025-04-30', 'a'],
      ['times-of', '1', '2', '1', '2025-06-30', 'b'],
    ]);
    expect(exit.state).toBe('watch');
    expect(exit.branches!.map(({ movedBy }) => movedBy.map(({ key }) => key))).toEqual([
      ['2025-02'],
      ['2025-01'],
    ]);
  });

  test('the step says which of them opened the right', () => {
    const exit = exitsOf(any, months([], ['90', '90']), 2).at(-1)!;
    expect(exit.steps.map(({ rule, operands }) => [rule, operands])).toEqual([
      ['condition-holds', { period: '2025-02', fulfilled: ['b'] }],
    ]);
  });

  test('they have one life: another that holds renews the one right', () => {
    const exit = exitsOf(
      any,
      months(['99', '90', '90', '90'], ['90', '90']),
      4,
      ', noticeWithin: 40 calendar days',
    ).at(-1)!;
    expect([exit.armedOn, exit.noticeBy]).toEqual(['2025-02-28', '2025-06-09']);
    const held = exit.steps.filter(({ rule }) => rule.startsWith('condition-'));
    expect(held.map(({ operands }) => operands.fulfilled)).toEqual([['b'], ['b'], ['a', 'b']]);
  });

  test('a cure uses up what all of them counted', () => {
    const notice = { type: 'ExitNoticeServed', effectiveAt: '2025-03-02T00:00:00Z', trigger: 'exit' };
    const accepted = { type: 'CureAccepted', effectiveAt: '2025-03-10T00:00:00Z', trigger: 'exit' };
    const facts = [...months(['90', '90', '90'], ['90', '90', '99']), notice, accepted];
    const [, , march] = exitsOf(any, facts, 3, ', cure: 30 calendar days');
    expect([march!.state, march!.branches!.map(({ reached }) => reached)]).toEqual(['cured', ['1', '0']]);
  });
});

describe('any of them may be a single event', () => {
  const long = (minutes: number) => outage('o', '2025-01-10T10:00:00Z', minutes);
  test.each([
    [59, 'clear', null],
    [60, 'clear', null],
    [61, 'exercisable', '2025-01-10'],
  ])('an outage of %s minutes', (minutes, state, armedOn) => {
    const [january] = exitsOf(withEvent, long(minutes), 1);
    expect([january!.state, january!.armedOn]).toEqual([state, armedOn]);
  });

  test('opens the right on its day, and the end of a period on its last', () => {
    const facts = [...months(['90', '90']), ...outage('o', '2025-02-10T10:00:00Z', 90)];
    const [january, february] = exitsOf(withEvent, facts, 2);
    expect(january!.state).toBe('watch');
    expect(february!.steps.map(({ on, rule, operands }) => [on, rule, operands.fulfilled])).toEqual([
      ['2025-02-10', 'condition-holds', ['b']],
      ['2025-02-28', 'condition-held-again', ['a', 'b']],
    ]);
    expect(february!.heldIn).toEqual(['2025-02']);
  });

  test('a period that holds without an event', () => {
    const [, february] = exitsOf(withEvent, months(['90', '90']), 2);
    expect([february!.state, february!.armedOn, february!.heldIn]).toEqual([
      'exercisable',
      '2025-02-28',
      ['2025-02'],
    ]);
  });

  test('while the second period runs its figures so far are only near', () => {
    const scenario = scenarioOf(terms(withEvent), months(['90', '90']));
    const valuedAt = parseInstant('2025-02-25T00:00:00Z');
    const [exit] = makeStatement({ ...scenario.knowledge(), period: '2025-02', valuedAt }).exits;
    expect([exit!.state, exit!.heldIn]).toEqual(['watch', []]);
  });
});

describe('all of several conditions', () => {
  test.each([
    ['one of them', ['90', '90', '90'], ['90', '99', '99'], 'watch', '1'],
    ['the other', ['99', '90', '90'], ['90', '99', '90'], 'watch', '1'],
    ['all', ['90', '90', '90'], ['90', '99', '90'], 'exercisable', '2'],
    ['none', ['99', '99', '90'], ['99', '99', '99'], 'clear', '0'],
  ])('%s', (_, a, b, state, reached) => {
    const exit = exitsOf(all, months(a, b), 3).at(-1)!;
    expect([exit.state, exit.reached, exit.threshold]).toEqual([state, reached, '2']);
  });

  test('two steps away is not near', () => {
    expect(exitsOf(all, months(['90', '90'], ['90', '99']), 2).at(-1)!.state).toBe('clear');
  });

  test('a single event counts in its period only', () => {
    const both = withEvent.replace('anyOf', 'allOf');
    const facts = months(['90', '90', '90']);
    const january = [...facts, ...outage('o', '2025-01-10T10:00:00Z', 90)];
    expect(exitsOf(both, january, 2).map(({ state }) => state)).toEqual(['watch', 'clear']);
    const february = [...facts, ...outage('o', '2025-02-10T10:00:00Z', 90)];
    const exit = exitsOf(both, february, 2).at(-1)!;
    expect([exit.state, exit.armedOn]).toEqual(['exercisable', '2025-02-28']);
  });

  test('one inside the other', () => {
    const nested = `{ anyOf: [ { outage: email, longerThan: 1h }, ${all} ] }`;
    const exit = exitsOf(nested, months(['90', '90', '90'], ['90', '99', '90']), 3).at(-1)!;
    expect(exit.branches![1]!.branches!.map(({ fulfilled }) => fulfilled)).toEqual([true, true]);
    expect([exit.state, exit.because.operands.fulfilled]).toEqual(['exercisable', ['b']]);
  });
});

describe('looked ahead', () => {
  const ahead = (when: string, facts: readonly FactLine[], periods = 3) => {
    const scenario = scenarioOf(terms(when), facts);
    const valuedAt = parseInstant('2025-03-01T00:00:00Z');
    const known = scenario.knowledge(scenario.position, '2025-03-01T00:00:00Z');
    return projectExits({ ...known, period: '2025-02', valuedAt }, periods);
  };

  test('any of them may bring it about', () => {
    const [projected] = ahead(any, months(['99', '90'], ['90', '99']));
    expect(projected!.outlook).toMatchObject({
      kind: 'combined',
      needs: 'any',
      branches: [
        { branch: 'a', condition: 'in-a-row', outlook: { kind: 'misses', fewest: 2 } },
        { branch: 'b', condition: 'times-of', outlook: { kind: 'misses', fewest: 1 } },
      ],
    });
    const [table] = describeOutlook([projected!], {
      currency: { code: 'GBP', decimalPlaces: 2 },
      rounding: 'half-up',
    });
    expect(table!.table!.rows[0]![3]).toBe(
      '(a) 2 more misses of a in 2025-03, 2025-04; or (b) 1 more miss of b in 2025-03, at the latest in 2025-05',
    );
  });

  test('one that cannot come stands in the way of all, not of any', () => {
    expect(ahead(all, months(['99', '99'], ['90', '99']), 2)[0]!.outlook).toEqual({ kind: 'cannot' });
    expect(ahead(any, months(['99', '99'], ['90', '99']), 2)[0]!.outlook).toMatchObject({
      branches: [{ outlook: { kind: 'cannot' } }, { outlook: { kind: 'misses' } }],
    });
  });

  test('one that holds already has to go on', () => {
    expect(ahead(all, months(['99', '90'], ['90', '90']))[0]!.outlook).toMatchObject({
      needs: 'all',
      branches: [{ outlook: { fewest: 2 } }, { outlook: { kind: 'holds' } }],
    });
  });
});

test('in words, and derived', () => {
  const [, february] = statements(any, months(['99', '90'], ['90', '99']), 2);
  const { rows } = describeExits(february!)[0]!.table!;
  expect(rows[0]!.slice(5)).toEqual([
    '(a) 1 of 3 or (b) 1 of 2',
    '(a) 2 more misses of a by 2025-04-30 would open the right; or (b) 1 more miss of b by 2025-06-30 would open the right',
  ]);
  const explained = explainFigure(february!, 'exit.exit');
  expect(explained.from.slice(0, 2).map(({ figure, value }) => [figure, value])).toEqual([
    ['exit.exit.a', 'not-fulfilled'],
    ['exit.exit.b', 'not-fulfilled'],
  ]);
  const [, open] = statements(any, months([], ['90', '90']), 2);
  expect(describeExits(open!)[0]!.table!.rows[0]![6]).toContain('the condition held in 2025-02: (b)');
});
