import type { PauseRule } from '@tallystick/terms';
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
} from './clock-test-kit.js';

const paused = (rule: Partial<PauseRule> = {}) => ({ clock: { pause: { ...clientWaits, ...rule } } });
/** Two waits: Monday 10-12, and Monday 16 to Tuesday 10 (2 working hours each). */
const twoWaits = [
  opened(at('3 09:00')),
  status(at('3 10:00'), 'waiting-client', 'asked for a log'),
  status(at('3 12:00'), 'in-progress'),
  status(at('3 16:00'), 'waiting-client'),
  status(at('4 10:00'), 'in-progress'),
  resolved(at('4 11:00')),
];

describe('pauses', () => {
  test('are taken off as working time, not as wall time (row 6)', () => {
    const reading = readOne(twoWaits, paused());
    expect(reading.elapsedSeconds).toBe(6 * hour);
    expect(reading.due).toBe(at('4 13:00'));
    expect(reading.pauses).toMatchObject([
      { from: at('3 10:00'), until: at('3 12:00'), pausedUntil: at('3 12:00'), counted: true },
      { from: at('3 16:00'), until: at('4 10:00'), pausedUntil: at('4 10:00'), counted: true },
    ]);
  });

  test('are a term: a clock without them runs on (row 5)', () => {
    expect(readOne(twoWaits).elapsedSeconds).toBe(10 * hour);
  });

  test('need evidence where the terms say so, and the refused ones are shown with the reason', () => {
    const reading = readOne(twoWaits, paused({ evidence: 'required' }));
    expect(reading.elapsedSeconds).toBe(8 * hour);
    expect(reading.pauses[1]).toMatchObject({
      counted: false,
      refusal: 'no-evidence',
      pausedUntil: at('3 16:00'),
    });
  });

  test('evidence that a repeated status brings later lets the wait pause from there', () => {
    const events = [
      opened(at('3 09:00')),
      status(at('3 10:00'), 'waiting-client'),
      status(at('3 10:30'), 'waiting-client'),
      status(at('3 11:00'), 'waiting-client', 'asked'),
      status(at('3 12:00'), 'in-progress'),
      resolved(at('3 13:00')),
    ];
    expect(readOne(events, paused({ evidence: 'required' })).elapsedSeconds).toBe(3 * hour);
  });

  test.each([
    ['just below', 7199],
    ['equal', 7200],
    ['just above', 7201],
  ])('each at most: a cap %s the wait', (_, eachAtMostSeconds) => {
    const reading = readOne(twoWaits, paused({ eachAtMostSeconds }));
    const cut = Math.min(7200, eachAtMostSeconds);
    expect(reading.elapsedSeconds).toBe(10 * hour - 2 * cut);
    expect(reading.pauses[0]!.refusal).toBe(cut < 7200 ? 'each-at-most' : undefined);
    expect(reading.pauses[1]!.pausedUntil).toBe(cut < 7200 ? at('4 10:00') - 1 : at('4 10:00'));
  });

  test('in total at most: what is left of the cap goes to the earlier waits', () => {
    const reading = readOne(twoWaits, paused({ totalAtMostSeconds: 3 * hour }));
    expect(reading.elapsedSeconds).toBe(7 * hour);
    expect(reading.pauses[1]).toMatchObject({ pausedUntil: at('3 17:00'), refusal: 'total-at-most' });
    const used = readOne(twoWaits, paused({ totalAtMostSeconds: 2 * hour }));
    expect(used.pauses[1]).toMatchObject({ counted: false, refusal: 'total-at-most' });
  });

  test.each([
    ['in time', 3600, 0],
    ['too late', 3601, 2],
  ])('a wait recorded %s (row 8)', (_, lateness, hoursMore) => {
    const events = [
      opened(at('3 09:00')),
      status(at('3 10:00'), 'waiting-client', undefined, at('3 10:00') + lateness),
      status(at('3 12:00'), 'in-progress'),
      resolved(at('3 13:00')),
    ];
    const reading = readOne(events, paused({ recordedWithinSeconds: 3600 }));
    expect(reading.elapsedSeconds).toBe((2 + hoursMore) * hour);
    expect(reading.pauses[0]!.refusal).toBe(hoursMore === 0 ? undefined : 'recorded-late');
  });

  test('a paused clock cannot breach, and its due instant is as if the pause ended now (row 7)', () => {
    const events = [opened(at('3 09:00')), status(at('3 10:00'), 'waiting-client')];
    expect(readOne(events, { ...paused(), valuedAt: at('20 12:00') })).toMatchObject({
      verdict: 'running',
      paused: true,
      elapsedSeconds: hour,
      due: at('21 11:00'),
      pauses: [{ until: undefined, pausedUntil: at('20 12:00') }],
    });
  });

  test.each([
    ['freeze-overrun', 9 * hour, undefined],
    ['count-overrun', 11 * hour, 'began-after-breach'],
  ] as const)(
    'a pause that begins after the breach does not cure it: %s (row 7)',
    (pauseAfterBreach, elapsedSeconds, refusal) => {
      const events = [
        opened(at('3 09:00')),
        status(at('4 10:00'), 'waiting-client'),
        status(at('4 12:00'), 'in-progress'),
        resolved(at('4 12:00')),
      ];
      const reading = readOne(events, { clock: { pause: clientWaits, pauseAfterBreach } });
      expect(reading).toMatchObject({ verdict: 'missed', elapsedSeconds, breachedAt: at('4 09:00:01') });
      expect(reading.pauses[0]!.refusal).toBe(refusal);
    },
  );

  test.each([
    ['at the limit', '4 09:00', 'met'],
    ['a second after it', '4 09:00:01', 'missed'],
  ])('a pause that begins %s', (_, from, verdict) => {
    const events = [
      opened(at('3 09:00')),
      status(at(from), 'waiting-client'),
      status(at('4 12:00'), 'in-progress'),
      resolved(at('4 12:00')),
    ];
    const reading = readOne(events, { clock: { pause: clientWaits, pauseAfterBreach: 'count-overrun' } });
    expect(reading.verdict).toBe(verdict);
  });

  test('a pause goes on through a change of priority, under each calendar in turn', () => {
    const events = [
      opened(at('3 15:00'), 'P3'),
      status(at('3 16:00'), 'waiting-client'),
      priority(at('3 20:00'), 'P1'),
      status(at('3 22:00'), 'in-progress'),
      resolved(at('3 23:00')),
    ];
    expect(readOne(events, paused()).elapsedSeconds).toBe(2 * hour);
    // The cap takes one working hour of the office, then one hour of the night.
    const capped = readOne(events, paused({ eachAtMostSeconds: 2 * hour }));
    expect(capped.pauses[0]!.pausedUntil).toBe(at('3 21:00'));
    expect(capped.elapsedSeconds).toBe(3 * hour);
  });

  test('pauses taken before a change of priority are kept', () => {
    const events = [
      opened(at('3 09:00'), 'P3'),
      status(at('3 10:00'), 'waiting-client'),
      status(at('3 12:00'), 'in-progress'),
      priority(at('3 13:00'), 'P2'),
      resolved(at('3 14:00')),
    ];
    const within = by({ P2: hours(3) }, hours(8));
    expect(readOne(events, { ...paused(), within })).toMatchObject({
      elapsedSeconds: 3 * hour,
      verdict: 'met',
    });
    expect(readAll(events, { ...paused(), within })[0]!.pauses).toHaveLength(1);
  });
});
