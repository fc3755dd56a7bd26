import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import type { Statement } from '../statement/statement.js';
import { behindLimit } from './foremost.js';

const hour = 3600;
const noClauses = '';

function ballOf(facts: readonly FactLine[], period = '2025-01', recordedAt = '2025-03-01T00:00:00Z') {
  const terms = termsAround(noClauses).replace(
    'provider: Northwind }',
    'provider: Northwind, others: { fastfibre: FastFibre Ltd } }',
  );
  return scenarioOf(terms, facts).statement(period, recordedAt).accountability.ball;
}

function held({ holders }: Statement['accountability']['ball']): Record<string, number> {
  return Object.fromEntries(holders.listed.map(({ party, seconds }) => [party ?? '?', seconds / hour]));
}

const opened = (at = '2025-01-06T00:00:00Z'): FactLine => ({
  type: 'TicketOpened',
  effectiveAt: at,
  ticket: 'T',
  ticketType: 'incident',
  priority: 'P1',
});
const moved = (hourOfDay: number, status: string, more: Record<string, unknown> = {}): FactLine => ({
  type: 'TicketTransitioned',
  effectiveAt: at(hourOfDay),
  ticket: 'T',
  status,
  ...more,
});
const said = (hourOfDay: number, type: string, more: Record<string, unknown> = {}): FactLine => ({
  type,
  effectiveAt: at(hourOfDay),
  ticket: 'T',
  ...more,
});
const at = (hourOfDay: number): string => `2025-01-06T${String(hourOfDay).padStart(2, '0')}:00:00Z`;

describe('who holds the ball of a ticket', () => {
  test.each<[string, readonly FactLine[], Record<string, number>]>([
    ['the provider, of a new one', [], { provider: 12 }],
    ['the provider, who works on it', [moved(2, 'in-progress')], { provider: 12 }],
    ['the client, while it waits for it', [moved(2, 'waiting-client')], { provider: 2, client: 10 }],
    ['a third party that no fact names', [moved(2, 'waiting-third-party')], { provider: 2, '?': 10 }],
    [
      'the third party that the fact names, by its name in the terms',
      [moved(2, 'waiting-third-party', { ball: 'FastFibre Ltd' })],
      { provider: 2, fastfibre: 10 },
    ],
    [
      'the third party that it is assigned to',
      [said(1, 'TicketAssigned', { party: 'fastfibre' }), moved(2, 'waiting-third-party')],
      { provider: 1, fastfibre: 11 },
    ],
    [
      'no party of the two where it waits for a third',
      [said(1, 'TicketAssigned', { party: 'provider' }), moved(2, 'waiting-third-party')],
      { provider: 2, '?': 10 },
    ],
    ['the provider, while it waits for a change', [moved(2, 'waiting-change')], { provider: 12 }],
    [
      'whom the fact says, whatever the status',
      [moved(2, 'in-progress', { ball: 'client' })],
      { provider: 2, client: 10 },
    ],
    [
      'whom the fact says, also where another works on it since',
      [moved(2, 'in-progress', { ball: 'client' }), said(3, 'TicketAssigned', { party: 'provider' })],
      { provider: 2, client: 10 },
    ],
    [
      'whom the fact says only until the status changes',
      [moved(2, 'in-progress', { ball: 'client' }), moved(4, 'waiting-change')],
      { provider: 10, client: 2 },
    ],
    [
      'another in the same status, where a fact says so',
      [moved(2, 'in-progress'), moved(4, 'in-progress', { ball: 'Acme' }), moved(6, 'in-progress')],
      { provider: 10, client: 2 },
    ],
    [
      'the party that it is assigned to',
      [said(3, 'TicketAssigned', { party: 'client' }), said(5, 'TicketAssigned', { party: 'Northwind' })],
      { provider: 10, client: 2 },
    ],
    [
      'as before, where only the group changes',
      [said(3, 'TicketAssigned', { group: 'desk' })],
      { provider: 12 },
    ],
    ['nobody, once it is resolved', [said(5, 'TicketResolved'), said(7, 'TicketClosed')], { provider: 5 }],
    [
      'nobody, once it is cancelled',
      [moved(2, 'waiting-client'), said(5, 'TicketCancelled')],
      { provider: 2, client: 3 },
    ],
    [
      'the provider again, once it is reopened',
      [said(5, 'TicketResolved'), said(7, 'TicketReopened')],
      { provider: 10 },
    ],
    [
      'as before, where what was open is reopened',
      [moved(2, 'waiting-client'), said(7, 'TicketReopened')],
      { provider: 2, client: 10 },
    ],
    [
      'by events before its opening as at the opening',
      [{ ...moved(0, 'waiting-client'), effectiveAt: '2025-01-05T00:00:00Z' }],
      { client: 12 },
    ],
  ])('%s', (_who, facts, expected) => {
    expect(held(ballOf([opened(), ...facts, said(12, 'TicketClosed')]))).toEqual(expected);
  });
});

describe('the seconds of a period', () => {
  test('are cut at its start and its end', () => {
    const facts = [
      opened('2025-01-31T23:59:59Z'),
      { ...said(0, 'TicketClosed'), effectiveAt: '2025-02-01T00:00:01Z' },
    ];
    expect(ballOf(facts, '2025-01')).toMatchObject({ tickets: 1, seconds: 1 });
    expect(ballOf(facts, '2025-02')).toMatchObject({ tickets: 1, seconds: 1 });
  });

  test.each([
    ['2025-01-31T23:59:59Z', 0],
    ['2025-02-01T00:00:00Z', 0],
    ['2025-02-01T00:00:01Z', 1],
  ])('have nothing of a ticket that ended at %s before February began: %d', (closedAt, tickets) => {
    const facts = [opened(), { ...said(0, 'TicketClosed'), effectiveAt: closedAt }];
    expect(ballOf(facts, '2025-02')).toMatchObject({ tickets, seconds: tickets });
  });

  test.each([
    ['2025-01-31T23:59:59Z', 1],
    ['2025-02-01T00:00:00Z', 0],
    ['2025-02-01T00:00:01Z', 0],
  ])('have nothing of a ticket that was opened at %s, when January was over: %d', (openedAt, tickets) => {
    expect(ballOf([opened(openedAt)])).toMatchObject({ tickets, seconds: tickets });
  });

  test.each([
    ['2025-01-06T01:59:59Z', { provider: 2 * hour - 1 }],
    ['2025-01-06T02:00:00Z', { provider: 2 * hour }],
    ['2025-01-06T02:00:01Z', { provider: 2 * hour, client: 1 }],
  ])('run up to the instant of valuation in a period that goes on: %s', (valuedAt, expected) => {
    const scenario = scenarioOf(termsAround(noClauses), [opened(), moved(2, 'waiting-client')]);
    const knowledge = scenario.knowledge(scenario.position, '2025-01-10T00:00:00Z');
    const { accountability } = makeStatement({
      ...knowledge,
      period: '2025-01',
      valuedAt: parseInstant(valuedAt),
    });
    expect(accountability.ball).toMatchObject({ until: valuedAt, tickets: 1 });
    const seconds = accountability.ball.holders.listed.map((one) => [one.party, one.seconds]);
    expect(Object.fromEntries(seconds)).toEqual(expected);
  });

  test('have nothing of a ticket that was resolved before and reopened after', () => {
    const facts = [
      opened(),
      said(5, 'TicketResolved'),
      { ...said(0, 'TicketReopened'), effectiveAt: '2025-03-01T00:00:00Z' },
    ];
    expect(ballOf(facts, '2025-02', '2025-03-05T00:00:00Z')).toMatchObject({ tickets: 0, seconds: 0 });
    expect(ballOf(facts, '2025-03', '2025-04-05T00:00:00Z')).toMatchObject({
      tickets: 1,
      seconds: 31 * 24 * hour,
    });
  });

  test('say which tickets took longest, by which facts, and how many more there are', () => {
    const facts = Array.from({ length: behindLimit + 2 }, (_, index): FactLine[] => [
      { ...opened(), ticket: `T${String(index).padStart(2, '0')}` },
      { ...said(index === 1 ? 6 : 3, 'TicketClosed'), ticket: `T${String(index).padStart(2, '0')}` },
    ]).flat();
    const scenario = scenarioOf(termsAround(noClauses), facts);
    const { ball } = scenario.statement('2025-01', '2025-03-01T00:00:00Z').accountability;
    const { longest } = ball.holders.listed[0]!;
    expect(longest.more).toBe(2);
    expect(longest.listed.map(({ ticket, seconds }) => `${ticket} ${seconds / hour}`)).toEqual([
      'T01 6',
      'T00 3',
      ...Array.from({ length: 8 }, (_, index) => `T${String(index + 2).padStart(2, '0')} 3`),
    ]);
    const openingOf = scenario.facts.find((fact) => fact.type === 'TicketOpened' && fact.ticket === 'T01')!;
    expect(longest.listed[0]!.facts).toEqual([openingOf.id]);
  });
});
