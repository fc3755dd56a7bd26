import { expect, test } from 'vitest';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import { accountableMonths } from '../testing/accountable-month.js';
import { describeAccountability } from './describe-accountability.js';

const scenario = accountableMonths();

function inWords(period: string): Record<string, readonly string[]> {
  const statement = scenario.statement(period, '2025-03-01T00:00:00Z');
  return Object.fromEntries(
    describeAccountability(statement).map(({ heading, notes, table }) => [
      heading,
      [...notes, ...(table?.rows ?? []).map((row) => row.join(' | '))],
    ]),
  );
}

test('accountability is said in words', () => {
  expect(inWords('2025-02')).toEqual({
    'What fell short': [
      'p1 | 2.1 | provider | missed by 25 percentage points',
      'Email |  | provider | missed by 0.1976 percentage points',
      'The monthly report | 5 | provider | 1 missed of 1 due',
    ],
    Trends: [
      'p1 | worsening | 25 % | 100 % | 100 %, 25 %',
      'Email | worsening | 99.7023 % | 100 % | 100 %, 99.7023 %',
    ],
    'Who had to act on open tickets': [
      '4 tickets were open in the period. Hours run day and night, and add up over tickets.',
      'provider | 189.0 | 35.1 % | 4 | T5 (168.0 h), T3 (10.0 h), T4 (10.0 h)',
      'a third party that no fact names | 350.0 | 64.9 % | 1 | T5 (350.0 h)',
    ],
    'Recurring issues': ['service email | 2 | 2025-02-03 to 2025-02-05 | PRB1 | client | unknown'],
    'Open points without an owner, a known cause or a review': [
      'Open at the end: 1 problem, 1 risk, 1 recommendation.',
      'problem PRB1 | 2025-02-12 | client | root cause unknown',
      'risk R1 | 2025-01-05 | nobody | was to be looked at again by 2025-02-28',
      'recommendation A1 | 2025-02-05 | nobody | ',
    ],
    Responsibilities: [
      "In nobody's area: service vpn (1 ticket).",
      '1 ticket names neither a service nor a category.',
      'email | 7.1 | client |  | 2025-02-20 | 2025-02-20: client',
    ],
  });
});

test('what went well has its margin', () => {
  expect(inWords('2025-01')['What went well']).toEqual([
    'p1 | 2.1 | provider | met, 50 percentage points better than the target',
    'Email |  | provider | met, 0.1 percentage points better than the target',
  ]);
});

test('nothing is said of a matrix that there is not', () => {
  const statement = scenarioOf(
    termsAround(''),
    ticket('T', '2025-01-06T00:00:00Z', 60, { service: 'vpn' }),
  ).statement('2025-01', '2025-02-01T00:00:00Z');
  expect(statement.accountability.responsibilities.gaps.listed).toHaveLength(1);
  expect(describeAccountability(statement).map(({ heading }) => heading)).toEqual([
    'Who had to act on open tickets',
  ]);
});

test('tables say how much they leave out', () => {
  const facts = Array.from({ length: 52 }, (_, index) => ({
    type: 'RiskRaised',
    effectiveAt: '2025-01-06T00:00:00Z',
    risk: `R${index}`,
  }));
  const statement = scenarioOf(termsAround(''), facts).statement('2025-01', '2025-02-01T00:00:00Z');
  expect(describeAccountability(statement)[0]!.notes).toEqual([
    'Open at the end: 0 problems, 52 risks, 0 recommendations.',
    '2 more are not listed.',
  ]);
});
