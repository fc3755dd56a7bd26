import { describe, expect, test } from 'vitest';
import { figures, months, reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import { explainFigure, figureNames } from '../explain/figures.js';
import { outage } from '../testing/levels.js';
import { describeStatement } from './describe-statement.js';

const levels = [
  reportedLevel('fixed: { weight: 40 }\npool: main', { id: 'weighted' }),
  reportedLevel('fixed: { days: 2 }\nof: [fee]', { id: 'in-days' }),
  reportedLevel('fixed: "10.00"\ngate: { times: 2, of: 6 periods }', { id: 'gated' }),
  reportedLevel('fixed: { percent: 2 }\nof: [fee]\nrepeat: { surcharge: { percent: 1 }, inARow: 2 }', {
    id: 'repeated',
  }),
  reportedLevel('fixed: { points: 3 }', { id: 'scored' }),
  `
  - id: email
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: 100 }
    credit: { refund: { lost: all, factor: 2 }, of: [fee] }`,
];
const rules = `credits:
  groups: [ { id: g, of: [in-days, email], combine: highest } ]
  atRisk: { percent: 10, of: [fee], pools: { main: 50 } }
  points: { each: { amount: "4.00" } }
  caps:
    - { id: on-one, amount: "15.00", serviceLevels: [repeated], excess: carried }
    - { id: yearly, percent: 10, of: [fee], over: 12 periods }
  minimumPayable: { moreThan: 60 }`;

const ids = ['weighted', 'in-days', 'gated', 'repeated', 'scored'];
const facts = [
  ...ids.flatMap((id) => figures(['90', ['repeated', 'gated'].includes(id) ? '90' : '100'], id)),
  ...outage('o', '2025-01-10T00:00:00Z', 4464),
];
const [january, february] = months(termsWith(levels, rules), facts, 2);

describe('credits in words', () => {
  const section = (statement: typeof january) =>
    describeStatement(statement!).sections.find(({ heading }) => heading === 'Service credits')!.table!;

  test('every line says how it was worked out, and what took it away', () => {
    expect(section(january).rows.map((row) => [row[0], row[2], row[3]])).toEqual([
      ['weighted', "weight 40 % of the pool's 50.00", '20.00'],
      ['in-days', '2 days of 1,000.00; only the highest stands (email)', '64.52'],
      ['gated', 'none due: 1 miss of the 2 from which on a miss has a price', '0.00'],
      ['repeated', '2 % of 1,000.00', '20.00'],
      ['email', '1,000.00 for 10 % of the time × 2', '200.00'],
      ['points', '3 points', '12.00'],
    ]);
    expect(section(february).rows.map((row) => [row[0], row[2], row[3]])).toContainEqual([
      'repeated',
      '2 % of 1,000.00 + 10.00 for a repeated miss',
      '30.00',
    ]);
  });

  test('and what caps, the minimum and the last period did to them', () => {
    expect(section(january).totals).toEqual([
      ['Together', '', '', '252.00'],
      ['Limited by the cap on-one', '', '5.00 is carried over', '15.00'],
      ['Limited by the cap yearly', '', '147.00 is lost', '100.00'],
      ['Credits of this period', '', '', '100.00'],
      ['Carried into the next period', '', '', '5.00'],
    ]);
    expect(section(february).totals).toEqual([
      ['Together', '', '', '40.00'],
      ['Carried in from the period before', '', '', '5.00'],
      ['Limited by the cap on-one', '', '20.00 is carried over', '15.00'],
      ['Cap yearly, not reached', '', 'of 200.00, less 100.00 before', '100.00'],
      ['Only more than 60.00 is paid', '', '25.00 is lost', ''],
      ['Credits of this period', '', '', '0.00'],
      ['Carried into the next period', '', '', '20.00'],
    ]);
  });
});

describe('credits explained', () => {
  test('every figure has one name', () => {
    for (const statement of [january!, february!]) {
      const names = figureNames(statement);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(figureNames(february!)).toEqual(
      expect.arrayContaining([
        'weighted.credit',
        'credits.from-points',
        'credits.carried-in',
        'credits.cap.on-one',
        'credits.cap.yearly',
        'credits.minimum',
        'credits.payable',
        'credits.carried-out',
      ]),
    );
  });

  test('a gated miss, a line that gave way, points, a cap over its window', () => {
    expect(explainFigure(january!, 'gated.credit').because.operands).toMatchObject({
      gate: 'times-of',
      misses: 1,
      needed: 2,
      gateOpen: false,
    });
    expect(explainFigure(january!, 'in-days.credit').because.operands).toMatchObject({
      standing: 'less-than-highest',
      by: ['email'],
      kept: '0',
    });
    expect(explainFigure(january!, 'credits.from-points').from.map((one) => one.figure)).toEqual(['points']);
    expect(explainFigure(february!, 'credits.cap.yearly').because.operands).toMatchObject({
      over: '12 periods',
      usedBefore: '100.00',
      room: '100',
      from: ['2025-01-01', '2025-02-01'],
    });
  });
});
