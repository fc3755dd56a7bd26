import {
  type DayNumber,
  localDateOf,
  localDateParts,
  toWholeNumber,
  wholeQuotient,
} from '@tallystick/quantities';

/** Spans that periods and charges run over. */
export type SpanKind = 'month' | 'quarter' | 'year';

export interface DaySpan {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/**
 * The month and the day on which years of spans begin: months begin on that day, quarters every three months from that
 * month on. Spans of the calendar begin their years on 1 January.
 */
export interface SpanAnchor {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 28, so that every month has it. */
  readonly day: number;
}

export const calendarAnchor: SpanAnchor = Object.freeze({ month: 1, day: 1 });

const monthsOf: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * Months from the one that is number 0 to the first month of the first span of year 0. Months are numbered, and so
 * labelled, by the month that they begin in; quarters and years by the year in which their year begins.
 */
function offsetOf(kind: SpanKind, anchor: SpanAnchor): number {
  return kind === 'month' ? 0 : anchor.month - 1;
}

/** A number that grows by one from span to span, whatever the year. */
export function spanNumberOf(kind: SpanKind, date: DayNumber, anchor: SpanAnchor = calendarAnchor): number {
  const { year, month, day } = localDateParts(date);
  const monthBegun = year * 12 + (month - 1) - (day < anchor.day ? 1 : 0);
  return Math.floor((monthBegun - offsetOf(kind, anchor)) / monthsOf[kind]);
}

/** First and last day of the span of that number. */
export function spanOfNumber(kind: SpanKind, number: number, anchor: SpanAnchor = calendarAnchor): DaySpan {
  return { from: firstDayOf(kind, number, anchor), to: firstDayOf(kind, number + 1, anchor) - 1 };
}

function firstDayOf(kind: SpanKind, number: number, anchor: SpanAnchor): DayNumber {
  const first = number * monthsOf[kind] + offsetOf(kind, anchor);
  const year = Math.floor(first / 12);
  return localDateOf(year, first - year * 12 + 1, anchor.day);
}

/** The spans of the calendar that touch a range of days, in order. */
export function spansOver(kind: SpanKind, range: DaySpan): DaySpan[] {
  const [first, last] = [spanNumberOf(kind, range.from), spanNumberOf(kind, range.to)];
  return Array.from({ length: last - first + 1 }, (_, offset) => spanOfNumber(kind, first + offset));
}

function padded(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

/**
 * `2025-03`, `2025-Q1`, `2025`. An anchored month is called by the month it begins in (`2025-01` is 16 January to
 * 15 February), an anchored year by the calendar year it begins in, and `2025-Q1` is the first quarter of the anchored
 * year that begins in 2025: from 16 April where the anchor is 16 April.
 */
export function labelOfNumber(kind: SpanKind, number: number): string {
  const first = number * monthsOf[kind];
  const year = Math.floor(first / 12);
  const month = first - year * 12;
  switch (kind) {
    case 'month':
      return `${padded(year, 4)}-${padded(month + 1, 2)}`;
    case 'quarter':
      return `${padded(year, 4)}-Q${wholeQuotient(month, 3) + 1}`;
    case 'year':
      return padded(year, 4);
  }
}

const labelPatterns: Readonly<Record<SpanKind, RegExp>> = {
  month: /^(\d{4})-(0[1-9]|1[0-2])$/,
  quarter: /^(\d{4})-Q([1-4])$/,
  year: /^(\d{4})$/,
};

/** The number of a label, or undefined where it is not a label of that kind. */
export function numberOfLabel(kind: SpanKind, label: string): number | undefined {
  const match = labelPatterns[kind].exec(label);
  if (match === null) return undefined;
  const year = toWholeNumber(match[1]!);
  return (
    wholeQuotient(year * 12, monthsOf[kind]) + (match[2] === undefined ? 0 : toWholeNumber(match[2]) - 1)
  );
}
