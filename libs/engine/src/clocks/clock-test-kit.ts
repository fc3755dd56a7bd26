import {
  alwaysOpen,
  type CalendarHours,
  type Interval,
  mergeIntervals,
  parseDayHours,
  type ZoneTable,
  zoneTableOf,
} from '@tallystick/calendar';
import { type Fact, factIdOf, type FactType, newFact, type NewFactFields } from '@tallystick/facts';
import {
  type EpochSeconds,
  formatInstant,
  parseInstant,
  parseLocalDate,
  wholeSecond,
} from '@tallystick/quantities';
import type {
  ByPriority,
  CalendarTerms,
  Clock,
  JudgedBy,
  Limit,
  Terms,
  TermsInForce,
  TermsVersion,
} from '@tallystick/terms';
import { Timeline } from '../timeline/index.js';
import { ClockEnvironment } from './clock-environment.js';
import type { ClockQuestion } from './clock-question.js';
import type { ClockReading } from './clock-reading.js';
import type { ClockRelief, ReliefTime } from './clock-relief.js';
import { readClock } from './read-clock.js';

/** Hand-made terms, facts and zones for the tests of the timeline and the clocks. */

export const utcTable: ZoneTable = zoneTableOf('test', [
  {
    zone: 'UTC',
    initialOffsetSeconds: 0,
    transitions: [],
    coversFrom: wholeSecond(parseInstant('2000-01-01T00:00:00Z')),
    coversUntil: wholeSecond(parseInstant('2060-01-01T00:00:00Z')),
  },
]);

/** 2025-03-03 is a Monday. `3 09:30` is that Monday's half past nine; seconds may follow. */
export function at(dayAndTime: string): EpochSeconds {
  const [day, time] = dayAndTime.split(' ') as [string, string];
  return wholeSecond(
    parseInstant(`2025-03-${day.padStart(2, '0')}T${time.length === 5 ? `${time}:00` : time}Z`),
  );
}

export function weekHours(...texts: string[]): CalendarHours {
  const hours = parseDayHours(texts, 'test');
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] };
  return { weekly, holidays: new Set(), overrides: new Map(), breaks: new Map() };
}

export function calendarTerms(id: string, hours: CalendarHours): CalendarTerms {
  return { id, clause: undefined, hours, nominalDaySeconds: undefined, timezone: 'UTC' };
}

export function by<Value>(values: Readonly<Record<string, Value>>, otherwise?: Value): ByPriority<Value> {
  return { byPriority: new Map(Object.entries(values)), otherwise };
}

export const plainClock: Clock = {
  id: 'resolution',
  clause: undefined,
  from: 'opened',
  to: 'resolved',
  calendar: by({ P1: 'always' }, 'office'),
  pause: undefined,
  onReprioritise: 'retarget',
  onDowngradeAfterBreach: 'keep-breach',
  onReopen: 'continue',
  reopenWithinSeconds: undefined,
  pauseAfterBreach: 'freeze-overrun',
  start: 'next-opening',
  outOfHoursAllowanceSeconds: 0,
  responseEvidence: new Set(['public-reply', 'status-change']),
  relief: 'pauses',
  termsOf: 'opened',
};

export const clientWaits: NonNullable<Clock['pause']> = {
  statuses: new Set(['waiting-client']),
  evidence: 'not-required',
  eachAtMostSeconds: undefined,
  totalAtMostSeconds: undefined,
  recordedWithinSeconds: undefined,
};

export interface TestVersion {
  readonly from: string;
  readonly clock: Partial<Clock> | 'none';
  readonly calendars?: readonly CalendarTerms[];
}

const officeAndAlways = [
  calendarTerms('office', weekHours('09:00-17:00')),
  calendarTerms('always', alwaysOpen),
];

export function termsInForce(...versions: readonly TestVersion[]): TermsInForce {
  const made = versions.map(({ from, clock, calendars = officeAndAlways }, index): TermsVersion => {
    const next = versions[index + 1];
    const terms = {
      timezone: 'UTC',
      calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])),
      clocks: new Map(clock === 'none' ? [] : [['resolution', { ...plainClock, ...clock }]]),
      priorities: ['P1', 'P2', 'P3', 'P4'],
      digest: `digest of version ${index + 1}`,
    } as unknown as Terms;
    return {
      from: parseLocalDate(from),
      to: next === undefined ? undefined : parseLocalDate(next.from) - 1,
      terms,
      sources: [],
      restarts: new Set(),
    };
  });
  return { versions: made, on: (date) => made.findLast((version) => version.from <= date)! };
}

export const hour = 3600;
export const hours = (count: number): Limit => ({ kind: 'working-time', seconds: count * hour });

export function question(within: ByPriority<Limit> | undefined, judgedBy: JudgedBy = 'final'): ClockQuestion {
  return {
    clock: 'resolution',
    serviceLevel: undefined,
    judge: () => ({ within, judgedBy, where: undefined, exclude: new Set() }),
  };
}

/** One event of a ticket: when, what, and where it differs when it was recorded. */
export type TestEvent = readonly [
  at: EpochSeconds,
  type: FactType,
  payload?: Readonly<Record<string, unknown>>,
  recordedAt?: EpochSeconds,
];

export function fact(
  [at, type, payload = {}, recordedAt = at]: TestEvent,
  ticket: string | undefined,
  id = factIdOf([ticket ?? '', type, JSON.stringify(payload)], at * 1000),
): Fact {
  const effectiveAt = formatInstant(at * 1000);
  const assertedBy = { party: 'provider' };
  const key = ticket === undefined ? {} : { ticket };
  const fields = { id, effectiveAt, assertedBy, ...key, ...payload };
  return {
    ...newFact(type, fields as unknown as NewFactFields<FactType>),
    agreement: 'test',
    recordedAt: formatInstant(recordedAt * 1000),
  };
}

export function opened(
  time: EpochSeconds,
  priority = 'P3',
  more: Readonly<Record<string, unknown>> = {},
): TestEvent {
  return [time, 'TicketOpened', { ticketType: 'incident', priority, ...more }];
}

export function status(
  time: EpochSeconds,
  to: string,
  evidence?: string,
  recordedAt?: EpochSeconds,
): TestEvent {
  return [
    time,
    'TicketTransitioned',
    { status: to, ...(evidence === undefined ? {} : { evidence }) },
    recordedAt,
  ];
}

export function priority(time: EpochSeconds, to: string): TestEvent {
  return [time, 'TicketReprioritised', { priority: to }];
}

export function resolved(time: EpochSeconds): TestEvent {
  return [time, 'TicketResolved'];
}

/** A timeline of one ticket, `T1`, recorded in the order given. */
export function timelineOf(events: readonly TestEvent[], ticket = 'T1', timeline = new Timeline()): Timeline {
  events.forEach((event, index) =>
    timeline.add(timeline.lastPosition + 1, fact(event, ticket, idOf(ticket, event, index))),
  );
  return timeline;
}

function idOf(ticket: string, event: TestEvent, index: number): string {
  return factIdOf([ticket, String(index)], event[0] * 1000);
}

export interface Asked {
  readonly clock?: Partial<Clock>;
  readonly within?: ByPriority<Limit>;
  readonly judgedBy?: JudgedBy;
  readonly valuedAt?: EpochSeconds;
  readonly terms?: TermsInForce;
  /** Granted for every ticket. */
  readonly relief?: readonly Interval[];
}

/** Relief for every ticket, as the clocks see it; none for no intervals. */
export function reliefFor(intervals: readonly Interval[]): ClockRelief | undefined {
  if (intervals.length === 0) return undefined;
  const times = intervals.map(([from, until], index): ReliefTime => ({
    key: `R${index + 1}`,
    from,
    until,
    running: false,
    factIds: [],
  }));
  return { of: () => ({ times, intervals: mergeIntervals(intervals) }) };
}

/** Reads the clock of the ticket that has these events. */
export function readAll(events: readonly TestEvent[], asked: Asked = {}): readonly ClockReading[] {
  const timeline = timelineOf(events);
  const terms = asked.terms ?? termsInForce({ from: '2025-01-01', clock: asked.clock ?? {} });
  const valuedAt = asked.valuedAt ?? at('31 00:00');
  const environment = new ClockEnvironment(terms, utcTable, valuedAt, () => reliefFor(asked.relief ?? []));
  const within = asked.within ?? by({ P1: hours(4) }, hours(8));
  return readClock(timeline, 0, environment, question(within, asked.judgedBy));
}

export function readOne(events: readonly TestEvent[], asked: Asked = {}): ClockReading {
  const readings = readAll(events, asked);
  if (readings.length !== 1) {
    throw new Error(`expected one reading, got ${readings.length}`);
  }
  return readings[0]!;
}
