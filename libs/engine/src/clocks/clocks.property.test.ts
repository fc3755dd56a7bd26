import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Limit } from '@tallystick/terms';
import {
  countInPolicies,
  judgedByPolicies,
  onDowngradeAfterBreachPolicies,
  onReopenPolicies,
  onReprioritisePolicies,
  pauseAfterBreachPolicies,
  clockStartPolicies,
  startMarks,
  stopMarks,
} from '@tallystick/terms';
import { alwaysOpen, type Interval, mergeIntervals, parseDayHours } from '@tallystick/calendar';
import { Timeline } from '../timeline/index.js';
import { attributionOf } from './attribution.js';
import { ClockEnvironment } from './clock-environment.js';
import type { ClockReading, ClockSlots } from './clock-reading.js';
import {
  at,
  by,
  calendarTerms,
  fact,
  opened,
  plainClock,
  question,
  reliefFor,
  termsInForce,
  type TestEvent,
  utcTable,
  weekHours,
} from './clock-test-kit.js';
import { forEachClockReading } from './for-each-clock-reading.js';
import { type NaiveEvent, type NaiveQuestion, naiveReadings } from './naive-clock.js';
import { readClock } from './read-clock.js';

/** Hours of minutes, so that a history of two hours meets many openings and the reference can go by seconds. */
const hoursOf = {
  office: ['09:00-09:07', '09:10-09:22', '09:40-10:05', '10:20-11:30'],
  late: ['09:05-09:15', '09:16-09:35', '09:50-10:40'],
};
const dayHours = {
  office: parseDayHours(hoursOf.office, 'test'),
  late: parseDayHours(hoursOf.late, 'test'),
};
const calendars = [
  calendarTerms('always', alwaysOpen),
  calendarTerms('office', weekHours(...hoursOf.office)),
  calendarTerms('late', weekHours(...hoursOf.late)),
];
const calendarByPriority = { P1: 'always', P2: 'late' } as const;
const calendarOf = (priority: string): string =>
  (calendarByPriority as Record<string, string>)[priority] ?? 'office';

const monday = at('3 00:00');
function isOpen(calendar: string, second: number): boolean {
  if (calendar === 'always') {
    return true;
  }
  const ofDay = (((second - monday) % 86_400) + 86_400) % 86_400;
  return dayHours[calendar as 'office' | 'late'].some(([open, close]) => ofDay >= open && ofDay < close);
}
function closingAfter(calendar: string, instant: number): number {
  const close = calendar === 'always' ? 86_400 : dayHours[calendar as 'office' | 'late'].at(-1)![1];
  const today = monday + Math.floor((instant - monday) / 86_400) * 86_400 + close;
  return today > instant ? today : today + 86_400;
}

const seconds = (most: number) => fc.integer({ min: 0, max: most });
const limits = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 1, max: 3000 })
      .map((count): Limit => ({ kind: 'working-time', seconds: count })),
  },
  // 1/128 of a day is a whole number of seconds.
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 6 })
      .map((part): Limit => ({ kind: 'calendar-days', days: part / 128 })),
  },
  { weight: 1, arbitrary: fc.constant<Limit>({ kind: 'business-day-end', businessDays: 0 }) },
);
const within = fc.record({ P1: limits, P2: limits, P3: limits });

const pauses = fc.option(
  fc.record({
    statuses: fc
      .subarray(['new', 'in-progress', 'waiting-client', 'waiting-third-party'] as const, { minLength: 1 })
      .map((statuses) => new Set(statuses)),
    evidence: fc.constantFrom('required', 'not-required'),
    eachAtMostSeconds: fc.option(seconds(700), { nil: undefined }),
    totalAtMostSeconds: fc.option(seconds(900), { nil: undefined }),
    recordedWithinSeconds: fc.constantFrom(undefined, 3600),
  }),
  { nil: undefined, freq: 6 },
);
const clocks = fc
  .record({
    from: fc.constantFrom(...startMarks, 'opened', 'opened', 'opened'),
    to: fc.constantFrom(...stopMarks, 'resolved', 'resolved', 'resolved'),
    pause: pauses,
    onReprioritise: fc.constantFrom(...onReprioritisePolicies),
    onDowngradeAfterBreach: fc.constantFrom(...onDowngradeAfterBreachPolicies),
    onReopen: fc.constantFrom(...onReopenPolicies),
    reopenWithinSeconds: fc.option(seconds(600), { nil: undefined }),
    pauseAfterBreach: fc.constantFrom(...pauseAfterBreachPolicies),
    start: fc.constantFrom(...clockStartPolicies),
    outOfHoursAllowanceSeconds: fc.constantFrom(0, 0, 60),
    relief: fc.constantFrom('pauses' as const, 'pauses' as const, 'counts' as const),
  })
  .filter(({ from, to }) => stopMarks.indexOf(to) === 4 || from !== 'resolved')
  .map((policies) => ({ ...plainClock, calendar: by(calendarByPriority, 'office'), ...policies }));

const what = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(
        'new',
        'in-progress',
        'waiting-client',
        'waiting-client',
        'waiting-third-party',
        'resolved',
        'resolved',
        'closed',
        'cancelled',
      ),
      evidence: fc.boolean(),
      late: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('priority' as const),
      priority: fc.constantFrom('P1', 'P2', 'P3'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('responded' as const), counts: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'assigned' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'reopened' as const }) },
);
const histories = fc.record({
  openedAt: seconds(2400).map((offset) => at('3 08:50') + offset),
  reportedBefore: seconds(300),
  firstPriority: fc.constantFrom('P1', 'P2', 'P3'),
  // Steps of no time at all are what goes wrong most easily.
  steps: fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.constant(60), seconds(900)), what), { maxLength: 12 }),
});
interface History {
  readonly openedAt: number;
  readonly reportedBefore: number;
  readonly firstPriority: string;
  readonly steps: readonly (readonly [number, NaiveEvent['what']])[];
}

function naiveEventsOf({ openedAt, steps }: History): readonly NaiveEvent[] {
  let time = openedAt;
  return steps.map(([gap, event]) => ({ at: (time += gap), what: event }));
}

function testEventsOf(history: History): readonly TestEvent[] {
  const reportedAt = new Date((history.openedAt - history.reportedBefore) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
  return [
    opened(history.openedAt, history.firstPriority, { reportedAt }),
    ...naiveEventsOf(history).map(({ at: time, what: event }): TestEvent => {
      switch (event.kind) {
        case 'status':
          return [
            time,
            'TicketTransitioned',
            { status: event.status, ...(event.evidence ? { evidence: 'asked' } : {}) },
            time + (event.late ? 3601 : 3600),
          ];
        case 'priority':
          return [time, 'TicketReprioritised', { priority: event.priority }];
        case 'responded':
          return [time, 'TicketResponded', { evidence: event.counts ? 'public-reply' : 'automatic' }];
        case 'assigned':
          return [time, 'TicketAssigned', { group: 'first line' }];
        case 'reopened':
          return [time, 'TicketReopened'];
      }
    }),
  ];
}

const instants = seconds(9000).map((offset) => at('3 09:00') + offset);
/** Most histories have none; in others it is granted for times that may overlap, begin before the ticket or go on. */
const reliefs = fc.oneof(
  { weight: 1, arbitrary: fc.constant<readonly Interval[]>([]) },
  {
    weight: 2,
    arbitrary: fc.array(
      fc
        .tuple(instants, fc.oneof(fc.constant(60), seconds(2400)))
        .map(([from, length]): Interval => [from - 900, from - 900 + length + 1]),
      { minLength: 1, maxLength: 4 },
    ),
  },
);
const cases = fc.record({
  clock: clocks,
  within,
  judgedBy: fc.constantFrom(...judgedByPolicies),
  history: histories,
  relief: reliefs,
  valuedAt: instants,
});
type Case = Parameters<
  Parameters<typeof fc.property<[typeof cases extends fc.Arbitrary<infer T> ? T : never]>>[1]
>[0];

function timelineOf(history: History, order: readonly number[] = []): Timeline {
  const facts = testEventsOf(history).map((event, index) => ({
    position: index + 1,
    fact: fact(event, 'T1', `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
  }));
  const timeline = new Timeline();
  for (const index of order.length > 0 ? order : facts.keys()) {
    const { position, fact: next } = facts[index % facts.length]!;
    timeline.add(position, next);
  }
  return timeline;
}

function environmentOf({ clock, relief, valuedAt }: Case): ClockEnvironment {
  const terms = termsInForce({ from: '2025-01-01', clock, calendars });
  return new ClockEnvironment(terms, utcTable, valuedAt, () => reliefFor(relief));
}

function readingsOf(asked: Case, timeline = timelineOf(asked.history)): readonly ClockReading[] {
  return readClock(timeline, 0, environmentOf(asked), question(by(asked.within), asked.judgedBy));
}

describe('the clocks', () => {
  test('agree with a reference that goes from second to second', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const { clock, history, judgedBy, valuedAt } = asked;
        const naive: NaiveQuestion = {
          clock,
          within: (priority) => (asked.within as Record<string, Limit>)[priority]!,
          judgedBy,
          calendarOf,
          isOpen,
          closingAfter,
          priorities: ['P1', 'P2', 'P3', 'P4'],
          openedAt: history.openedAt,
          reportedAt: history.openedAt - history.reportedBefore,
          firstPriority: history.firstPriority,
          events: naiveEventsOf(history).filter((event) => event.at <= valuedAt),
          relief: mergeIntervals(asked.relief),
          valuedAt,
        };
        const expected = naiveReadings(naive);
        const actual = readingsOf(asked).map(
          (
            {
              instance,
              priority,
              startedAt,
              stoppedAt,
              elapsedSeconds,
              limitSeconds,
              verdict,
              due,
              breachedAt,
            },
            index,
          ) => ({
            instance,
            priority,
            startedAt,
            stoppedAt,
            elapsedSeconds,
            limitSeconds,
            verdict,
            due: expected[index]?.due === undefined ? undefined : due,
            breachedAt,
          }),
        );
        expect(actual).toEqual(expected);
      }),
      { numRuns: Number(process.env.CLOCK_RUNS ?? 1000) },
    );
  });

  test('never contradict themselves: missed, elapsed over the limit, and running on after due are one', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        for (const reading of readingsOf(asked)) {
          const { elapsedSeconds, limitSeconds, due, verdict, breachedAt, stretches } = reading;
          if (limitSeconds === undefined) {
            continue;
          }
          const afterDue = stretches.some(
            (stretch) =>
              stretch.elapsedSeconds > 0 &&
              stretch.until > due! &&
              (stretch.from >= due! || countedAfter(stretch, due!)),
          );
          expect([verdict === 'missed', elapsedSeconds > limitSeconds, afterDue]).toEqual(
            Array(3).fill(verdict === 'missed'),
          );
          expect(breachedAt !== undefined).toBe(verdict === 'missed');
          expect(elapsedSeconds).toBe(
            stretches.reduce((total, stretch) => total + stretch.elapsedSeconds, 0),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are the same read in full and in the scan over all tickets', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const scanned: unknown[] = [];
        const timeline = timelineOf(asked.history);
        forEachClockReading(
          timeline,
          environmentOf(asked),
          question(by(asked.within), asked.judgedBy),
          (slots) => {
            scanned.push(asReading(timeline, slots));
          },
        );
        const full = readingsOf(asked, timeline).map((reading) => ({
          instance: reading.instance,
          priority: reading.priority,
          startedAt: reading.startedAt,
          stoppedAt: reading.stoppedAt,
          elapsedSeconds: reading.elapsedSeconds,
          limitSeconds: reading.limitSeconds,
          running: reading.running,
          paused: reading.paused,
          verdict: reading.verdict,
          due: reading.due,
          breachedAt: reading.breachedAt,
        }));
        expect(scanned).toEqual(full);
      }),
      { numRuns: 300 },
    );
  });

  test('do not depend on the order of recording, nor on facts recorded twice', () => {
    fc.assert(
      fc.property(
        cases,
        fc.array(seconds(1000), { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (asked, extra, shuffle) => {
          const count = asked.history.steps.length + 1;
          const order = [...Array(count).keys()];
          for (const index of order.keys()) {
            const other = shuffle.next().value % count;
            [order[index], order[other]] = [order[other]!, order[index]!];
          }
          expect(readingsOf(asked, timelineOf(asked.history, [...order, ...extra]))).toEqual(
            readingsOf(asked),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a later pause never cures a breach, and waiting never makes one', () => {
    fc.assert(
      fc.property(cases, instants, (asked, later) => {
        const plain = {
          ...asked,
          history: {
            ...asked.history,
            steps: asked.history.steps.filter(([, { kind }]) => kind === 'status'),
          },
        };
        const valuedLater = { ...plain, valuedAt: Math.max(later, plain.valuedAt) };
        // Reopenings may start a clock afresh; all else only adds to what has elapsed.
        if (plain.clock.onReopen === 'restart' || plain.clock.from === 'resolved') {
          return;
        }
        const now = readingsOf(plain);
        const then = readingsOf(valuedLater);
        now.forEach((reading, index) => {
          expect(then[index]!.elapsedSeconds).toBeGreaterThanOrEqual(reading.elapsedSeconds);
          if (reading.verdict === 'missed') {
            expect(then[index]).toMatchObject({ verdict: 'missed', breachedAt: reading.breachedAt });
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('count no more for relief that was granted, and breach no limit for it', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const without = readingsOf({ ...asked, relief: [] });
        readingsOf(asked).forEach((reading, index) => {
          const plain = without[index]!;
          expect(reading.elapsedSeconds).toBeLessThanOrEqual(plain.elapsedSeconds);
          if (reading.verdict === 'missed') {
            expect(plain.verdict).toBe('missed');
            expect(plain.breachedAt).toBeLessThanOrEqual(reading.breachedAt!);
          }
        });
      }),
      { numRuns: Number(process.env.CLOCK_RUNS ?? 500) },
    );
  });

  test('belong to instants that fit their verdict', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...countInPolicies), (asked, countIn) => {
        const timeline = timelineOf(asked.history);
        forEachClockReading(
          timeline,
          environmentOf(asked),
          question(by(asked.within), asked.judgedBy),
          (slots) => {
            const attribution = attributionOf(slots, countIn, asked.valuedAt);
            switch (attribution.kind) {
              case 'at':
                expect(attribution.at).toBe(
                  {
                    opened: slots.openedAt,
                    resolved: slots.stoppedAt,
                    due: slots.due,
                    'each-period-overdue': slots.stoppedAt,
                  }[countIn],
                );
                break;
              case 'throughout':
                expect(slots.verdict).toBe('missed');
                expect(attribution.from).toBe(slots.breachedAt);
                expect(attribution.until).toBeGreaterThan(attribution.from);
                break;
              case 'not-yet':
                expect(Number.isNaN(attribution.why === 'no-due' ? slots.due : slots.stoppedAt)).toBe(true);
                break;
            }
          },
        );
      }),
      { numRuns: 300 },
    );
  });
});

function countedAfter(stretch: ClockReading['stretches'][number], due: number): boolean {
  for (let second = due; second < stretch.until; second += 1) {
    if (stretch.calendar === 'instant-line' || isOpen(stretch.calendar, second)) {
      return true;
    }
  }
  return false;
}

function asReading(timeline: Timeline, slots: ClockSlots) {
  const orNone = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  return {
    instance: slots.instance,
    priority: timeline.text(slots.priority),
    startedAt: orNone(slots.startedAt),
    stoppedAt: orNone(slots.stoppedAt),
    elapsedSeconds: slots.elapsedSeconds,
    limitSeconds: orNone(slots.limitSeconds),
    running: slots.running,
    paused: slots.paused,
    verdict: slots.verdict,
    due: orNone(slots.due),
    breachedAt: orNone(slots.breachedAt),
  };
}
