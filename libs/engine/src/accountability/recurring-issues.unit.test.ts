import { describe, expect, test } from 'vitest';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import type { Statement } from '../statement/statement.js';
import { behindLimit } from './foremost.js';

const rule = 'accountability: { recurring: { times: 3, within: 10 calendar days } }';

function recurring(
  facts: readonly FactLine[],
  options: { readonly period?: string; readonly clauses?: string; readonly timezone?: string } = {},
): Statement['accountability']['recurring'] {
  const { period = '2025-02', clauses = rule, timezone = 'UTC' } = options;
  return scenarioOf(termsAround(clauses, { timezone }), facts).statement(period, '2025-05-01T00:00:00Z')
    .accountability.recurring;
}

/** Tickets about the service `email`, opened on days of February (0 and less: of January). */
function onDays(...days: readonly number[]): FactLine[] {
  return days.flatMap((day, index) => emailTicket(`T${index}`, dayText(day)));
}

function emailTicket(key: string, openedAt: string, more: Record<string, unknown> = {}): FactLine[] {
  return ticket(key, openedAt, 30, { service: 'email', ...more });
}

function dayText(day: number): string {
  return `${new Date(Date.UTC(2025, 1, day)).toISOString().slice(0, 10)}T09:00:00Z`;
}

describe('an issue recurs', () => {
  test.each([
    ['one fewer than it takes', [3, 4], undefined],
    ['as many as it takes', [3, 4, 5], 3],
    ['one more', [3, 4, 5, 6], 4],
  ])('with %s', (_many, days, tickets) => {
    expect(recurring(onDays(...days)).service.listed[0]?.tickets).toBe(tickets);
  });

  test.each([
    ['the day before the last', [1, 2, 9], 3],
    ['the last day', [1, 2, 10], 3],
    ['the day after', [1, 2, 11], undefined],
  ])('within so many days, of which the first counts: on %s', (_when, days, tickets) => {
    expect(recurring(onDays(...days)).service.listed[0]?.tickets).toBe(tickets);
  });

  test.each([
    ['2025-02-10T22:59:59Z', 3],
    ['2025-02-10T23:00:00Z', undefined],
    ['2025-02-10T23:00:01Z', undefined],
  ])('by local days: the last one at %s, in Paris', (last, tickets) => {
    const facts = [...onDays(1, 2), ...emailTicket('last', last)];
    expect(recurring(facts, { timezone: 'Europe/Paris' }).service.listed[0]?.tickets).toBe(tickets);
  });

  test.each([
    ['the last day before it', [-1, -1, 0], '2025-02', undefined],
    ['its first day, though the others were opened before', [-1, 0, 1], '2025-02', 3],
    ['its last day', [26, 27, 28], '2025-02', 3],
    ['the first day after it', [26, 27, 29], '2025-02', undefined],
    ['the first day after it, seen from there', [26, 27, 29], '2025-03', 3],
  ])('in the period in which the last ticket was opened: on %s', (_when, days, period, tickets) => {
    expect(recurring(onDays(...days), { period }).service.listed[0]?.tickets).toBe(tickets);
  });

  test('with the tickets of every such run of the period, and no others', () => {
    const [email] = recurring(onDays(1, 2, 3, 15, 26, 27, 28)).service.listed;
    expect(email).toMatchObject({ tickets: 6, firstOn: '2025-02-01', lastOn: '2025-02-28' });
    expect(email!.latest.listed.map((one) => one.ticket)).toEqual(['T6', 'T5', 'T4', 'T2', 'T1', 'T0']);
  });

  test('and the last tickets of many are listed', () => {
    const [email] = recurring(onDays(...Array.from({ length: behindLimit + 1 }, (_, day) => day + 1))).service
      .listed;
    expect(email!.tickets).toBe(behindLimit + 1);
    expect(email!.latest.listed).toHaveLength(behindLimit);
    expect(email!.latest.more).toBe(1);
    expect(email!.latest.listed[0]!.openedAt).toBe(dayText(behindLimit + 1));
  });

  test('by service, category and configuration item', () => {
    const facts = [1, 2, 3].flatMap((day) =>
      emailTicket(`T${day}`, dayText(day), { category: 'login', configurationItem: 'mx1' }),
    );
    const { service, category, configurationItem } = recurring(facts);
    expect(
      [service, category, configurationItem].map(({ listed }) => listed.map(({ value }) => value)),
    ).toEqual([['email'], ['login'], ['mx1']]);
  });

  test('not with tickets that say nothing of it', () => {
    const facts = [1, 2, 3].flatMap((day) => ticket(`T${day}`, dayText(day), 30));
    expect(recurring(facts).service).toEqual({ listed: [], more: 0 });
  });

  test.each<[string, FactLine]>([
    ['cancelled', { type: 'TicketCancelled', effectiveAt: dayText(4), ticket: 'T2' }],
    [
      'duplicate',
      { type: 'TicketLinked', effectiveAt: dayText(4), ticket: 'T2', relation: 'duplicate-of', to: 'T1' },
    ],
    ['reclassified', { type: 'TicketReclassified', effectiveAt: dayText(4), ticket: 'T2', service: 'vpn' }],
  ])('not with a %s ticket', (_what, fact) => {
    expect(recurring([...onDays(1, 2, 3), fact]).service.listed).toEqual([]);
  });

  test('not with tickets from before the term', () => {
    const facts = [-1, 0, 1].flatMap((day, index) =>
      emailTicket(`T${index}`, dayText(day).replace('2025-02', '2025-01').replace('2025-01-3', '2024-12-3')),
    );
    expect(facts[0]!.effectiveAt).toBe('2024-12-30T09:00:00Z');
    expect(recurring(facts, { period: '2025-01' }).service.listed).toEqual([]);
  });

  test('three times in thirty days where the terms do not say', () => {
    expect(recurring(onDays(0, 1, 28), { clauses: '' }).service.listed).toMatchObject([{ tickets: 3 }]);
    expect(recurring(onDays(-1, 1, 29), { clauses: '', period: '2025-03' }).service.listed).toEqual([]);
    expect(recurring(onDays(0, 0, 30), { clauses: '', period: '2025-03' }).service.listed).toEqual([]);
    expect(recurring(onDays(1, 1, 30), { clauses: '', period: '2025-03' }).service.listed).toMatchObject([
      { tickets: 3, because: { operands: { times: 3, withinDays: 30 } } },
    ]);
  });
});

describe('behind a recurring issue', () => {
  const facts = onDays(3, 4, 5);
  const problem = (day: number, more: Record<string, unknown>): FactLine => ({
    type: 'ProblemIdentified',
    effectiveAt: dayText(day),
    problem: 'PRB1',
    ...more,
  });
  const settled = (day: number): FactLine => ({
    type: 'ProblemSettled',
    effectiveAt: dayText(day),
    problem: 'PRB1',
  });

  test.each<[string, readonly FactLine[], readonly string[]]>([
    ['nothing', [], ['problem', 'owner', 'root-cause']],
    ['a problem about something else', [problem(6, { service: 'vpn' })], ['problem', 'owner', 'root-cause']],
    ['a problem of its service', [problem(6, { service: 'email' })], ['owner', 'root-cause']],
    ['a problem with an owner', [problem(6, { service: 'email', owner: 'Northwind' })], ['root-cause']],
    ['a problem with a root cause', [problem(6, { service: 'email', rootCause: 'A full disk.' })], ['owner']],
    [
      'a problem that got both later',
      [
        problem(6, { service: 'email' }),
        problem(7, { owner: 'provider' }),
        problem(8, { rootCause: 'A full disk.' }),
      ],
      [],
    ],
    ['a problem that names one of its tickets', [problem(6, { tickets: ['T1'] })], ['owner', 'root-cause']],
    [
      'a problem that names another ticket',
      [problem(6, { tickets: ['X'] })],
      ['problem', 'owner', 'root-cause'],
    ],
    [
      'a problem that one of its tickets is linked to',
      [
        problem(6, {}),
        { type: 'TicketLinked', effectiveAt: dayText(7), ticket: 'T2', relation: 'problem', to: 'PRB1' },
      ],
      ['owner', 'root-cause'],
    ],
    [
      'a problem that a ticket is linked to later',
      [
        problem(6, {}),
        { type: 'TicketLinked', effectiveAt: dayText(29), ticket: 'T2', relation: 'problem', to: 'PRB1' },
      ],
      ['problem', 'owner', 'root-cause'],
    ],
    [
      'a problem with a link that was not to a problem',
      [
        problem(6, {}),
        { type: 'TicketLinked', effectiveAt: dayText(7), ticket: 'T2', relation: 'change', to: 'PRB1' },
      ],
      ['problem', 'owner', 'root-cause'],
    ],
    ['a problem on its last day', [problem(28, { service: 'email' })], ['owner', 'root-cause']],
    ['a problem after the period', [problem(29, { service: 'email' })], ['problem', 'owner', 'root-cause']],
    [
      'a problem settled before it',
      [problem(-5, { service: 'email' }), settled(0)],
      ['problem', 'owner', 'root-cause'],
    ],
    ['a problem settled in it', [problem(-5, { service: 'email' }), settled(1)], ['owner', 'root-cause']],
  ])('stands %s', (_what, more, lacks) => {
    expect(recurring([...facts, ...more]).service.listed[0]!.lacks).toEqual(lacks);
  });

  test('stand its problem and its facts', () => {
    const scenario = scenarioOf(termsAround(rule), [
      ...facts,
      problem(6, { service: 'email', owner: 'Acme' }),
    ]);
    const [email] = scenario.statement('2025-02', '2025-05-01T00:00:00Z').accountability.recurring.service
      .listed;
    const id = scenario.facts.find(({ type }) => type === 'ProblemIdentified')!.id;
    expect(email).toMatchObject({
      problems: {
        listed: [{ problem: 'PRB1', owner: 'client', rootCauseKnown: false, settledOn: null }],
        more: 0,
      },
      because: {
        rule: 'times-within-days',
        operands: { by: 'service', times: 3, withinDays: 10 },
        facts: [id],
      },
    });
  });
});

test('the foremost issues are listed, and the others counted', () => {
  const facts = Array.from({ length: 22 }, (_, index) =>
    [1, 2, 3].flatMap((day) =>
      ticket(`T${index}-${day}`, dayText(day), 30, { service: `s${String(index).padStart(2, '0')}` }),
    ),
  ).flat();
  const more = ticket('T', dayText(4), 30, { service: 's21' });
  const { service } = recurring([...facts, ...more]);
  expect(service.more).toBe(2);
  expect(service.listed.map(({ value }) => value)).toEqual([
    's21',
    ...Array.from({ length: 19 }, (_, index) => `s${String(index).padStart(2, '0')}`),
  ]);
});
