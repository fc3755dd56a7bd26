import type { Interval } from '@tallystick/calendar';
import { describe, expect, test } from 'vitest';
import type { Clock } from '@tallystick/terms';
import {
  at,
  by,
  clientWaits,
  hour,
  hours,
  opened,
  priority,
  readAll,
  readOne,
  resolved,
  status,
} from './clock-test-kit.js';

const span = (from: string, until: string): Interval => [at(from), at(until)];
/** Opened at nine on Monday; the limit of eight hours of the office (9 to 17) is the end of the day. */
const dayLong = [opened(at('3 09:00')), resolved(at('4 11:00'))];

describe('time for which relief was granted', () => {
  test('stands still for exactly the interval, and the due instant goes by that much', () => {
    const relief = [span('3 10:00', '3 12:00')];
    expect(readOne(dayLong)).toMatchObject({ verdict: 'missed', elapsedSeconds: 10 * hour });
    expect(readOne(dayLong, { relief })).toMatchObject({
      verdict: 'met',
      elapsedSeconds: 8 * hour,
      due: at('4 11:00'),
      breachedAt: undefined,
      reliefs: [{ key: 'R1', from: at('3 10:00'), until: at('3 12:00'), running: false, counted: true }],
      stretches: [
        { from: at('3 09:00'), until: at('3 10:00') },
        { from: at('3 12:00'), until: at('4 11:00') },
      ],
    });
  });

  test.each([
    ['3 12:00:01', 'met', 8 * hour - 1],
    ['3 12:00', 'met', 8 * hour],
    ['3 11:59:59', 'missed', 8 * hour + 1],
  ])('until %s: %s', (until, verdict, elapsedSeconds) => {
    expect(readOne(dayLong, { relief: [span('3 10:00', until)] })).toMatchObject({ verdict, elapsedSeconds });
  });

  test('outside opening hours takes out nothing, and overlapping relief takes out time once', () => {
    const night = [span('3 17:00', '4 09:00')];
    expect(readOne(dayLong, { relief: night })).toMatchObject({
      elapsedSeconds: 10 * hour,
      verdict: 'missed',
    });
    const overlapping = [span('3 10:00', '3 11:30'), span('3 11:00', '3 12:00')];
    expect(readOne(dayLong, { relief: overlapping }).elapsedSeconds).toBe(8 * hour);
  });

  test('counts as any other where the clock says so', () => {
    const clock: Partial<Clock> = { relief: 'counts' };
    expect(readOne(dayLong, { clock, relief: [span('3 10:00', '3 12:00')] })).toMatchObject({
      elapsedSeconds: 10 * hour,
      reliefs: [],
    });
  });

  test('is taken out of a limit in calendar days as well', () => {
    const within = by({}, { kind: 'calendar-days', days: 1 } as const);
    const relief = [span('3 20:00', '3 22:00')];
    expect(readOne(dayLong, { within, relief })).toMatchObject({
      verdict: 'met',
      elapsedSeconds: 24 * hour,
      due: at('4 11:00'),
    });
  });
});

describe('a running clock', () => {
  const running = [opened(at('3 09:00'))];

  test.each([
    ['3 09:59:59', false],
    ['3 10:00', true],
    ['3 11:59:59', true],
    ['3 12:00', false],
  ])('read at %s in relief from ten to twelve: paused %s', (time, paused) => {
    const reading = readOne(running, { relief: [span('3 10:00', '3 12:00')], valuedAt: at(time) });
    expect([reading.paused, reading.due]).toEqual([paused, at('4 11:00')]);
  });

  test('is due after relief that is still to come', () => {
    const relief = [span('3 16:00', '4 10:00'), span('4 10:30', '4 11:00')];
    expect(readOne(running, { relief, valuedAt: at('3 10:00') }).due).toBe(at('4 11:30'));
    // Reached at the very instant at which relief begins.
    expect(readOne(running, { relief: [span('3 17:00', '4 10:00')], valuedAt: at('3 10:00') }).due).toBe(
      at('3 17:00'),
    );
  });
});

describe('relief and the breach', () => {
  // The limit is reached at five on Monday and exceeded a second after nine on Tuesday.
  const late = [opened(at('3 09:00')), resolved(at('4 12:00'))];
  const overrun: Partial<Clock> = { pauseAfterBreach: 'count-overrun' };

  test.each([
    ['4 09:00', 8 * hour, 'met'],
    ['4 09:00:01', 8 * hour + 1, 'missed'],
    ['4 09:00:02', 8 * hour + 2, 'missed'],
  ])('from %s on it stops the overrun and cures no breach', (from, elapsedSeconds, verdict) => {
    expect(readOne(late, { relief: [span(from, '4 12:00')] })).toMatchObject({ elapsedSeconds, verdict });
  });

  test.each([
    ['4 09:00', 8 * hour, 'met', true],
    ['4 09:00:01', 11 * hour, 'missed', false],
  ])('from %s where waits after the breach count', (from, elapsedSeconds, verdict, counted) => {
    const reading = readOne(late, { clock: overrun, relief: [span(from, '4 12:00')] });
    expect(reading).toMatchObject({ elapsedSeconds, verdict, reliefs: [{ counted }] });
  });

  test('a clock that is reopened in relief after its breach goes on counting', () => {
    const reopened = [...late, status(at('4 13:00'), 'in-progress'), resolved(at('4 14:00'))];
    const relief = [span('4 12:30', '4 15:00')];
    expect(readOne(reopened, { clock: overrun, relief }).elapsedSeconds).toBe(12 * hour);
    expect(readOne(reopened, { relief }).elapsedSeconds).toBe(11 * hour);
  });
});

describe('relief and what else moves a clock', () => {
  test('a wait uses up no cap in it', () => {
    const waiting = [
      opened(at('3 09:00')),
      status(at('3 10:00'), 'waiting-client'),
      status(at('3 14:00'), 'in-progress'),
      resolved(at('3 16:00')),
    ];
    const clock: Partial<Clock> = { pause: { ...clientWaits, eachAtMostSeconds: hour } };
    // Of four hours of waiting one pauses; with two in relief that is three.
    expect(readOne(waiting, { clock }).elapsedSeconds).toBe(6 * hour);
    const reading = readOne(waiting, { clock, relief: [span('3 10:30', '3 12:30')] });
    expect(reading.elapsedSeconds).toBe(4 * hour);
    expect(reading.pauses).toMatchObject([{ pausedUntil: at('3 13:00'), refusal: 'each-at-most' }]);
  });

  test('a change of priority in it is a change of priority', () => {
    const changed = [opened(at('3 09:00')), priority(at('3 11:00'), 'P1'), resolved(at('3 14:00'))];
    const reading = readOne(changed, {
      within: by({ P1: hours(4) }, hours(8)),
      relief: [span('3 10:00', '3 12:00')],
    });
    expect(reading).toMatchObject({
      priority: 'P1',
      elapsedSeconds: 3 * hour,
      verdict: 'met',
      due: at('3 15:00'),
    });
  });

  test('a clock that starts in it starts to count at its end; each instance has its own', () => {
    const relief = [span('3 08:00', '3 10:00'), span('4 10:00', '4 11:00')];
    const again = [
      opened(at('3 09:00')),
      resolved(at('3 12:00')),
      status(at('4 09:00'), 'in-progress'),
      resolved(at('4 12:00')),
    ];
    const readings = readAll(again, { clock: { onReopen: 'new-instance' }, relief });
    expect(
      readings.map(({ elapsedSeconds, reliefs }) => [elapsedSeconds, reliefs.map(({ key }) => key)]),
    ).toEqual([
      [2 * hour, ['R1']],
      [2 * hour, ['R2']],
    ]);
  });
});
