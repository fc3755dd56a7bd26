import { describe, expect, test } from 'vitest';
import { answerWorkingTimeCase } from './worktime-case.js';
import { pinnedZoneTable } from './zones/pinned-zone-table.js';

const elapsed = {
  id: 'a',
  timezone: 'Europe/London',
  weekly_hours: { mon: [['09:00', '17:00']] },
  kind: 'elapsed',
  from: '2025-03-03T09:00:00Z',
  to: '2025-03-03T10:00:00Z',
};
const due = { ...elapsed, kind: 'due', to: undefined, seconds: 3600 };
const answer = (question: unknown) => answerWorkingTimeCase(question, pinnedZoneTable());

describe('the batch question', () => {
  test('is answered under its id', () => {
    expect(answer(elapsed)).toStrictEqual({ id: 'a', seconds: 3600 });
    expect(answer({ ...due, id: 7 })).toStrictEqual({ id: 7, due: '2025-03-03T10:00:00Z' });
  });

  test('a reversed or empty range has no seconds, and a limit of nothing is due at once', () => {
    expect(answer({ ...elapsed, to: elapsed.from })).toStrictEqual({ id: 'a', seconds: 0 });
    expect(answer({ ...elapsed, to: '2024-01-01T00:00:00Z' })).toStrictEqual({ id: 'a', seconds: 0 });
    expect(answer({ ...due, from: '2025-03-02T09:00:00Z', seconds: 0 })).toStrictEqual({
      id: 'a',
      due: '2025-03-02T09:00:00Z',
    });
  });

  test('instants between two seconds count as the earlier, and may carry an offset', () => {
    expect(
      answer({ ...elapsed, from: '2025-03-03T11:00:00.999+02:00', to: '2025-03-03T09:00:10.001Z' }),
    ).toStrictEqual({ id: 'a', seconds: 10 });
  });

  test('hours that overlap count once; a break and a pause over the same time take it away once', () => {
    const overlapping = {
      ...elapsed,
      weekly_hours: {
        mon: [
          ['09:00', '12:00'],
          ['08:00', '10:00'],
        ],
      },
      from: '2025-03-03T00:00:00Z',
      to: '2025-03-04T00:00:00Z',
    };
    expect(answer(overlapping)).toStrictEqual({ id: 'a', seconds: 4 * 3600 });
    const twice = {
      breaks: { '2025-03-03': [['09:30', '10:00']] },
      pauses: [['2025-03-03T09:30:00Z', '2025-03-03T10:00:00Z']],
    };
    expect(answer({ ...overlapping, ...twice })).toStrictEqual({ id: 'a', seconds: 3.5 * 3600 });
  });

  test.each([
    ['the question', 'nothing but text'],
    ['id', { ...elapsed, id: undefined }],
    ['timezone', { ...elapsed, timezone: 5 }],
    ['weekly_hours', { ...elapsed, weekly_hours: [] }],
    ['weekly_hours.monday', { ...elapsed, weekly_hours: { monday: [] } }],
    ['weekly_hours.mon', { ...elapsed, weekly_hours: { mon: '09:00-17:00' } }],
    ['weekly_hours.mon[0]', { ...elapsed, weekly_hours: { mon: [['09:00']] } }],
    ['weekly_hours.mon[0][1]', { ...elapsed, weekly_hours: { mon: [['09:00', 17]] } }],
    ['holidays[0]', { ...elapsed, holidays: ['2025-02-30'] }],
    ['holidays', { ...elapsed, holidays: '2025-02-28' }],
    ['overrides', { ...elapsed, overrides: { tomorrow: [] } }],
    ['breaks', { ...elapsed, breaks: { '2025-3-3': [] } }],
    ['pauses[0]', { ...elapsed, pauses: [['2025-03-03T10:00:00Z', '2025-03-03T09:00:00Z']] }],
    ['pauses[0][1]', { ...elapsed, pauses: [['2025-03-03T10:00:00Z', 'later']] }],
    ['kind', { ...elapsed, kind: 'remaining' }],
    ['from', { ...elapsed, from: '2025-03-03 09:00' }],
    ['to', { ...elapsed, to: undefined }],
    ['seconds', { ...due, seconds: -1 }],
    ['seconds', { ...due, seconds: '3600' }],
  ])('an error names the field %s', (place, question) => {
    expect(() => answer(question)).toThrow(
      expect.objectContaining({ code: 'worktime-invalid', details: [expect.objectContaining({ place })] }),
    );
  });

  test('errors of calendars and zones keep their own codes', () => {
    expect(() => answer({ ...elapsed, weekly_hours: { mon: [['9', '10:00']] } })).toThrow(
      expect.objectContaining({
        code: 'calendar-invalid',
        details: [expect.objectContaining({ place: 'weekly_hours.mon[0]' })],
      }),
    );
    expect(() => answer({ ...elapsed, timezone: 'Europe/Lundon' })).toThrow(
      expect.objectContaining({ code: 'zone-unknown' }),
    );
    expect(() => answer({ ...due, weekly_hours: {} })).toThrow(
      expect.objectContaining({ code: 'calendar-never-open' }),
    );
  });
});
