import { parseLocalDate } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busiestOf, busiestWindow, type EventDay, windowsFromFirst } from './day-windows.js';

const day = parseLocalDate;
const january = { from: day('2025-01-01'), to: day('2025-01-31') };
const february = { from: day('2025-02-01'), to: day('2025-02-28') };

function eventsOn(...dates: readonly string[]): EventDay[] {
  return dates.map((date) => ({ day: day(date), count: 1 }));
}

describe('sliding days', () => {
  test.each([
    ['2025-01-29', 3],
    ['2025-01-30', 3],
    ['2025-01-31', 2],
  ])('1, 15 January and %s have %i within 30 days', (last, count) => {
    const events = eventsOn('2025-01-01', '2025-01-15', last);
    expect(busiestWindow(events, 30, january)?.count).toBe(count);
  });

  test('take events of earlier periods in, but end with one of the period', () => {
    const events = eventsOn('2025-01-20', '2025-01-21', '2025-01-22');
    expect(busiestWindow(events, 30, february)).toBeUndefined();
    expect(busiestWindow([...events, ...eventsOn('2025-02-05')], 30, february)).toEqual({
      from: day('2025-01-07'),
      to: day('2025-02-05'),
      count: 4,
    });
  });

  test('of equal windows the earliest counts', () => {
    const events = eventsOn('2025-01-01', '2025-01-02', '2025-01-10', '2025-01-11');
    expect(busiestWindow(events, 2, january)?.to).toBe(day('2025-01-02'));
  });

  test('count no fewer than any window of the days that ends in the period with an event', () => {
    const history = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 40 }), (days, length) => {
        const events = [...days].sort((a, b) => a - b).map((one) => ({ day: one, count: (one % 3) + 1 }));
        const found = busiestWindow(events, length, { from: 31, to: 60 });
        const counts = events
          .filter((event) => event.day >= 31)
          .map(({ day: end }) =>
            events
              .filter((event) => event.day > end - length && event.day <= end)
              .reduce((sum, event) => sum + event.count, 0),
          );
        expect(found?.count ?? 0).toBe(Math.max(0, ...counts));
      }),
    );
  });
});

describe('days from the first event', () => {
  test.each([
    ['2025-01-30', [2]],
    ['2025-01-31', [1, 1]],
    ['2025-02-01', [1, 1]],
  ])('30 of them opened on 1 January hold %s or leave it to the next window', (second, counts) => {
    const windows = windowsFromFirst(eventsOn('2025-01-01', second), 30);
    expect(windows.map(({ count }) => count)).toEqual(counts);
  });

  test('are opened by the next event, not by the end of the window before', () => {
    const windows = windowsFromFirst(eventsOn('2025-01-01', '2025-01-15', '2025-02-10', '2025-03-11'), 30);
    expect(windows).toEqual([
      { from: day('2025-01-01'), to: day('2025-01-30'), count: 2 },
      { from: day('2025-02-10'), to: day('2025-03-11'), count: 2 },
    ]);
    expect(busiestOf(windows)).toBe(windows[0]);
  });

  test('without events there are none', () => {
    expect(windowsFromFirst([], 30)).toEqual([]);
    expect(busiestOf([])).toBeUndefined();
  });
});
