import { parseLocalDate } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { alwaysOpen } from '../hours/calendar-hours.js';
import { everyDayOpen, instant, tableOf, weekdaysOpen } from '../testing/example-tables.js';
import { startOfLocalDate } from '../zones/local-time.js';
import { pinnedZoneTable } from '../zones/pinned-zone-table.js';

const date = parseLocalDate;

describe('clock changes', () => {
  test.each([
    ['Europe/London', '2025-03-30', 23],
    ['Europe/London', '2025-10-26', 25],
    ['Australia/Lord_Howe', '2024-10-06', 23.5],
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Antarctica/Troll', '2024-03-31', 22],
    ['America/Havana', '2024-03-10', 23],
  ])('24x7 in %s on %s lasts %d hours', (zone, text, hours) => {
    const transitions = pinnedZoneTable().transitionsOf(zone);
    const table = tableOf(alwaysOpen, zone, text);
    const [start, end] = [
      startOfLocalDate(transitions, date(text)),
      startOfLocalDate(transitions, date(text) + 1),
    ];
    expect(table.elapsed(start, end)).toBe(hours * 3600);
    expect(table.closingOfBusinessDay(start, 0)).toBe(end);
  });

  // Los Angeles skips 02:00-03:00 on 2006-04-02 and repeats 01:00-02:00 on 2006-10-29.
  test.each([
    ['opens in the gap and closes after it', '02:30-05:00', '2006-04-02', 5400],
    ['opens in the gap and would close before: it opens when the gap ends', '02:30-03:15', '2006-04-02', 900],
    ['lies in the gap: both edges move', '02:10-02:50', '2006-04-02', 2400],
    ['fills the gap: nothing of it exists', '02:00-03:00', '2006-04-02', 0],
    ['closes in the gap', '01:30-02:30', '2006-04-02', 3600],
    ['spans the gap', '01:00-04:00', '2006-04-02', 7200],
    ['opens in the overlap: at the first occurrence', '01:30-03:00', '2006-10-29', 9000],
    ['closes in the overlap: at the first occurrence', '00:30-01:30', '2006-10-29', 3600],
    ['spans the overlap', '00:00-04:00', '2006-10-29', 18_000],
  ])('a shift that %s', (_, hours, text, seconds) => {
    const zone = 'America/Los_Angeles';
    const transitions = pinnedZoneTable().transitionsOf(zone);
    const table = tableOf(everyDayOpen(hours), zone, text);
    const [start, end] = [
      startOfLocalDate(transitions, date(text)),
      startOfLocalDate(transitions, date(text) + 1),
    ];
    expect(table.elapsed(start, end)).toBe(seconds);
    expect(table.isBusinessDay(date(text))).toBe(seconds > 0);
  });

  test('hours of a skipped date do not move to the next', () => {
    const apia = tableOf(weekdaysOpen('09:00-17:00'), 'Pacific/Apia', '2011-12-26');
    expect(apia.isBusinessDay(date('2011-12-29'))).toBe(true);
    expect(apia.isBusinessDay(date('2011-12-30'))).toBe(false);
    expect(apia.addBusinessDays(date('2011-12-29'), 1)).toBe(date('2012-01-02'));
    expect(apia.elapsed(instant('2011-12-28T10:00:00Z'), instant('2012-01-01T10:00:00Z'))).toBe(2 * 8 * 3600);
  });
});
