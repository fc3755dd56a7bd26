import { ticket } from '../testing/levels.js';
import { describe, expect, test } from 'vitest';
import {
  figures,
  months,
  payables,
  repeat,
  reportedLevel,
  type Setting,
  termsWith,
} from './credits-test-kit.js';

/** A level that costs so many units of money as its figure is below 100. */
const sized = (id = 'level'): string =>
  reportedLevel('perUnit: { each: 1, round: exact, amount: "1.00" }', {
    id,
    target: 'atMost: 0',
    unit: 'number',
  });

function capped(rules: string, values: readonly (string | undefined)[], setting: Setting = {}) {
  const terms = termsWith([sized()], `credits: { ${rules} }`, setting);
  return months(terms, figures(values), values.length).map((statement) => statement.credits);
}

const paid = (rules: string, values: readonly (string | undefined)[], setting: Setting = {}): string[] =>
  capped(rules, values, setting).map((credits) => credits.payable);

describe('a cap over several periods', () => {
  const setting = { charges: '{ id: fee, amount: "10.00", per: month }' };

  test('leaves what earlier periods of its window have not used: 10 % of 120.00 less 11.01 is 0.99', () => {
    const rules = 'caps: [ { id: yearly, percent: 10, of: [fee], over: 12 periods } ]';
    const found = capped(rules, [...repeat(undefined, 11), '11.01', '5'], setting);
    expect(found[11]?.payable).toBe('11.01');
    expect(found[12]?.payable).toBe('0.99');
    expect(found[12]?.caps[0]).toMatchObject({
      id: 'yearly',
      exact: '12',
      usedBefore: '11.01',
      room: { exact: '99/100', amount: '0.99' },
      against: '5',
      reached: true,
      lost: '4.01',
    });
    expect(found[12]?.caps[0]?.because.operands.amounts).toEqual(repeat('1', 12));
  });

  test.each([
    ['0.98', '0.98', false],
    ['0.99', '0.99', false],
    ['1.00', '0.99', true],
  ])('of %s it leaves %s', (value, payable, reached) => {
    const rules = 'cap: { amount: "12.00", over: 12 periods }';
    const found = capped(rules, ['6', '5.01', value]);
    expect([found[2]?.payable, found[2]?.caps[0]?.reached]).toEqual([payable, reached]);
  });

  test('periods that have left the window have their room back', () => {
    expect(paid('cap: { amount: "10.00", over: 3 periods }', repeat('6', 5))).toEqual([
      '6.00',
      '4.00',
      '0.00',
      '6.00',
      '4.00',
    ]);
  });

  test('a percentage is of the charges of the window so far', () => {
    const rules = 'cap: { percent: 10, of: [fee], over: 3 periods }';
    expect(paid(rules, repeat('150', 5))).toEqual(['100.00', '100.00', '100.00', '100.00', '100.00']);
    expect(paid(rules, ['0', '0', '350', '0', '0', '350'])).toEqual([
      '0.00',
      '0.00',
      '300.00',
      '0.00',
      '0.00',
      '300.00',
    ]);
  });
});

describe('a cap over the contract year', () => {
  test('begins anew with each year of the term', () => {
    const rules = 'cap: { amount: "20.00", over: contract year }';
    const found = paid(rules, repeat('9', 14), { from: '2025-01-01' });
    expect([...found.slice(0, 4), ...found.slice(11)]).toEqual([
      '9.00',
      '9.00',
      '2.00',
      '0.00',
      '0.00',
      '9.00',
      '9.00',
    ]);
  });

  test('of the charges of the whole year', () => {
    const rules = 'cap: { percent: 1, of: { charges: [fee], over: contract-year }, over: contract year }';
    expect(paid(rules, ['100', '19', '2', '2'])).toEqual(['100.00', '19.00', '1.00', '0.00']);
  });
});

describe('what goes beyond a cap', () => {
  test('is lost', () => {
    const found = capped('cap: { amount: "10.00", excess: lost }', ['15', '3']);
    expect(found.map((credits) => [credits.payable, credits.lost, credits.carriedOut.amount])).toEqual([
      ['10.00', '5.00', '0.00'],
      ['3.00', '0.00', '0.00'],
    ]);
  });

  test('or is carried into the next period, before its caps', () => {
    const found = capped('cap: { amount: "10.00", excess: carried }', ['25', '3', '0', '0']);
    expect(
      found.map((credits) => [credits.carriedIn.amount, credits.payable, credits.carriedOut.amount]),
    ).toEqual([
      ['0.00', '10.00', '15.00'],
      ['15.00', '10.00', '8.00'],
      ['8.00', '8.00', '0.00'],
      ['0.00', '0.00', '0.00'],
    ]);
    expect(found[1]?.carriedIn.for).toEqual([
      { of: 'service-level', id: 'level', exact: '15', amount: '15.00' },
    ]);
  });
});

describe('a cap on some levels', () => {
  const found = (caps: string, values: readonly [string, string][]) => {
    const facts = ['a', 'b'].flatMap((id, index) =>
      figures(
        values.map((pair) => pair[index]!),
        id,
      ),
    );
    const terms = termsWith([sized('a'), sized('b')], `credits: { caps: [ ${caps} ] }`);
    return months(terms, facts, values.length).map((statement) => statement.credits);
  };
  const onA = '{ id: on-a, amount: "50.00", serviceLevels: [a] }';
  const onAll = '{ id: all, amount: "100.00" }';

  test.each([
    ['49', '89.00', false, '0.00'],
    ['50', '90.00', false, '0.00'],
    ['51', '90.00', true, '1.00'],
  ])('%s: %s', (a, payable, reached, lost) => {
    const [credits] = found(onA, [[a, '40']]);
    expect([credits?.payable, credits?.caps[0]?.reached, credits?.caps[0]?.lost]).toEqual([
      payable,
      reached,
      lost,
    ]);
  });

  test('with a cap on all, each takes away what is left to take, in the order of the terms', () => {
    const losses = (caps: string): unknown[] => {
      const [credits] = found(caps, [['80', '40']]);
      return [credits?.payable, ...credits!.caps.map((cap) => [cap.id, cap.lost])];
    };
    expect(losses(`${onA}, ${onAll}`)).toEqual(['90.00', ['on-a', '30.00'], ['all', '0.00']]);
    expect(losses(`${onAll}, ${onA}`)).toEqual(['90.00', ['all', '20.00'], ['on-a', '10.00']]);
  });

  test('what it carries stays under it', () => {
    const carrying = '{ id: on-a, amount: "50.00", serviceLevels: [a], excess: carried }';
    const credits = found(carrying, [
      ['80', '0'],
      ['45', '70'],
      ['0', '0'],
    ]);
    expect(credits.map((one) => [one.payable, one.carriedOut.amount])).toEqual([
      ['50.00', '30.00'],
      ['120.00', '25.00'],
      ['25.00', '0.00'],
    ]);
  });

  test('over a window it takes off what was payable for its levels only', () => {
    const over = '{ id: on-a, amount: "50.00", serviceLevels: [a], over: 2 periods }';
    const credits = found(over, [
      ['30', '70'],
      ['30', '70'],
      ['30', '0'],
    ]);
    expect(credits.map((one) => [one.caps[0]?.usedBefore, one.payable])).toEqual([
      ['0.00', '100.00'],
      ['30.00', '90.00'],
      ['20.00', '30.00'],
    ]);
  });
});

describe('the smallest amount that is paid', () => {
  test.each([
    ['moreThan: 1', '0.99', '0.00'],
    ['moreThan: 1', '1', '0.00'],
    ['moreThan: 1', '1.01', '1.01'],
    ['atLeast: 1', '0.99', '0.00'],
    ['atLeast: 1', '1', '1.00'],
    ['atLeast: 1', '1.01', '1.01'],
  ])('%s: of %s %s', (minimum, value, payable) => {
    expect(paid(`minimumPayable: { ${minimum} }`, [value])).toEqual([payable]);
  });

  test('what is below it is lost, or carried until it is enough', () => {
    const values = ['0.6', '0.6', '0', '2'];
    const lost = capped('minimumPayable: { atLeast: 1 }', values);
    expect(lost.map((credits) => [credits.payable, credits.lost])).toEqual([
      ['0.00', '0.60'],
      ['0.00', '0.60'],
      ['0.00', '0.00'],
      ['2.00', '0.00'],
    ]);
    const carried = capped('minimumPayable: { atLeast: 1, below: carried }', values);
    expect(carried.map((credits) => [credits.payable, credits.carriedOut.amount])).toEqual([
      ['0.00', '0.60'],
      ['1.20', '0.00'],
      ['0.00', '0.00'],
      ['2.00', '0.00'],
    ]);
    expect(carried[0]?.minimum).toMatchObject({ applied: true, carried: '0.60', lost: '0.00' });
    expect(carried[0]?.because.rule).toBe('below-minimum');
  });

  test('it comes after the caps', () => {
    const rules = 'cap: { amount: "0.90" }, minimumPayable: { atLeast: 1 }';
    const [credits] = capped(rules, ['5']);
    expect([credits?.payable, credits?.lost, credits?.caps[0]?.lost, credits?.minimum?.lost]).toEqual([
      '0.00',
      '5.00',
      '4.10',
      '0.90',
    ]);
  });
});

describe('points in money', () => {
  const scored = (id: string): string =>
    reportedLevel('perUnit: { each: 1, round: floor, points: 1 }', {
      id,
      target: 'atMost: 0',
      unit: 'number',
    });
  const worth = (points: string, values: readonly string[], more = ''): string[] => {
    const facts = ['a', 'b'].flatMap((id, index) => figures([values[index]], id));
    return months(
      termsWith([scored('a'), scored('b')], `credits: { points: ${points}${more} }`),
      facts,
      1,
    ).map((statement) => statement.credits.payable);
  };

  test('so much for each', () => {
    expect(worth('{ each: { amount: "250.00" } }', ['2', '3'])).toEqual(['1250.00']);
    expect(worth('{ each: { percent: "0.5" }, of: [fee] }', ['2', '3'])).toEqual(['25.00']);
    expect(worth('{ each: { amount: "250.00" } }', ['0', '0'])).toEqual(['0.00']);
    expect(worth('{ each: { amount: "250.00" } }', ['2', '3'], ', cap: { amount: "1000.00" }')).toEqual([
      '1000.00',
    ]);
  });

  const table =
    '{ bands: [ { from: 10, below: 15, percent: 2 }, { from: 15, below: 20, percent: 4 }, { from: 20, percent: 6 } ], of: [fee] }';
  test.each([
    ['9', '0', '0.00'],
    ['9', '1', '20.00'],
    ['10', '1', '20.00'],
    ['7', '7', '20.00'],
    ['10', '5', '40.00'],
    ['10', '9', '40.00'],
    ['10', '10', '60.00'],
    ['50', '50', '60.00'],
  ])('the band of the sum of %s and %s: %s', (a, b, credit) => {
    expect(worth(table, [a, b])).toEqual([credit]);
  });

  test('are a line of their own that says what they were', () => {
    const terms = termsWith([scored('a')], 'credits: { points: { each: { amount: "250.00" } } }');
    const [statement] = months(terms, figures(['3'], 'a'), 1);
    expect(statement?.credits.lines).toMatchObject([
      {
        of: 'points',
        id: 'points',
        amount: '750.00',
        because: { rule: 'points-in-money', operands: { points: '3', price: '250' } },
      },
    ]);
    expect(statement?.points).toMatchObject({ total: '3', lines: [{ of: 'service-level', id: 'a' }] });
  });
});

describe('obligations', () => {
  const terms = termsWith(
    [sized()],
    `obligations:
  - id: report
    clause: Schedule 4, 1
    owedBy: provider
    due: { each: period, within: 5 calendar days after end }
    whenMissed: { credit: { fixed: "250.00" } }
  - id: plan
    owedBy: provider
    due: { each: period, within: 5 calendar days after end }
    whenMissed: { credit: { points: 4 } }
credits:
  points: { each: { amount: "10.00" } }
  caps: [ { id: on-level, amount: "1.00", serviceLevels: [level] }, { id: all, amount: "280.00" } ]`,
  );

  test('that were missed have lines beside the levels, under the caps on all', () => {
    const [, february] = months(terms, figures(['0', '7']), 2);
    const { lines, caps, payable } = february!.credits;
    expect(lines.map(({ of, id, amount, clause }) => [of, id, amount, clause])).toEqual([
      ['service-level', 'level', '7.00', null],
      ['obligation', 'report', '250.00', 'Schedule 4, 1'],
      ['points', 'points', '40.00', null],
    ]);
    expect(lines[1]?.because).toMatchObject({
      rule: 'price-of-occurrences',
      operands: { consequence: 'missed', occurrences: ['2025-01'], price: '250' },
    });
    expect(caps.map((cap) => [cap.id, cap.against, cap.lost])).toEqual([
      ['on-level', '7', '6.00'],
      ['all', '291', '11.00'],
    ]);
    expect(payable).toBe('280.00');
    expect(february!.points.lines).toMatchObject([{ of: 'obligation', id: 'plan', points: '4' }]);
  });
});

describe('one level for each of several values', () => {
  test('a cap that names it limits all of them together', () => {
    const level = `
  - id: site-late
    forEach: { site: [madrid, sevilla] }
    measure: { kind: count, of: tickets, where: { priority: P1 }, countIn: opened }
    target: { atMost: 0 }
    credit: { fixed: { amount: "30.00", per: event } }`;
    const terms = termsWith([level], 'credits: { cap: { amount: "50.00", serviceLevels: [site-late] } }');
    const facts = ['madrid', 'sevilla'].flatMap((site) =>
      ticket(`T-${site}`, '2025-01-10T00:00:00Z', 10, { site }),
    );
    const [january] = months(terms, facts, 1);
    expect(january!.credits.lines.map((line) => [line.id, line.amount])).toEqual([
      ['site-late/madrid', '30.00'],
      ['site-late/sevilla', '30.00'],
    ]);
    expect(january!.credits.payable).toBe('50.00');
  });
});

describe('without any of these', () => {
  test('nothing is carried, lost or limited', () => {
    const terms = termsWith([sized()]);
    expect(payables(terms, figures(['12.34']), 1)).toEqual(['12.34']);
  });
});
