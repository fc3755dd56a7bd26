import { pinnedZoneTable } from '@tallystick/calendar';
import { formatInstantSeconds, parseInstant, parseLocalDate } from '@tallystick/quantities';
import { type Offset, readTerms, termsInForce } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import { ClockEnvironment } from '../clocks/index.js';
import { offsetAfterDay, offsetInstant } from './offset-instant.js';

const zones = pinnedZoneTable();
const zone = zones.transitionsOf('Europe/London');
const { document } = readTerms(
  `
semantics: 1
agreement: acme-northwind
title: Under test
parties: { client: Acme, provider: Northwind }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01 }
period: { every: month }
calendars:
  - { id: office, hours: { mon-fri: ["09:00-17:00"] }, holidays: [2025-04-18, 2025-04-21], day: 8h }
  - { id: always, hours: 24x7 }
  - { id: madrid, hours: { mon-fri: ["09:00-17:00"] }, timezone: Europe/Madrid }
  - { id: night, hours: { mon-fri: ["22:00-06:00"] } }
`,
  'terms.yaml',
  zones,
);
const terms = termsInForce([{ kind: 'signed', position: 1, factId: 'signed', terms: document }], zones);
const environment = new ClockEnvironment(terms, zones, parseInstant('2026-01-01T00:00:00Z') / 1000);

const business = (days: number, calendar = 'office'): Offset => ({ kind: 'business-days', days, calendar });
const calendarDays = (days: number): Offset => ({ kind: 'calendar-days', days });
const working = (seconds: number, calendar = 'office'): Offset => ({
  kind: 'working-time',
  seconds,
  calendar,
});

function after(offset: Offset, instant: string): string {
  return formatInstantSeconds(offsetInstant(environment, 0, zone, offset, parseInstant(instant) / 1000));
}
function afterDay(offset: Offset, day: string): string {
  return formatInstantSeconds(offsetAfterDay(environment, 0, zone, offset, parseLocalDate(day)));
}

describe('after an event', () => {
  test.each([
    // A Wednesday in winter.
    [business(1), '2025-01-08T10:00:00Z', '2025-01-09T17:00:00Z'],
    [business(1), '2025-01-08T00:00:00Z', '2025-01-09T17:00:00Z'],
    [business(1), '2025-01-08T23:59:59Z', '2025-01-09T17:00:00Z'],
    // Friday and the weekend lead to Monday.
    [business(1), '2025-01-10T10:00:00Z', '2025-01-13T17:00:00Z'],
    [business(1), '2025-01-11T10:00:00Z', '2025-01-13T17:00:00Z'],
    // Good Friday and Easter Monday are no business days; it is summer time by then.
    [business(1), '2025-04-17T10:00:00Z', '2025-04-22T16:00:00Z'],
    // The same day: until closing, at closing, after it, and on a day without hours.
    [business(0), '2025-01-08T16:59:59Z', '2025-01-08T17:00:00Z'],
    [business(0), '2025-01-08T17:00:00Z', '2025-01-08T17:00:00Z'],
    [business(0), '2025-01-08T17:00:01Z', '2025-01-09T17:00:00Z'],
    [business(0), '2025-01-11T10:00:00Z', '2025-01-13T17:00:00Z'],
    // The event's day is that of the calendar's zone: 23:30 in London is the next day in Madrid.
    [business(1, 'madrid'), '2025-01-08T22:30:00Z', '2025-01-09T16:00:00Z'],
    [business(1, 'madrid'), '2025-01-08T23:30:00Z', '2025-01-10T16:00:00Z'],
    // A shift ends on the next morning; a day without end ends with its last second.
    [business(1, 'night'), '2025-01-08T10:00:00Z', '2025-01-10T06:00:00Z'],
    [business(2, 'always'), '2025-01-10T10:00:00Z', '2025-01-12T23:59:59Z'],
    [calendarDays(0), '2025-01-08T10:00:00Z', '2025-01-08T23:59:59Z'],
    [calendarDays(5), '2025-01-08T00:00:00Z', '2025-01-13T23:59:59Z'],
    // The day on which London's clocks go forward ends at 23:00 UTC.
    [calendarDays(1), '2025-03-29T12:00:00Z', '2025-03-30T22:59:59Z'],
    [working(4 * 3600), '2025-01-08T15:00:00Z', '2025-01-09T11:00:00Z'],
    [working(2 * 3600), '2025-01-08T15:00:00Z', '2025-01-08T17:00:00Z'],
  ])('%j of %s is %s', (offset, instant, expected) => {
    expect(after(offset, instant)).toBe(expected);
  });
});

describe('after the end of a day', () => {
  test.each([
    // 1 April 2025 is a Tuesday: the 10th business day after March is the 14th.
    [business(10), '2025-03-31', '2025-04-14T16:00:00Z'],
    [business(1), '2025-01-31', '2025-02-03T17:00:00Z'],
    // The day is a date: midnight in London is one o'clock in Madrid, and still day 0 there.
    [business(1, 'madrid'), '2025-03-31', '2025-04-01T15:00:00Z'],
    [calendarDays(5), '2025-03-31', '2025-04-05T22:59:59Z'],
    [working(3600), '2025-01-31', '2025-02-03T10:00:00Z'],
    [working(3600, 'always'), '2025-03-31', '2025-04-01T00:00:00Z'],
  ])('%j of %s is %s', (offset, day, expected) => {
    expect(afterDay(offset, day)).toBe(expected);
  });
});
