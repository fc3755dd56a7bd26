import { TallyError } from '@tallystick/errors';
import { ofDigits } from './whole-number.js';

/** A local calendar date as days since 1970-01-01, in the proleptic Gregorian calendar. */
export type DayNumber = number;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const datePattern = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;
const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : daysOfMonths[month - 1]!;
}

/** Days since 1970-01-01 of a year, a month (1-12) and a day of it. */
export function localDateOf(year: number, month: number, day: number): DayNumber {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);
}

/**
 * Reads `2025-03-01`; years are 1000 to 9999.
 * @throws TallyError `quantity-invalid`.
 */
export function parseLocalDate(text: string): DayNumber {
  const match = datePattern.exec(text);
  if (match !== null) {
    const [year, month, day] = [ofDigits(match[1]!), ofDigits(match[2]!), ofDigits(match[3]!)];
    if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) {
      return localDateOf(year, month, day);
    }
  }
  throw new TallyError(
    'quantity-invalid',
    `"${text}" is not a date. Write year, month and day, e.g. 2025-03-01.`,
  );
}

export function localDateParts(date: DayNumber): { year: number; month: number; day: number } {
  const utc = new Date(date * 86_400_000);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() };
}

export function formatLocalDate(date: DayNumber): string {
  return new Date(date * 86_400_000).toISOString().slice(0, 10);
}

export function dayOfWeek(date: DayNumber): Weekday {
  return weekdays[(((date + 3) % 7) + 7) % 7]!;
}

/** The same day so many months later, or the last day of that month where it is shorter. */
export function addMonths(date: DayNumber, months: number): DayNumber {
  const { year, month, day } = localDateParts(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return localDateOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}
