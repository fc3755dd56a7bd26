import { formatInstantSeconds, parseInstant } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AgreementState } from '../history/agreement-state.js';
import { scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { Timeline } from '../timeline/index.js';
import type { Occurrence, OccurrenceState } from './occurrence.js';

const start = parseInstant('2025-01-01T00:00:00Z') / 1000;
const valuedAt = parseInstant('2025-05-10T00:00:00Z') / 1000;
const periods = ['2025-01', '2025-02', '2025-03', '2025-04'];

const more = fc.constantFrom(
  '',
  ', acceptance: required',
  ', acceptedAfter: 3 business days',
  ', missedAfter: 10 calendar days',
  ', acceptedAfter: 2 calendar days, missedAfter: 5 business days',
);
const clausesWith = (options: string): string => `
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 10 business days after end, calendar: office }${options} }
  - { id: access, owedBy: client, due: { within: 8h, of: request, calendar: always }, missedAfter: 20h, whenLate: relief }
escalation:
  - { id: ladder, clock: resolution, within: 24h, levels: [ { after: 50 percent, to: manager, within: 1h } ] }`;

interface Act {
  readonly second: number;
  readonly line: Readonly<Record<string, unknown>>;
}

function acts(types: readonly string[]): fc.Arbitrary<Act[]> {
  const report = fc.record({
    second: fc.integer({ min: start, max: valuedAt }),
    line: fc.record({
      type: fc.constantFrom(...types),
      obligation: fc.constant('report'),
      period: fc.option(fc.constantFrom(...periods), { nil: undefined }),
    }),
  });
  const move = fc.record({
    second: fc.integer({ min: start + 86_400, max: valuedAt }),
    line: fc.record({
      type: fc.constant('TicketTransitioned'),
      ticket: fc.constantFrom('A', 'B'),
      status: fc.constantFrom('waiting-client', 'in-progress', 'resolved'),
    }),
  });
  const told = fc.record({
    second: fc.integer({ min: start, max: valuedAt }),
    line: fc.record({
      type: fc.constant('TicketEscalated'),
      ticket: fc.constantFrom('A', 'B'),
      level: fc.constant('1'),
    }),
  });
  return fc.uniqueArray(fc.oneof(report, report, move, told), {
    selector: (act) => act.second,
    maxLength: 14,
  });
}

const opened: readonly FactLine[] = ['A', 'B'].map((ticket, index) => ({
  type: 'TicketOpened',
  effectiveAt: formatInstantSeconds(start + index),
  ticket,
  ticketType: 'incident',
  priority: 'P1',
}));

function lineOf({ second, line }: Act): FactLine {
  const given = Object.entries(line).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    type: line['type'] as string,
    effectiveAt: formatInstantSeconds(second),
  };
}

function scenarioWith(options: string, found: readonly Act[]): Scenario {
  return scenarioOf(termsAround(clausesWith(options)), [...opened, ...found.map(lineOf)]);
}

function occurrencesOf(timeline: Timeline, { zones }: Scenario): readonly Occurrence[] {
  const state = new AgreementState(timeline, zones);
  return state.evaluation(4, valuedAt).world.obligations.occurrences;
}

describe('obligations', () => {
  test('do not depend on the order in which facts are recorded, nor on duplicates', () => {
    fc.assert(
      fc.property(
        more,
        acts(['ObligationFulfilled', 'ObligationAccepted', 'ObligationRefused', 'ObligationWaived']),
        fc.infiniteStream(fc.nat()),
        (options, found, numbers) => {
          const scenario = scenarioWith(options, found);
          const shuffled = scenario.facts
            .map((fact) => ({ fact, order: numbers.next().value as number }))
            .sort((a, b) => a.order - b.order);
          const timeline = new Timeline();
          [...shuffled, ...shuffled.slice(0, 5)].forEach(({ fact }, position) => {
            timeline.add(position, fact);
          });
          const plain = ({ clause: _, version: __, ...rest }: Occurrence) => rest;
          expect(occurrencesOf(timeline, scenario).map(plain)).toEqual(
            occurrencesOf(scenario.timeline, scenario).map(plain),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are never worse for being done earlier', () => {
    fc.assert(
      fc.property(
        more,
        acts(['ObligationFulfilled', 'ObligationAccepted', 'ObligationWaived']),
        fc.constantFrom(...periods),
        fc.integer({ min: start, max: valuedAt }),
        fc.integer({ min: start, max: valuedAt }),
        (options, others, period, one, other) => {
          // Others name their period: which one is the oldest depends on what is done, not only on when.
          const named = others.filter(
            ({ line }) => 'status' in line || 'level' in line || line['period'] !== undefined,
          );
          const done = (second: number): Act => ({
            second,
            line: { type: 'ObligationFulfilled', obligation: 'report', period },
          });
          const [early, late] = [Math.min(one, other), Math.max(one, other)].map((second) => {
            const scenario = scenarioWith(options, [...named, done(second)]);
            return occurrencesOf(scenario.timeline, scenario);
          });
          early!.forEach((occurrence, index) => {
            expect(rank(occurrence.state)).toBeLessThanOrEqual(rank(late![index]!.state));
            expect(occurrence.daysLate).toBeLessThanOrEqual(late![index]!.daysLate);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('belong to the period of their due instant, each once', () => {
    fc.assert(
      fc.property(more, acts(['ObligationFulfilled', 'ObligationRefused']), (options, found) => {
        const scenario = scenarioWith(options, found);
        const state = new AgreementState(scenario.timeline, scenario.zones);
        const { obligations, grid } = state.evaluation(4, valuedAt).world;
        const due = [0, 1, 2, 3, 4].flatMap((index) => obligations.dueIn(grid.at(index)));
        const later = obligations.occurrences.filter(({ dueAt }) => dueAt >= grid.at(4).endsAt);
        expect(new Set([...due, ...later])).toEqual(new Set(obligations.occurrences));
        expect(due.length + later.length).toBe(obligations.occurrences.length);
      }),
      { numRuns: 30 },
    );
  });
});

const ranks: readonly OccurrenceState[] = [
  'met',
  'delivered',
  'open',
  'waived',
  'excused',
  'late',
  'overdue',
  'missed',
];
function rank(state: OccurrenceState): number {
  return ranks.indexOf(state);
}
