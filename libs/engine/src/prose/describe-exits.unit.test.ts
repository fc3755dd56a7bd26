import { describe, expect, test } from 'vitest';
import { projectExits } from '../statement/project-exits.js';
import { outage, scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { describeExits } from './describe-exits.js';
import { describeOutlook } from './describe-outlook.js';

const clauses = `
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either, whenNotReported: not-measured }
    target: { atLeast: 95 }
    credit: { perUnit: { each: 1, round: exact, percent: 1 }, of: [fee] }
exit:
  - { id: often, clause: "9.1", when: { serviceLevel: uptime, times: 2, of: 6 periods }, cure: 10 calendar days, noticeWithin: 30 calendar days }
  - { id: costly, when: { sumOf: credits, atLeast: "500.00", over: 3 periods } }
  - { id: long, when: { outage: [email], longerThan: 24h }, scope: [email], notice: 30 calendar days }
  - { id: mean, when: { serviceLevel: uptime, below: 80, meanOver: 2 periods } }
`;
const report = (month: string, value: string): FactLine => ({
  type: 'MeasurementReported',
  effectiveAt: `2025-${month}-20T00:00:00Z`,
  serviceLevel: 'uptime',
  value,
});

function rowsOf(facts: readonly FactLine[], period: string) {
  const scenario = scenarioOf(termsAround(clauses), facts);
  const statement = scenario.statement(period, '2025-05-20T00:00:00Z');
  const projections = projectExits(
    { ...scenario.knowledge(scenario.position, '2025-05-20T00:00:00Z'), period },
    2,
  );
  return {
    exits: describeExits(statement).map(({ table }) => table!.rows),
    outlook: describeOutlook(projections, statement)[0]!,
  };
}

describe('exit rights in words', () => {
  test('say how far it is, and by when', () => {
    const { exits, outlook } = rowsOf([report('01', '90'), report('02', '97')], '2025-02');
    expect(exits).toEqual([
      [
        [
          'often',
          '9.1',
          'whole agreement',
          'one step away',
          '2025-01',
          '1 of 2',
          '1 more miss of uptime by 2025-06-30 would open the right',
        ],
        [
          'costly',
          '',
          'whole agreement',
          'clear',
          '2025-01',
          'GBP 50.00 of GBP 500.00',
          'GBP 450.00 more would open the right',
        ],
        [
          'long',
          '',
          'email',
          'clear',
          '2025-01',
          '0s of more than 24h',
          'one of more than 24h would open the right',
        ],
        [
          'mean',
          '',
          'whole agreement',
          'clear',
          '2025-01',
          '93.5 % against 80 %',
          'a mean of uptime that is worse by 13.5 % would open the right',
        ],
      ],
    ]);
    expect(outlook.heading).toBe('Looking ahead: 2025-03 to 2025-04');
    expect(outlook.table!.rows.map((row) => row.at(-1))).toEqual([
      '1 more miss of uptime in 2025-03, at the latest in 2025-04',
      'GBP 450.00 by the end of 2025-03; GBP 500.00 by the end of 2025-04',
      '1 more outage longer than 24h',
      'uptime less than 63 % on average to the end of 2025-03; uptime less than 80 % on average to the end of 2025-04',
    ]);
  });

  test('say what comes next once a right has arisen, and the steps so far', () => {
    const facts = [
      report('01', '90'),
      report('02', '90'),
      ...outage('OUT-1', '2025-02-10T00:00:00Z', 2 * 24 * 60),
      { type: 'ExitNoticeServed', effectiveAt: '2025-03-10T09:00:00Z', trigger: 'often' },
      { type: 'ExitRightExercised', effectiveAt: '2025-02-15T09:00:00Z', trigger: 'long' },
      { type: 'ExitRightExercised', effectiveAt: '2025-02-16T09:00:00Z', trigger: 'costly' },
    ];
    const { exits, outlook } = rowsOf(facts, '2025-02');
    expect(exits[0]!.map(([id, , , state, since, , next]) => [id, state, since, next])).toEqual([
      ['often', 'open', '2025-03', 'the condition held in 2025-02'],
      ['costly', 'clear', '2025-01', 'GBP 400.00 more would open the right'],
      ['long', 'used', '2025-02', 'exercised on 2025-02-15, it ends on 2025-03-17'],
      ['mean', 'clear', '2025-01', 'a mean of uptime that is worse by 10 % would open the right'],
    ]);
    expect(exits[1]).toEqual([
      ['often', '2025-02-28', 'armed', 'condition holds (2025-02)'],
      ['often', '2025-03-10', 'notice served', 'notice served'],
      ['often', '2025-03-10', 'the cure is running', 'cure begins'],
      ['often', '2025-03-21', 'open', 'cure not accepted'],
      ['costly', '2025-02-16', 'clear', 'exercised, without effect: no right has arisen'],
      ['long', '2025-02-11', 'open', 'condition holds (2025-02)'],
      ['long', '2025-02-15', 'used', 'exercised'],
    ]);
    expect(outlook.table!.rows[0]!.at(-1)).toBe('it has arisen already');
  });
});
