import { describe, expect, test } from 'vitest';
import {
  at,
  by,
  clientWaits,
  hour,
  opened,
  priority,
  readAll,
  readOne,
  resolved,
  status,
  type TestEvent,
} from './clock-test-kit.js';

const reopened = (time: number): TestEvent => [time, 'TicketReopened'];
/** Two working hours, two hours resolved, one working hour. */
const events = [
  opened(at('3 09:00')),
  resolved(at('3 11:00')),
  reopened(at('3 13:00')),
  resolved(at('3 14:00')),
];

describe('a reopening (row 4)', () => {
  test.each([
    ['continue', 3 * hour, at('3 14:00'), at('4 11:00'), at('3 09:00')],
    ['continue-counting', 5 * hour, at('3 14:00'), at('3 17:00'), at('3 09:00')],
    ['restart', hour, at('3 14:00'), at('4 13:00'), at('3 13:00')],
    ['ignore', 2 * hour, at('3 11:00'), at('3 17:00'), at('3 09:00')],
  ] as const)('%s', (onReopen, elapsedSeconds, stoppedAt, due, startedAt) => {
    const reading = readOne(events, { clock: { onReopen } });
    expect(reading).toMatchObject({ elapsedSeconds, stoppedAt, due, startedAt, instance: 1 });
    expect(reading.excluded).toEqual(
      onReopen === 'continue' ? [{ from: at('3 11:00'), until: at('3 13:00') }] : [],
    );
  });

  test('new-instance: the first result stands and a further one is counted', () => {
    expect(readAll(events, { clock: { onReopen: 'new-instance' } })).toMatchObject([
      { instance: 1, elapsedSeconds: 2 * hour, stoppedAt: at('3 11:00') },
      { instance: 2, elapsedSeconds: hour, startedAt: at('3 13:00'), stoppedAt: at('3 14:00') },
    ]);
  });

  test('a change of priority after the reopening does not change the first instance', () => {
    const later = [...events.slice(0, 3), priority(at('3 13:30'), 'P1'), resolved(at('3 14:00'))];
    const readings = readAll(later, { clock: { onReopen: 'new-instance' } });
    expect(readings.map((reading) => reading.priority)).toEqual(['P3', 'P1']);
  });

  test.each([
    ['within its window', 7200, 3 * hour],
    ['a second after its window', 7199, 2 * hour],
  ])('%s', (_, reopenWithinSeconds, elapsedSeconds) => {
    expect(readOne(events, { clock: { reopenWithinSeconds } }).elapsedSeconds).toBe(elapsedSeconds);
  });

  test('a transition from resolved to an active status is one, without TicketReopened', () => {
    const silent = [events[0]!, events[1]!, status(at('3 13:00'), 'waiting-client'), resolved(at('3 14:00'))];
    expect(readOne(silent, { clock: { pause: clientWaits } }).elapsedSeconds).toBe(2 * hour);
    expect(readOne(silent).elapsedSeconds).toBe(3 * hour);
  });

  test('closed after resolved is none, nor is a reopening of an active ticket', () => {
    const closed: TestEvent[] = [
      events[0]!,
      reopened(at('3 10:00')),
      events[1]!,
      [at('3 12:00'), 'TicketClosed'],
      status(at('3 12:30'), 'resolved'),
    ];
    expect(readOne(closed)).toMatchObject({ elapsedSeconds: 2 * hour, stoppedAt: at('3 11:00') });
  });

  test('while the ticket is resolved its priority can change; counting goes on under the new one', () => {
    const changed = [
      events[0]!,
      events[1]!,
      priority(at('3 12:00'), 'P1'),
      reopened(at('3 16:00')),
      resolved(at('3 19:00')),
    ];
    expect(
      readOne(changed, { within: by({}, { kind: 'working-time', seconds: 9 * hour }) }).elapsedSeconds,
    ).toBe(5 * hour);
    const counting = readOne(changed, { clock: { onReopen: 'continue-counting' } });
    expect(counting.elapsedSeconds).toBe(10 * hour);
    expect(counting.stretches.map(({ calendar }) => calendar)).toEqual(['office', 'always']);
  });
});

describe('a clock from the resolution to the closing', () => {
  const confirmation = (
    onReopen: 'continue' | 'continue-counting' | 'restart' | 'new-instance' | 'ignore',
  ) => ({
    clock: { from: 'resolved', to: 'closed', onReopen } as const,
  });
  const closed: TestEvent[] = [...events, [at('3 15:00'), 'TicketClosed']];
  test.each([
    ['continue', 3 * hour, at('3 11:00')],
    ['continue-counting', 4 * hour, at('3 11:00')],
    ['ignore', 4 * hour, at('3 11:00')],
    ['restart', hour, at('3 14:00')],
    ['new-instance', hour, at('3 14:00')],
  ] as const)('a reopening takes the start back: %s', (onReopen, elapsedSeconds, startedAt) => {
    expect(readOne(closed, confirmation(onReopen))).toMatchObject({
      elapsedSeconds,
      startedAt,
      verdict: 'met',
    });
  });

  test('while reopened it stands still, or has not started', () => {
    const open = events.slice(0, 3);
    expect(readOne(open, confirmation('continue'))).toMatchObject({ elapsedSeconds: 2 * hour, paused: true });
    expect(readOne(open, confirmation('restart')).verdict).toBe('not-started');
  });
});
