import { describe, expect, test } from 'vitest';
import type { TermsInForce } from '@tallystick/terms';
import {
  at,
  by,
  calendarTerms,
  hour,
  hours,
  opened,
  question,
  readAll,
  readOne,
  resolved,
  termsInForce,
  timelineOf,
  utcTable,
  weekHours,
} from './clock-test-kit.js';
import { ClockEnvironment } from './clock-environment.js';
import { readClock } from './read-clock.js';
import { forEachClockReading } from './for-each-clock-reading.js';

const office = (text: string) => [
  calendarTerms('office', weekHours(text)),
  calendarTerms('always', weekHours('00:00-24:00')),
];

/** Two versions: from 4 March on another limit applies. */
function read(terms: TermsInForce, events: Parameters<typeof timelineOf>[0], valuedAt = at('31 00:00')) {
  const environment = new ClockEnvironment(terms, utcTable, valuedAt);
  const byVersion = [by({}, hours(4)), by({}, hours(8))];
  const asked = question(undefined);
  return readClock(timelineOf(events), 0, environment, {
    ...asked,
    judge: (version) => ({
      ...asked.judge(version)!,
      within: byVersion[terms.versions.indexOf(version)],
    }),
  });
}

describe('the version of the terms that a ticket stands under (design 2)', () => {
  const two = (termsOf: 'opened' | 'resolved' | 'due') =>
    termsInForce({ from: '2025-01-01', clock: { termsOf } }, { from: '2025-03-04', clock: { termsOf } });
  const events = [opened(at('3 15:00')), resolved(at('4 13:00'))];

  test.each([
    ['opened', 0, 'opened', 4 * hour],
    ['resolved', 1, 'resolved', 8 * hour],
    ['due', 1, 'due', 8 * hour],
  ] as const)('that of %s', (termsOf, version, why, limitSeconds) => {
    expect(read(two(termsOf), events)[0]).toMatchObject({ limitSeconds, terms: { version, why } });
  });

  test('while it is not resolved, the version at the instant of reading stands for it', () => {
    const open = events.slice(0, 1);
    expect(read(two('resolved'), open)[0]!.terms).toMatchObject({ version: 1, why: 'not-yet-resolved' });
    expect(read(two('resolved'), open, at('3 16:00'))[0]!.terms).toMatchObject({
      version: 0,
      why: 'not-yet-resolved',
    });
  });

  test('a version without the clock leaves the one at the opening', () => {
    const removed = termsInForce(
      { from: '2025-01-01', clock: { termsOf: 'resolved' } },
      { from: '2025-03-04', clock: 'none' },
    );
    expect(read(removed, events)[0]!.terms).toMatchObject({ version: 0, why: 'clock-removed' });
  });

  test('a clock that comes later does not look back, unless it goes by the resolution', () => {
    const later = (termsOf: 'opened' | 'resolved') =>
      termsInForce({ from: '2025-01-01', clock: 'none' }, { from: '2025-03-04', clock: { termsOf } });
    expect(read(later('opened'), events)).toEqual([]);
    expect(read(later('resolved'), events)[0]!.terms).toMatchObject({ version: 1, why: 'resolved' });
  });

  test('a ticket opened before the term stands under its first version, and says so', () => {
    const term = termsInForce({ from: '2025-03-04', clock: {} });
    expect(readOne(events, { terms: term }).terms).toMatchObject({ version: 0, openedBeforeTerm: true });
  });

  test('each day has the hours of the terms in force on it, whatever the ticket stands under (row 20)', () => {
    const longer = termsInForce(
      { from: '2025-01-01', clock: {}, calendars: office('09:00-17:00') },
      { from: '2025-03-04', clock: {}, calendars: office('08:00-20:00') },
    );
    const reading = readOne([opened(at('3 16:00')), resolved(at('4 21:00'))], { terms: longer });
    expect(reading.elapsedSeconds).toBe(13 * hour);
  });

  test('a calendar that was removed goes on as it was', () => {
    const removed = termsInForce(
      { from: '2025-01-01', clock: {}, calendars: office('09:00-17:00') },
      { from: '2025-03-04', clock: {}, calendars: [] },
    );
    expect(readOne([opened(at('3 16:00')), resolved(at('4 10:00'))], { terms: removed }).elapsedSeconds).toBe(
      2 * hour,
    );
  });
});

describe('what is not read', () => {
  test('a ticket not opened yet at the instant of reading; events after it have not happened', () => {
    const events = [opened(at('3 09:00')), resolved(at('3 12:00'))];
    expect(readAll(events, { valuedAt: at('3 08:59:59') })).toEqual([]);
    expect(readOne(events, { valuedAt: at('3 11:00') })).toMatchObject({
      running: true,
      elapsedSeconds: 2 * hour,
    });
    expect(readOne(events, { valuedAt: at('3 12:00') })).toMatchObject({ running: false, verdict: 'met' });
  });

  test('a ticket whose opening is missing is kept as incomplete', () => {
    const timeline = timelineOf([resolved(at('3 12:00'))]);
    expect(timeline.incompleteTickets()).toEqual([0]);
    expect(timeline.ticket(0)).toMatchObject({ state: 'incomplete', openedAt: undefined });
    expect(readAll([resolved(at('3 12:00'))])).toEqual([]);
  });

  test('events before the opening count as at the opening', () => {
    const events = [opened(at('3 09:00'), 'P3'), resolved(at('3 08:00'))];
    expect(readOne(events)).toMatchObject({
      startedAt: at('3 09:00'),
      stoppedAt: at('3 09:00'),
      elapsedSeconds: 0,
    });
  });

  test('excluded tickets are visited with the reason (row 24)', () => {
    const timeline = timelineOf([opened(at('3 09:00')), [at('3 10:00'), 'TicketCancelled']], 'cancelled');
    timelineOf(
      [opened(at('3 09:00')), [at('3 10:00'), 'TicketLinked', { relation: 'duplicate-of', to: 'x' }]],
      'duplicate',
      timeline,
    );
    timelineOf(
      [opened(at('3 09:00')), [at('3 10:00'), 'TicketLinked', { relation: 'parent', to: 'x' }]],
      'child',
      timeline,
    );
    timelineOf([opened(at('3 09:00'), 'P5')], 'no-limit', timeline);
    timelineOf(
      [opened(at('3 09:00')), [at('3 10:00'), 'TicketLinked', { relation: 'problem', to: 'x' }]],
      'plain',
      timeline,
    );
    const environment = new ClockEnvironment(
      termsInForce({ from: '2025-01-01', clock: {} }),
      utcTable,
      at('4 00:00'),
    );
    const found: Record<string, string | undefined> = {};
    forEachClockReading(
      timeline,
      environment,
      {
        clock: 'resolution',
        serviceLevel: undefined,
        judge: () => ({
          within: by({ P3: hours(8) }),
          judgedBy: 'final',
          where: undefined,
          exclude: new Set(['cancelled', 'duplicate', 'child', 'no-limit']),
        }),
      },
      ({ ticket, exclusion }) => {
        found[timeline.ticketKey(ticket)] = exclusion;
      },
    );
    expect(found).toEqual({
      cancelled: 'cancelled',
      duplicate: 'duplicate',
      child: 'child',
      'no-limit': 'no-limit',
      plain: undefined,
    });
  });

  test('tickets out of scope, by last known classification and judging priority', () => {
    const reclassified = [
      opened(at('3 09:00'), 'P3', { service: 'email' }),
      [at('3 10:00'), 'TicketReclassified', { service: 'erp' }] as const,
    ];
    const timeline = timelineOf(reclassified);
    const environment = new ClockEnvironment(
      termsInForce({ from: '2025-01-01', clock: {} }),
      utcTable,
      at('4 00:00'),
    );
    const inScope = (where: object) =>
      readClock(timeline, 0, environment, {
        clock: 'resolution',
        serviceLevel: undefined,
        judge: () => ({ within: undefined, judgedBy: 'final', where: where as never, exclude: new Set() }),
      }).length === 1;
    expect(inScope({ service: ['erp', 'vpn'] })).toBe(true);
    expect(inScope({ service: ['email'] })).toBe(false);
    expect(inScope({ ticketType: ['incident'], priority: ['P3'] })).toBe(true);
    expect(inScope({ priority: ['P1'] })).toBe(false);
    expect(inScope({ site: ['Leeds'] })).toBe(false);
  });
});
