import { describe, expect, test } from 'vitest';
import {
  type Asked,
  at,
  by,
  clientWaits,
  hour,
  hours,
  opened,
  readAll,
  readOne,
  resolved,
  status,
  type TestEvent,
} from './clock-test-kit.js';

/** Rows of design 5, each option of each term; limits are 8 working hours unless said otherwise. */

const reopened = (time: number): TestEvent => [time, 'TicketReopened'];

describe('limits are met at equality (row 12)', () => {
  const cases = [
    ['just below', '3 16:59:59', 'met', 28_799],
    ['equal', '3 17:00', 'met', 28_800],
    ['equal, resolved after closing time (row 11)', '4 03:00', 'met', 28_800],
    ['just above', '4 09:00:01', 'missed', 28_801],
  ] as const;
  test.each(cases)('%s', (_, resolvedAt, verdict, elapsedSeconds) => {
    const reading = readOne([opened(at('3 09:00')), resolved(at(resolvedAt))]);
    expect(reading).toMatchObject({ verdict, elapsedSeconds, due: at('3 17:00'), limitSeconds: 8 * hour });
    expect(reading.breachedAt).toBe(verdict === 'missed' ? at('4 09:00:01') : undefined);
  });

  const running = [
    ['just below', '3 16:59:59', 'running'],
    ['at the due instant', '3 17:00', 'running'],
    ['the night after', '4 09:00', 'running'],
    ['just above', '4 09:00:01', 'missed'],
  ] as const;
  test.each(running)('a breach is certain from where the limit passed: %s', (_, valuedAt, verdict) => {
    expect(readOne([opened(at('3 09:00'))], { valuedAt: at(valuedAt) })).toMatchObject({
      verdict,
      running: true,
    });
  });
});

describe('marks', () => {
  const respondedAt = (time: number, evidence?: string): TestEvent => [
    time,
    'TicketResponded',
    evidence === undefined ? {} : { evidence },
  ];
  const response: Asked = { clock: { to: 'responded' } };

  test('closing without resolving counts as resolved at the closing', () => {
    const reading = readOne([opened(at('3 09:00')), [at('3 10:00'), 'TicketClosed']]);
    expect(reading).toMatchObject({ stoppedAt: at('3 10:00'), stoppedBy: 'closed', verdict: 'met' });
  });

  test('a cancelled ticket stops the clock', () => {
    const reading = readOne([opened(at('3 09:00')), [at('3 10:00'), 'TicketCancelled']]);
    expect(reading).toMatchObject({ stoppedBy: 'cancelled', elapsedSeconds: hour });
  });

  test('a clock that stops at the closing runs through the resolution', () => {
    const events = [
      opened(at('3 09:00')),
      resolved(at('3 10:00')),
      [at('3 12:00'), 'TicketClosed'] as TestEvent,
    ];
    expect(readOne(events, { clock: { to: 'closed' } })).toMatchObject({ elapsedSeconds: 3 * hour });
  });

  test('a response counts by its evidence (row 25); one without evidence always does', () => {
    const events = [
      opened(at('3 09:00')),
      respondedAt(at('3 09:10'), 'automatic'),
      respondedAt(at('3 09:20'), 'private-note'),
      respondedAt(at('3 09:30'), 'public-reply'),
    ];
    expect(readOne(events, response)).toMatchObject({ stoppedAt: at('3 09:30'), stoppedBy: 'responded' });
    expect(readOne([opened(at('3 09:00')), respondedAt(at('3 09:10'))], response).stoppedAt).toBe(
      at('3 09:10'),
    );
  });

  test('a ticket resolved without a response was answered by its resolution', () => {
    const reading = readOne([opened(at('3 09:00')), resolved(at('3 10:00'))], response);
    expect(reading).toMatchObject({ stoppedAt: at('3 10:00'), stoppedBy: 'resolved' });
  });

  test.each(['continue', 'continue-counting', 'ignore'] as const)(
    'a reopening does not undo a response (%s)',
    (onReopen) => {
      const events = [
        opened(at('3 09:00')),
        respondedAt(at('3 09:30')),
        resolved(at('3 10:00')),
        reopened(at('3 11:00')),
      ];
      const reading = readOne(events, { clock: { to: 'responded', onReopen } });
      expect(reading).toMatchObject({ stoppedAt: at('3 09:30'), verdict: 'met' });
    },
  );

  test('a reopening asks for a further response where the terms restart or make a new instance (row 4)', () => {
    const events = [
      opened(at('3 09:00')),
      respondedAt(at('3 09:30')),
      resolved(at('3 10:00')),
      reopened(at('3 11:00')),
      respondedAt(at('3 11:05')),
    ];
    expect(readOne(events, { clock: { to: 'responded', onReopen: 'restart' } })).toMatchObject({
      startedAt: at('3 11:00'),
      elapsedSeconds: 300,
    });
    expect(
      readAll(events, { clock: { to: 'responded', onReopen: 'new-instance' } }).map(
        (reading) => reading.elapsedSeconds,
      ),
    ).toEqual([1800, 300]);
  });

  test('activated: the first status other than new; assigned: the first assignment', () => {
    const events: TestEvent[] = [
      opened(at('3 09:00')),
      [at('3 09:15'), 'TicketAssigned', { group: 'first line' }],
      status(at('3 09:45'), 'in-progress'),
      resolved(at('3 12:00')),
    ];
    expect(readOne(events, { clock: { to: 'activated' } }).stoppedAt).toBe(at('3 09:45'));
    expect(readOne(events, { clock: { to: 'assigned' } }).stoppedAt).toBe(at('3 09:15'));
    expect(readOne(events, { clock: { from: 'activated' } })).toMatchObject({
      startedAt: at('3 09:45'),
      elapsedSeconds: 2.25 * hour,
    });
  });

  test('the start can be the report (row 10)', () => {
    const events = [
      opened(at('3 10:00'), 'P3', { reportedAt: '2025-03-03T09:00:00Z' }),
      resolved(at('3 11:00')),
    ];
    expect(readOne(events, { clock: { from: 'reported' } })).toMatchObject({ elapsedSeconds: 2 * hour });
    expect(readOne(events).elapsedSeconds).toBe(hour);
  });

  test('a start mark that has not come, a stop mark that came before the start', () => {
    expect(readOne([opened(at('3 09:00'))], { clock: { from: 'activated' } })).toMatchObject({
      verdict: 'not-started',
      elapsedSeconds: 0,
      due: undefined,
    });
    const events = [opened(at('3 09:00')), respondedAt(at('3 09:10')), status(at('3 10:00'), 'in-progress')];
    expect(readOne(events, { clock: { from: 'activated', to: 'responded' } })).toMatchObject({
      startedAt: at('3 10:00'),
      stoppedAt: at('3 10:00'),
      elapsedSeconds: 0,
      verdict: 'met',
    });
  });
});

describe('start outside opening hours (row 9)', () => {
  const events = [opened(at('3 07:00')), resolved(at('3 10:00'))];
  test.each([
    ['next-opening', 0, hour, at('3 17:00'), 8 * hour],
    ['immediate', 0, 3 * hour, at('3 15:00'), 8 * hour],
    ['next-opening', 1800, hour, at('4 09:30'), 8.5 * hour],
    ['immediate', 1800, 3 * hour, at('3 15:30'), 8.5 * hour],
  ] as const)('%s, allowance %i', (start, outOfHoursAllowanceSeconds, elapsedSeconds, due, limitSeconds) => {
    const reading = readOne(events, { clock: { start, outOfHoursAllowanceSeconds } });
    expect(reading).toMatchObject({ elapsedSeconds, due, limitSeconds, outOfHoursAllowanceSeconds });
  });

  test('within opening hours neither says anything', () => {
    const reading = readOne([opened(at('3 09:00')), resolved(at('3 10:00'))], {
      clock: { start: 'immediate', outOfHoursAllowanceSeconds: 1800 },
    });
    expect(reading).toMatchObject({
      elapsedSeconds: hour,
      limitSeconds: 8 * hour,
      outOfHoursAllowanceSeconds: 0,
    });
  });

  test('a limit shorter than the time to the opening is due before it', () => {
    const reading = readOne([opened(at('3 07:00'))], {
      clock: { start: 'immediate' },
      within: by({}, hours(1)),
    });
    expect(reading).toMatchObject({ due: at('3 08:00'), breachedAt: at('3 08:00:01') });
  });

  test('a wait before the opening pauses what counts before the opening', () => {
    const waiting = [
      opened(at('3 06:00')),
      status(at('3 07:00'), 'waiting-client'),
      status(at('3 10:00'), 'in-progress'),
      resolved(at('3 11:00')),
    ];
    const reading = readOne(waiting, { clock: { start: 'immediate', pause: clientWaits } });
    expect(reading.elapsedSeconds).toBe(2 * hour);
    const capped = readOne(waiting, {
      clock: { start: 'immediate', pause: { ...clientWaits, eachAtMostSeconds: 2.5 * hour } },
    });
    expect(capped.elapsedSeconds).toBe(2.5 * hour);
    expect(capped.pauses[0]).toMatchObject({ pausedUntil: at('3 09:30'), refusal: 'each-at-most' });
  });
});

describe('kinds of limit (row 14)', () => {
  test('calendar days are 24 hours each on the instant line, pauses taken off there', () => {
    const within = by({}, { kind: 'calendar-days', days: 3 } as const);
    const events = [opened(at('7 12:00')), resolved(at('10 12:00'))];
    expect(readOne(events, { within })).toMatchObject({
      verdict: 'met',
      countedOn: 'instant-line',
      elapsedSeconds: 3 * 86_400,
      due: at('10 12:00'),
    });
    const waiting = [
      opened(at('7 12:00')),
      status(at('8 00:00'), 'waiting-client'),
      status(at('9 00:00'), 'in-progress'),
    ];
    expect(readOne(waiting, { within, clock: { pause: clientWaits } }).due).toBe(at('11 12:00'));
  });

  test.each([
    ['the same business day', '3 10:00', 0, '3 17:00'],
    ['the same, opened before hours', '3 02:00', 0, '3 17:00'],
    ['the same, opened after hours: the next business day', '3 18:00', 0, '4 17:00'],
    ['the same, at closing time: the next business day', '3 17:00', 0, '4 17:00'],
    ['the same, on a Saturday: Monday', '8 10:00', 0, '10 17:00'],
    ['the next, opened after hours', '3 18:00', 1, '4 17:00'],
    ['the second after a Friday: Tuesday', '7 10:00', 2, '11 17:00'],
  ] as const)('end of a business day: %s', (_, openedAt, businessDays, due) => {
    const within = by({}, { kind: 'business-day-end', businessDays } as const);
    const inTime = readOne([opened(at(openedAt)), resolved(at(due))], { within });
    expect(inTime).toMatchObject({ due: at(due), verdict: 'met' });
    expect(inTime.elapsedSeconds).toBe(inTime.limitSeconds);
    const late = readOne([opened(at(openedAt)), resolved(at(due) + 86_400 * 4)], { within });
    expect(late.verdict).toBe('missed');
  });

  test('a priority without a limit, or without a calendar, judges nothing', () => {
    const within = by({ P1: hours(4) });
    expect(readOne([opened(at('3 09:00'))], { within })).toMatchObject({
      verdict: 'no-limit',
      limitSeconds: undefined,
      due: undefined,
    });
    expect(readOne([opened(at('3 09:00'))], { clock: { calendar: by({ P1: 'always' }) } })).toMatchObject({
      verdict: 'no-limit',
      elapsedSeconds: 0,
    });
  });
});
