import { invariant } from '@tallystick/errors';
import { type DayNumber, formatLocalDate, localDateOf, localDateParts } from '@tallystick/quantities';
import type { DaySpan } from './calendar-span.js';

/** A year of the contract; the last one may go beyond the end of the term. */
export interface ContractYear extends DaySpan {
  /** From 1. */
  readonly number: number;
}

/**
 * The contract year that a local day of the term lies in: years are counted from the first day of the term, whatever
 * the periods. Each begins on the day and month that the term began on; where that is 29 February, on 1 March in years
 * that have none, so that the first year always runs to the end of February. Something that spans days (a period, a
 * window) belongs to the year that its first day lies in.
 */
export function contractYearOf(date: DayNumber, term: { readonly from: DayNumber }): ContractYear {
  invariant(
    date >= term.from,
    `${formatLocalDate(date)} is a day of the term, from ${formatLocalDate(term.from)}`,
  );
  return yearAround(date, term.from);
}

/** The contract years that touch some days, in order; days before the term lie in the year before the first. */
export function contractYearsOver(range: DaySpan, term: { readonly from: DayNumber }): ContractYear[] {
  const years = [yearAround(range.from, term.from)];
  while (years.at(-1)!.to < range.to) years.push(yearAround(years.at(-1)!.to + 1, term.from));
  return years;
}

function yearAround(date: DayNumber, first: DayNumber): ContractYear {
  const years = localDateParts(date).year - localDateParts(first).year;
  const index = anniversary(first, years) <= date ? years : years - 1;
  return { number: index + 1, from: anniversary(first, index), to: anniversary(first, index + 1) - 1 };
}

/** 29 February of a year without one reads as the day after 28 February. */
function anniversary(first: DayNumber, years: number): DayNumber {
  const { year, month, day } = localDateParts(first);
  return localDateOf(year + years, month, day);
}
