import { type DayNumber, daysInMonth, localDateOf, localDateParts } from '@tallystick/quantities';

/** Spans of the calendar that periods and charges run over. */
export type SpanKind = 'month' | 'quarter' | 'year';

export interface DaySpan {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const monthsOf: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, year: 12 };

/** A number that grows by one from span to span, whatever the year. */
export function spanNumberOf(kind: SpanKind, date: DayNumber): number {
  const { year, month } = localDateParts(date);
  return Math.floor((year * 12 + (month - 1)) / monthsOf[kind]);
}

/** First and last day of the span of that number. */
export function spanOfNumber(kind: SpanKind, number: number): DaySpan {
  const months = monthsOf[kind];
  const first = number * months;
  const last = first + months - 1;
  const [firstYear, lastYear] = [Math.floor(first / 12), Math.floor(last / 12)];
  const lastMonth = last - lastYear * 12 + 1;
  return {
    from: localDateOf(firstYear, first - firstYear * 12 + 1, 1),
    to: localDateOf(lastYear, lastMonth, daysInMonth(lastYear, lastMonth)),
  };
}

/** The spans that touch a range of days, in order. */
export function spansOver(kind: SpanKind, range: DaySpan): DaySpan[] {
  const [first, last] = [spanNumberOf(kind, range.from), spanNumberOf(kind, range.to)];
  return Array.from({ length: last - first + 1 }, (_, offset) => spanOfNumber(kind, first + offset));
}

function padded(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

/** `2025-03`, `2025-Q1`, `2025`. */
export function labelOfNumber(kind: SpanKind, number: number): string {
  const first = number * monthsOf[kind];
  const year = Math.floor(first / 12);
  const month = first - year * 12;
  switch (kind) {
    case 'month':
      return `${padded(year, 4)}-${padded(month + 1, 2)}`;
    case 'quarter':
      return `${padded(year, 4)}-Q${month / 3 + 1}`;
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
  const year = Number(match[1]);
  return (year * 12) / monthsOf[kind] + (match[2] === undefined ? 0 : Number(match[2]) - 1);
}
