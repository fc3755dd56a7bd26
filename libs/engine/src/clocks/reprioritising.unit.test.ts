import { describe, expect, test } from 'vitest';
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
  type TestEvent,
} from './clock-test-kit.js';

const within = by({ P1: hours(1), P2: hours(4), P3: hours(8) });
const office = by({}, 'office');

describe('a change of priority on a running clock (row 1)', () => {
  const events = [opened(at('3 09:00'), 'P3'), priority(at('3 11:00'), 'P2'), resolved(at('3 14:00'))];
  test.each([
    ['retarget', 5 * hour, 4 * hour, 'missed', at('3 13:00'), 'judging'],
    ['restart', 3 * hour, 4 * hour, 'met', at('3 15:00'), 'judging'],
    ['keep-first', 5 * hour, 8 * hour, 'met', at('3 17:00'), 'keep-first'],
  ] as const)('%s', (onReprioritise, elapsedSeconds, limitSeconds, verdict, due, limitBecause) => {
    const reading = readOne(events, { within, clock: { onReprioritise } });
    expect(reading).toMatchObject({
      elapsedSeconds,
      limitSeconds,
      verdict,
      due,
      limitBecause,
      priority: 'P2',
    });
  });

  test('segment-by-priority: the time in each priority against its own limit', () => {
    const back: TestEvent[] = [...events.slice(0, 2), priority(at('3 13:00'), 'P3'), resolved(at('4 11:00'))];
    const readings = readAll(back, { within, clock: { onReprioritise: 'segment-by-priority' } });
    expect(readings).toMatchObject([
      {
        priority: 'P3',
        elapsedSeconds: 8 * hour,
        limitSeconds: 8 * hour,
        verdict: 'met',
        due: at('4 11:00'),
      },
      {
        priority: 'P2',
        elapsedSeconds: 2 * hour,
        limitSeconds: 4 * hour,
        verdict: 'met',
        due: at('3 15:00'),
      },
    ]);
  });

  test('a repeated priority changes nothing', () => {
    const repeated = [opened(at('3 09:00'), 'P3'), priority(at('3 11:00'), 'P3'), resolved(at('3 14:00'))];
    expect(readOne(repeated, { within, clock: { onReprioritise: 'restart' } }).elapsedSeconds).toBe(5 * hour);
  });

  test('a priority held for no second was not held', () => {
    const corrected = [opened(at('3 09:00'), 'P1'), priority(at('3 09:00'), 'P3'), resolved(at('3 14:00'))];
    expect(readOne(corrected, { within, judgedBy: 'first' })).toMatchObject({
      priority: 'P3',
      limitSeconds: 8 * hour,
    });
    const readings = readAll(corrected, { within, clock: { onReprioritise: 'segment-by-priority' } });
    expect(readings.map((reading) => reading.priority)).toEqual(['P3']);
  });

  test('each moment counts by the calendar of the priority then held', () => {
    const night = [opened(at('3 16:00'), 'P3'), priority(at('3 20:00'), 'P1'), resolved(at('3 22:00'))];
    const reading = readOne(night, { within: by({}, hours(8)) });
    expect(reading.elapsedSeconds).toBe(3 * hour);
    expect(reading.stretches.map(({ calendar, elapsedSeconds }) => [calendar, elapsedSeconds])).toEqual([
      ['office', hour],
      ['always', 2 * hour],
    ]);
    expect(readOne(night, { clock: { onReprioritise: 'keep-first' } }).elapsedSeconds).toBe(hour);
  });

  test('a restart keeps a wait that is under way', () => {
    const waiting = [
      opened(at('3 09:00'), 'P3'),
      status(at('3 10:00'), 'waiting-client'),
      priority(at('3 11:00'), 'P2'),
      status(at('3 12:00'), 'in-progress'),
      resolved(at('3 14:00')),
    ];
    const reading = readOne(waiting, { within, clock: { onReprioritise: 'restart', pause: clientWaits } });
    expect(reading).toMatchObject({ startedAt: at('3 11:00'), elapsedSeconds: 2 * hour });
    expect(reading.pauses).toMatchObject([{ from: at('3 11:00'), until: at('3 12:00') }]);
  });
});

describe('a lower priority after the breach (row 2)', () => {
  const events = [opened(at('3 09:00'), 'P2'), priority(at('3 14:00'), 'P3'), resolved(at('3 15:00'))];
  test('the breach stays, with the limit and the instant it had', () => {
    expect(readOne(events, { within })).toMatchObject({
      priority: 'P3',
      limitPriority: 'P2',
      limitBecause: 'breach-kept',
      limitSeconds: 4 * hour,
      due: at('3 13:00'),
      breachedAt: at('3 13:00:01'),
      verdict: 'missed',
    });
  });

  test('or is judged afresh', () => {
    const reading = readOne(events, { within, clock: { onDowngradeAfterBreach: 'recompute' } });
    expect(reading).toMatchObject({ limitPriority: 'P3', verdict: 'met', due: at('3 17:00') });
  });

  test.each([
    ['at the limit', '3 13:00', 'met'],
    ['a second after it', '3 13:00:01', 'missed'],
  ])('lowered %s', (_, lowered, verdict) => {
    const lower = [opened(at('3 09:00'), 'P2'), priority(at(lowered), 'P3'), resolved(at('3 15:00'))];
    expect(readOne(lower, { within }).verdict).toBe(verdict);
  });

  test('a kept breach is not restarted away', () => {
    const reading = readOne(events, { within, clock: { onReprioritise: 'restart' } });
    expect(reading).toMatchObject({ verdict: 'missed', startedAt: at('3 09:00'), elapsedSeconds: 6 * hour });
  });

  test('a higher priority is not a fall', () => {
    const raised = [opened(at('3 09:00'), 'P2'), priority(at('3 14:00'), 'P1'), resolved(at('3 15:00'))];
    expect(readOne(raised, { within, clock: { calendar: office } })).toMatchObject({
      limitPriority: 'P1',
      limitBecause: 'judging',
    });
  });

  test('lowered after the resolution, judged by the final priority', () => {
    const late = [opened(at('3 09:00'), 'P2'), resolved(at('3 14:00')), priority(at('3 15:00'), 'P3')];
    expect(readOne(late, { within })).toMatchObject({
      priority: 'P3',
      limitPriority: 'P2',
      verdict: 'missed',
    });
    const afresh = readOne(late, { within, clock: { onDowngradeAfterBreach: 'recompute' } });
    expect(afresh).toMatchObject({ limitPriority: 'P3', verdict: 'met' });
  });
});

describe('which priority judges (row 3)', () => {
  const events = [
    opened(at('3 09:00'), 'P3'),
    priority(at('3 10:00'), 'P1'),
    priority(at('3 11:00'), 'P2'),
    resolved(at('3 11:30')),
    priority(at('3 12:00'), 'P4'),
  ];
  test.each([
    ['final', 'P4'],
    ['first', 'P3'],
    ['highest', 'P1'],
    ['longest-held', 'P1'],
    ['at-event', 'P2'],
  ] as const)('%s', (judgedBy, judging) => {
    expect(readOne(events, { judgedBy, clock: { onDowngradeAfterBreach: 'recompute' } }).priority).toBe(
      judging,
    );
  });

  test('longest held, all its times together', () => {
    const again = [...events.slice(0, 3), priority(at('3 11:10'), 'P3'), resolved(at('3 11:30'))];
    expect(readOne(again, { judgedBy: 'longest-held' }).priority).toBe('P3');
  });
});
