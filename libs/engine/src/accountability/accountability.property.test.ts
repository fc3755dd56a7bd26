import * as fc from 'fast-check';
import { formatInstantSeconds } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import type { Statement } from '../statement/statement.js';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { Timeline } from '../timeline/index.js';

const hour = 3600;
const yearStart = Date.UTC(2025, 0, 1) / 1000;
const months = ['2025-01', '2025-02', '2025-03'];
const end = '2025-04-01T00:00:00Z';
const rule = { times: 3, withinDays: 5 };

const clauses = `
accountability: { recurring: { times: ${rule.times}, within: ${rule.withinDays} calendar days } }
responsibilities: [ { area: s0, owner: provider }, { area: c1, owner: client } ]
serviceLevels:
  - { id: p1, measure: { kind: ticket-share, clock: resolution, within: 40h, countIn: opened }, target: { atLeast: 50 } }
`;

/** What happens at an hour of the first quarter; every one at another second, so that no order is left to the ledger. */
interface Step {
  readonly hour: number;
  readonly line: Omit<FactLine, 'effectiveAt'> & { readonly type: string };
}

const ticketKey = fc.constantFrom('T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7');
const party = fc.constantFrom('client', 'provider', 'Acme', 'fastfibre');
const classification = {
  service: fc.constantFrom('s0', 's1', 's2'),
  category: fc.constantFrom('c0', 'c1'),
};
const line: fc.Arbitrary<Step['line']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: fc.constant('TicketOpened'),
        ticket: ticketKey,
        ticketType: fc.constant('incident'),
        priority: fc.constant('P1'),
        ...classification,
      },
      { requiredKeys: ['type', 'ticket', 'ticketType', 'priority'] },
    ),
  },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: fc.constant('TicketTransitioned'),
        ticket: ticketKey,
        status: fc.constantFrom(
          'in-progress',
          'waiting-client',
          'waiting-third-party',
          'waiting-change',
          'resolved',
        ),
        ball: party,
      },
      { requiredKeys: ['type', 'ticket', 'status'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('TicketResolved', 'TicketReopened', 'TicketClosed', 'TicketCancelled'),
      ticket: ticketKey,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('TicketAssigned'), ticket: ticketKey, party }) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        type: fc.constant('ProblemIdentified'),
        problem: fc.constantFrom('PRB0', 'PRB1'),
        ...classification,
        owner: party,
        rootCause: fc.constant('Known.'),
        tickets: fc.array(ticketKey, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['type', 'problem'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ type: fc.constant('ProblemSettled'), problem: fc.constantFrom('PRB0', 'PRB1') }),
      fc.record(
        {
          type: fc.constant('RiskRaised'),
          risk: fc.constantFrom('R0', 'R1'),
          owner: party,
          reviewBy: fc.constantFrom('2025-01-20', '2025-02-10'),
        },
        { requiredKeys: ['type', 'risk'] },
      ),
      fc.record({ type: fc.constant('RiskReviewed'), risk: fc.constantFrom('R0', 'R1') }),
      fc.record({ type: fc.constant('RiskClosed'), risk: fc.constantFrom('R0', 'R1') }),
      fc.record({
        type: fc.constant('ResponsibilityAssigned'),
        area: fc.constantFrom('s0', 's1', 'c0'),
        owner: party,
      }),
      fc.record({
        type: fc.constant('TicketLinked'),
        ticket: ticketKey,
        relation: fc.constantFrom('problem', 'duplicate-of'),
        to: fc.constantFrom('PRB0', 'T0'),
      }),
    ),
  },
);
const histories: fc.Arbitrary<readonly Step[]> = fc.uniqueArray(
  fc.record({ hour: fc.integer({ min: 0, max: 90 * 24 - 1 }), line }),
  { minLength: 1, maxLength: 40, selector: (step) => step.hour },
);

function secondOf({ hour: hours }: Step): number {
  return yearStart + hours * hour;
}

function scenarioFor(steps: readonly Step[]): Scenario {
  const terms = termsAround(clauses).replace(
    'provider: Northwind }',
    'provider: Northwind, others: { fastfibre: FastFibre Ltd } }',
  );
  return scenarioOf(
    terms,
    steps.map((step) => ({ ...step.line, effectiveAt: formatInstantSeconds(secondOf(step)) })),
  );
}

function accountability(scenario: Scenario, period: string): Statement['accountability'] {
  return scenario.statement(period, end).accountability;
}

test('the order of recording and duplicates change nothing', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat()), (steps, draws) => {
      const scenario = scenarioFor(steps);
      const { timeline: known, ...knowledge } = scenario.knowledge(scenario.position, end);
      expect(known.ticketCount).toBeLessThanOrEqual(8);
      const [signed, ...facts] = scenario.facts;
      const shuffled = facts
        .map((fact) => ({ fact, draw: Number(draws.next().value) }))
        .sort((a, b) => a.draw - b.draw);
      const timeline = new Timeline();
      timeline.add(1, signed!);
      shuffled.forEach(({ fact }, index) => timeline.add(index + 2, fact));
      for (const { fact } of shuffled.slice(0, 3)) timeline.add(scenario.position + 1, fact);
      for (const period of months) {
        const other = makeStatement({
          ...knowledge,
          knownAt: { ...knowledge.knownAt, position: scenario.position + 1 },
          timeline,
          period,
        });
        expect(other.accountability).toEqual(accountability(scenario, period));
      }
    }),
    { numRuns: 60 },
  );
});

describe('ball-in-court time', () => {
  /** Who holds a ticket at the start of an hour, from the facts up to then. */
  function holderAt(steps: readonly Step[], ticket: string, at: number): string | undefined {
    const own = steps.filter(({ line: { ticket: key } }) => key === ticket).sort((a, b) => a.hour - b.hour);
    const opening = own.find((step) => step.line.type === 'TicketOpened');
    if (opening === undefined || opening.hour > at) return undefined;
    let [status, ball, assigned] = ['new', undefined as unknown, undefined as unknown];
    const ended = (): boolean => status === 'ended';
    for (const { line: said } of own.filter((step) => step.hour <= at)) {
      switch (said.type) {
        case 'TicketTransitioned':
          [status, ball] = [
            said['status'] === 'resolved' ? 'ended' : (said['status'] as string),
            said['ball'],
          ];
          break;
        case 'TicketReopened':
          if (ended()) [status, ball] = ['in-progress', undefined];
          break;
        case 'TicketAssigned':
          assigned = said['party'];
          break;
        case 'TicketResolved':
        case 'TicketClosed':
        case 'TicketCancelled':
          status = 'ended';
          break;
      }
    }
    if (ended()) return undefined;
    const named = (name: unknown): string => (name === 'Acme' ? 'client' : (name as string));
    if (ball !== undefined) return named(ball);
    if (status === 'waiting-client') return 'client';
    const worker = named(assigned ?? 'provider');
    return status === 'waiting-third-party' && worker !== 'fastfibre' ? '?' : worker;
  }

  test('is what it comes to hour by hour, and of nobody else', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...months), (steps, period) => {
        const { ball } = accountability(scenarioFor(steps), period);
        const expected: Record<string, number> = {};
        const [from, until] = [ball.from, ball.until].map(
          (text) => (Date.parse(text) / 1000 - yearStart) / hour,
        );
        const keys = [
          ...new Set(steps.map((step) => step.line['ticket']).filter((key) => key !== undefined)),
        ];
        for (const key of keys as string[]) {
          for (let at = from!; at < until!; at += 1) {
            const holder = holderAt(steps, key, at);
            if (holder !== undefined) expected[holder] = (expected[holder] ?? 0) + hour;
          }
        }
        const held = ball.holders.listed.map(({ party: name, seconds }) => [name ?? '?', seconds]);
        expect(Object.fromEntries(held)).toEqual(expected);
        expect(ball.seconds).toBe(Object.values(expected).reduce((sum, seconds) => sum + seconds, 0));
      }),
      { numRuns: 60 },
    );
  });
});

/** Tickets of the weeks around the first of February, some of them called off or reported twice. */
const crowds: fc.Arbitrary<readonly Step[]> = fc
  .uniqueArray(
    fc.record({
      hour: fc.integer({ min: 22 * 24, max: 42 * 24 - 1 }),
      classification: fc.record(classification, { requiredKeys: [] }),
      then: fc.option(
        fc.constantFrom<Step['line']>(
          { type: 'TicketCancelled' },
          { type: 'TicketLinked', relation: 'duplicate-of', to: 'T0' },
          { type: 'TicketReclassified', service: 's0' },
        ),
        { nil: undefined, freq: 6 },
      ),
    }),
    { minLength: 3, maxLength: 25, selector: (one) => one.hour },
  )
  .map((tickets) =>
    tickets.flatMap(({ hour: at, classification: about, then }, index): Step[] => {
      const ticket = `T${index}`;
      const opened = { type: 'TicketOpened', ticket, ticketType: 'incident', priority: 'P1', ...about };
      const more = then === undefined ? [] : [{ hour: at + 24, line: { ...then, ticket } }];
      return [{ hour: at, line: opened }, ...more];
    }),
  );

test('what recurs is what has so many tickets within so many days, looked at one by one', () => {
  fc.assert(
    fc.property(crowds, fc.constantFrom('2025-01', '2025-02'), (steps, period) => {
      const scenario = scenarioFor(steps);
      const statement = accountability(scenario, period);
      const views = Array.from({ length: scenario.timeline.ticketCount }, (_, index) =>
        scenario.timeline.ticket(index),
      ).filter(
        ({ state, status, duplicateOf }) =>
          state === 'complete' && status !== 'cancelled' && duplicateOf === undefined,
      );
      for (const by of ['service', 'category'] as const) {
        const expected: [string, number][] = [];
        for (const value of new Set(views.flatMap((view) => view[by] ?? []))) {
          const own = views.filter((view) => view[by] === value).sort((a, b) => a.openedAt! - b.openedAt!);
          const dayOf = (index: number): number => Math.floor(own[index]!.openedAt! / 86_400);
          const count = own.filter((_, index) =>
            own.some((_last, last) => {
              const first = last - rule.times + 1;
              const isRun = first >= 0 && index >= first && index <= last;
              const at = formatInstantSeconds(own[last]!.openedAt!);
              return isRun && at.startsWith(period) && dayOf(last) - dayOf(first) < rule.withinDays;
            }),
          ).length;
          if (count > 0) expected.push([value, count]);
        }
        const found = statement.recurring[by].listed.map(({ value, tickets }): [string, number] => [
          value,
          tickets,
        ]);
        expect(found.sort()).toEqual(expected.sort());
      }
    }),
    { numRuns: 100 },
  );
});
