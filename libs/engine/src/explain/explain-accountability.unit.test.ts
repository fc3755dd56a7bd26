import { expect, test } from 'vitest';
import { accountableMonths } from '../testing/accountable-month.js';
import { explainFigure, figureNames } from './figures.js';

const scenario = accountableMonths();
const statement = scenario.statement('2025-02', '2025-03-01T00:00:00Z');
const names = figureNames(statement).filter((name) => name.startsWith('accountability.'));

function idOf(type: string, ticket?: string): string {
  return scenario.facts.find(
    (fact) => fact.type === type && (ticket === undefined || ('ticket' in fact && fact.ticket === ticket)),
  )!.id;
}

test('everything that the section lists can be explained by a name of its own', () => {
  expect(names).toEqual([
    'accountability.ball.provider',
    'accountability.ball.third-party-without-a-name',
    'accountability.recurring.service.email',
    'accountability.problem.PRB1',
    'accountability.risk.R1',
    'accountability.recommendation.A1',
    'accountability.responsibility.email',
    'accountability.gap.service.vpn',
    'accountability.shortfall.service-level.p1',
    'accountability.shortfall.service-level.email',
    'accountability.shortfall.obligation.report',
    'accountability.trend.p1',
    'accountability.trend.email',
  ]);
  for (const name of names) expect(explainFigure(statement, name).figure).toBe(name);
});

test('time in a court leads down to the facts that put each ticket there', () => {
  const { value, because, from } = explainFigure(statement, 'accountability.ball.third-party-without-a-name');
  expect(value).toBe(`${14.25 * 86_400 + 8 * 3600}`);
  expect(because.operands).toMatchObject({ tickets: 1, from: '2025-02-01T00:00:00Z', notListed: 0 });
  expect(from).toMatchObject([
    {
      figure: 'accountability.ball.third-party-without-a-name.T5',
      because: { facts: [idOf('TicketTransitioned', 'T5')] },
    },
  ]);
});

test('what recurs leads down to its tickets and problems', () => {
  const { value, because, from } = explainFigure(statement, 'accountability.recurring.service.email');
  expect(value).toBe('2');
  expect(because).toMatchObject({
    rule: 'times-within-days',
    operands: {
      times: 2,
      withinDays: 10,
      firstOn: '2025-02-03',
      lastOn: '2025-02-05',
      lacks: ['root-cause'],
    },
    facts: [idOf('ProblemIdentified')],
  });
  expect(from).toMatchObject([
    { figure: 'accountability.recurring.service.email.T3', because: { facts: [idOf('TicketOpened', 'T3')] } },
    { figure: 'accountability.recurring.service.email.T2' },
    { value: 'open', because: { operands: { owner: 'client', rootCauseKnown: false } } },
  ]);
});

test.each([
  ['accountability.problem.PRB1', 'no root cause'],
  ['accountability.risk.R1', 'no owner, no review'],
  ['accountability.recommendation.A1', 'no owner'],
  ['accountability.responsibility.email', 'client'],
  ['accountability.gap.service.vpn', 'nobody'],
  ['accountability.shortfall.service-level.p1', '-25'],
  ['accountability.shortfall.obligation.report', '1 of 1'],
  ['accountability.trend.p1', 'worsening'],
])('%s is %s', (name, value) => {
  expect(explainFigure(statement, name).value).toBe(value);
});

test('wins, shortfalls and trends lead to the figures of their levels and obligations', () => {
  const last = (name: string): string => explainFigure(statement, name).from.at(-1)!.figure;
  expect(last('accountability.shortfall.service-level.p1')).toBe('p1');
  expect(last('accountability.shortfall.obligation.report')).toBe('obligation.report');
  expect(last('accountability.trend.email')).toBe('email');
});
