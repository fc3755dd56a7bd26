import { formatInstantSeconds } from '@tallystick/quantities';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { withFacts } from '../asked/with-facts.js';
import { netsAsKnown } from '../asked/nets.js';
import { reliefsAsKnown } from '../asked/standings.js';
import { evaluatePeriods } from '../statement/make-statement.js';
import { statementBytes } from '../statement/statement-bytes.js';
import type { Knowledge } from '../statement/statement-input.js';
import { termsAround } from '../testing/levels.js';
import { type FactLine, Scenario } from '../testing/scenario.js';
import { Timeline } from '../timeline/index.js';
import { type Settled, SettledReadings } from './settled-readings.js';

const level = (id: string, measure: string, target: string, credit: string): string =>
  `  - { id: ${id}, measure: { ${measure} }, target: { ${target} }, credit: { ${credit} } }\n`;
const share = 'bands: [ { below: 60, percent: 9 }, { below: 95, percent: 4 } ], of: [fee]';
const terms = termsAround(
  `relief: { decidedBy: client }
serviceLevels:
${level('opened', 'kind: ticket-share, clock: office, within: { P1: 8h, else: 16h }, countIn: opened', 'atLeast: 95', share)}
${level('due', 'kind: ticket-share, clock: resolution, within: 24h, countIn: due, where: { service: email }', 'atLeast: 95', share)}
${level('resolved', 'kind: ticket-share, clock: resolution, within: 24h, countIn: resolved, exclude: [cancelled, duplicate]', 'atLeast: 95', share)}
${level('overdue', 'kind: ticket-share, clock: resolution, within: 24h, countIn: each-period-overdue', 'atLeast: 95', share)}
${level('longest', 'kind: ticket-share, clock: resolution, within: { P1: 12h, else: 30h }, countIn: opened, judgedBy: longest-held', 'atLeast: 95', share)}
${level('mean', 'kind: statistic, statistic: mean, of: { clock: office }, countIn: resolved', 'atMost: 10h', 'fixed: "20.00"')}
${level('first', 'kind: ticket-share, clock: response, within: 2h, countIn: opened', 'atLeast: 95', share)}`,
).replace(
  'clocks:\n',
  `clocks:
  - { id: office, from: opened, to: resolved, calendar: office, pause: { statuses: [waiting-client] }, relief: pauses, onReopen: continue }
  - { id: response, from: opened, to: responded, calendar: always, onReopen: new-instance }
`,
);

const start = Date.UTC(2025, 0, 2) / 1000;
const hour = 3600;
const keys = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
const hours = fc.integer({ min: 0, max: 24 * 80 });
/** What happens, how many hours after the start; each is recorded after the one before it, early or late. */
const happenings = fc.array(
  fc.record({
    what: fc.constantFrom('ticket', 'ticket', 'move', 'move', 'retract', 'relief', 'relief', 'service'),
    key: keys,
    at: hours,
    took: fc.integer({ min: 1, max: 200 }),
    detail: fc.nat({ max: 1000 }),
  }),
  { minLength: 6, maxLength: 16 },
);

const statuses = ['waiting-client', 'in-progress', 'resolved', 'closed', 'cancelled'];

function linesOf(
  {
    what,
    key,
    at,
    took,
    detail,
  }: (typeof happenings extends fc.Arbitrary<infer List> ? List : never)[number],
  recorded: readonly string[],
): FactLine[] {
  const instant = (after: number): string => formatInstantSeconds(start + after * hour);
  const priority = detail % 2 === 0 ? 'P1' : 'P2';
  const service = detail % 3 === 0 ? 'email' : 'erp';
  switch (what) {
    case 'ticket':
      return [
        {
          type: 'TicketOpened',
          effectiveAt: instant(at),
          ticket: key,
          ticketType: 'incident',
          priority,
          service,
        },
        { type: 'TicketResponded', effectiveAt: instant(at + 1), ticket: key },
        ...(detail % 4 === 0
          ? []
          : [{ type: 'TicketResolved', effectiveAt: instant(at + took), ticket: key }]),
      ];
    case 'move':
      if (detail % 5 === 0)
        return [{ type: 'TicketReprioritised', effectiveAt: instant(at), ticket: key, priority }];
      if (detail % 7 === 0)
        return [
          { type: 'TicketLinked', effectiveAt: instant(at), ticket: key, relation: 'duplicate-of', to: 'A' },
        ];
      return [
        {
          type: 'TicketTransitioned',
          effectiveAt: instant(at),
          ticket: key,
          status: statuses[detail % statuses.length],
        },
      ];
    case 'retract':
      return recorded.length < 2
        ? []
        : [
            {
              type: 'FactRetracted',
              effectiveAt: instant(at),
              fact: recorded[1 + (detail % (recorded.length - 1))],
              reason: 'wrong',
            },
          ];
    case 'relief': {
      const relief = `relief-${detail}`;
      const extent = detail % 2 === 0 ? { tickets: [key] } : {};
      return [
        {
          type: 'ReliefClaimed',
          effectiveAt: instant(at + took),
          relief,
          cause: 'client delay',
          from: instant(at),
          until: instant(at + took),
          ...extent,
        },
        { type: 'ReliefGranted', effectiveAt: instant(at + took), assertedBy: 'client', relief },
      ];
    }
    default:
      return [{ type: 'TicketReclassified', effectiveAt: instant(at), ticket: key, service }];
  }
}

test('what has settled is not read again, and every figure is as if all were', () => {
  const find = vi.spyOn(SettledReadings.prototype, 'find');
  let relieved = 0;
  const statements = (known: Knowledge, valuedAt?: number): string[] =>
    evaluatePeriods({ ...known, to: '2025-03', ...(valuedAt === undefined ? {} : { valuedAt }) }).map(
      statementBytes,
    );
  fc.assert(
    fc.property(
      happenings,
      fc.array(fc.nat({ max: 100 }), { minLength: 16, maxLength: 16 }),
      (list, dice) => {
        const scenario = new Scenario();
        scenario.sign(terms, '2024-12-01T00:00:00Z');
        const ids: string[] = [];
        list.forEach((happening, index) => {
          // Recorded ever later, so that some facts are late by weeks and others announced before they happen.
          const recordedAt = formatInstantSeconds(start + (index + 1) * 8 * 24 * hour);
          const lines = linesOf(happening, ids).map((line) => ({ ...line, recordedAt }));
          ids.push(...scenario.record(...lines));
          if (dice[index]! < 40) return;
          const known = scenario.knowledge();
          const fresh = new Timeline();
          scenario.facts.forEach((fact, place) => fresh.add(place + 1, fact));
          const valuedAt = dice[index]! % 3 === 0 ? Date.UTC(2025, 2, 2) : undefined;
          relieved += reliefsAsKnown(known).filter(({ state }) => state === 'granted').length;
          expect(statements(known, valuedAt)).toEqual(statements({ ...known, timeline: fresh }, valuedAt));
          const [first] = ids;
          if (first === undefined) return;
          const supposed = [
            {
              id: '00000000-0000-4000-8000-000000000001',
              type: 'FactRetracted',
              schema: 1,
              effectiveAt: recordedAt,
              assertedBy: { party: 'client' },
              fact: first,
              reason: 'as if',
            } as const,
          ];
          const nets = (one: Knowledge) =>
            netsAsKnown({ ...withFacts(one, supposed), to: '2025-03' }).periods.map(({ net }) =>
              net.toString(),
            );
          expect(nets(known)).toEqual(nets({ ...known, timeline: fresh }));
        });
      },
    ),
    { numRuns: 30 },
  );
  const found = find.mock.results.flatMap(({ value }) => (value as Settled | undefined) ?? []);
  find.mockRestore();
  const sum = (of: (one: Settled) => number): number => found.reduce((total, one) => total + of(one), 0);
  expect(sum(({ entries }) => entries.tickets)).toBeGreaterThan(300);
  expect(sum(({ moved }) => moved.size)).toBeGreaterThan(20);
  expect(relieved).toBeGreaterThan(20);
});

const waited: readonly FactLine[] = [
  {
    type: 'TicketOpened',
    effectiveAt: '2025-01-06T09:00:00Z',
    ticket: 'A',
    ticketType: 'incident',
    priority: 'P1',
  },
  { type: 'TicketResolved', effectiveAt: '2025-01-07T17:00:00Z', ticket: 'A' },
];

test('what has settled is read again where relief comes later, and for an instant before it settled', () => {
  const scenario = new Scenario();
  scenario.sign(terms, '2024-12-01T00:00:00Z');
  scenario.record(...waited);
  const mean = (valuedAt?: number): string | undefined => {
    const asked = valuedAt === undefined ? {} : { valuedAt };
    const [statement] = evaluatePeriods({ ...scenario.knowledge(), to: '2025-01', ...asked });
    return statement!.serviceLevels.find(({ id }) => id === 'mean')!.value?.decimal;
  };
  expect(mean()).toBe('57600');
  expect(mean(Date.UTC(2025, 0, 6, 12))).toBeUndefined();
  expect(mean()).toBe('57600');
  const relief = 'relief-1';
  scenario.record(
    {
      type: 'ReliefClaimed',
      effectiveAt: '2025-01-08T00:00:00Z',
      relief,
      cause: 'client delay',
      from: '2025-01-06T10:00:00Z',
      until: '2025-01-06T12:00:00Z',
    },
    { type: 'ReliefGranted', effectiveAt: '2025-01-09T00:00:00Z', assertedBy: 'client', relief },
  );
  expect(mean()).toBe('50400');
});
