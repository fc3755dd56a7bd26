import { describe } from 'vitest';
import { contractOf, worked } from '../kit/contract.js';
import { fact, tickets } from '../kit/happenings.js';

const contract = contractOf(new URL('./terms/', import.meta.url), 'r1-ascension');

const tasks = (day: string, inTime: number, of: number) =>
  tickets(
    day,
    `${day}T15:00:00`,
    { inTime, of },
    { inTime: 60, late: 1441 },
    {
      ticketType: 'task',
      priority: 'P3',
    },
  );

function raisedTo(target: number, effectiveFrom: string, more = ''): string {
  return `
amendment: A1
agreement: r1-ascension
kind: amendment
effectiveFrom: ${effectiveFrom}
executedAt: ${effectiveFrom}
change:
  serviceLevels:
    - id: claims-worked
      measure: { kind: ticket-share, where: { type: task }, clock: resolution, within: 24h, countIn: opened }
      target: { atLeast: ${target} }
      credit: { fixed: { percent: 2 }, of: [fee] }
${more}`;
}

describe('a new target in the middle of April', () => {
  // 38/40 = 95 before, 57/60 = 95 after. Each half month stands alone: 2 % of the half fee of 25,000.
  const facts = [...tasks('2025-04-08', 38, 40), ...tasks('2025-04-22', 57, 60)];
  const amended = [[raisedTo(98, '2025-04-16'), '2025-04-10T00:00:00Z']] as const;

  worked(contract, 'each half under its own', {
    facts,
    amended,
    gives: {
      '2025-04': {
        'credits.payable': '500.00',
        'serviceLevels.claims-worked.parts.0.verdict': 'met',
        'serviceLevels.claims-worked.parts.1.verdict': 'missed',
      },
    },
  });
  worked(contract, 'all of April under the terms at its start', {
    instead: { 'midPeriod: segment': 'midPeriod: start' },
    facts,
    amended,
    gives: { '2025-04': { 'credits.payable': '0.00' } },
  });
  worked(contract, 'all of April under the terms at its end', {
    instead: { 'midPeriod: segment': 'midPeriod: end' },
    facts,
    amended,
    gives: { '2025-04': { 'credits.payable': '1000.00' } },
  });
});

worked(contract, 'never for a period before', {
  // March at 95 % is met, also after the target became 98.
  facts: [...tasks('2025-03-08', 38, 40), ...tasks('2025-05-08', 38, 40)],
  amended: [[raisedTo(98, '2025-05-01'), '2025-04-10T00:00:00Z']],
  gives: { '2025-03': { 'credits.payable': '0.00' }, '2025-05': { 'credits.payable': '1000.00' } },
});

describe('three misses in a row over a change of the level', () => {
  const facts = ['2025-03-08', '2025-04-08', '2025-05-08'].flatMap((day) => tasks(day, 37, 40));
  worked(contract, 'a level that keeps its name keeps its past', {
    facts,
    amended: [[raisedTo(98, '2025-05-01'), '2025-04-10T00:00:00Z']],
    gives: { '2025-05': { 'exits.three-in-a-row.state': 'exercisable' } },
  });
  worked(contract, 'unless the parties say that it starts afresh', {
    facts,
    amended: [
      [
        raisedTo(98, '2025-05-01', 'restartHistory: { serviceLevels: [claims-worked] }\n'),
        '2025-04-10T00:00:00Z',
      ],
    ],
    gives: { '2025-05': { 'exits.three-in-a-row.state': 'clear', 'exits.three-in-a-row.reached': '1' } },
  });
});

describe('the levels are looked at every two years', () => {
  const held = (on: string) =>
    fact('ReviewHeld', on, { review: 'level-reset', attendees: ['client', 'provider'] });
  // Two years end on 31 December 2026; thirty days later is 30 January, until midnight in Chicago.
  worked(contract, 'on the last day', {
    facts: [held('2027-01-31T05:59:59')],
    gives: { '2027-01': { 'obligations.obligations.level-reset.counts.met': 1 } },
  });
  worked(contract, 'a second later', {
    facts: [held('2027-01-31T06:00:00')],
    gives: { '2027-01': { 'obligations.obligations.level-reset.counts.met': 0 } },
  });
});
