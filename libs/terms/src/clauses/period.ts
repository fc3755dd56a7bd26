import { Choice, LocalDate } from '@tallystick/documents';
import { localDateParts, parseLocalDate } from '@tallystick/quantities';
import type { Terms } from '../model/terms.js';
import type { Resolution } from '../resolution/resolution.js';

/** Every month has this day, so that every period begins on the day that its anchor names. */
const lastDayOfEveryMonth = 28;

export class PeriodTerms {
  @Choice(['month', 'quarter', 'year'], { meaning: 'The measurement period.' })
  every!: Terms['period']['every'];

  @LocalDate({
    optional: true,
    default: 'months, quarters and years of the calendar',
    meaning:
      'A local day on which a period begins, its day of the month 1 to 28: from 2025-01-16 months run from the 16th to ' +
      'the 15th, quarters from 16 January, 16 April and so on. The term need not begin on it.',
  })
  anchor?: string;
}

export function resolvePeriod(
  { every, anchor }: PeriodTerms,
  path: string,
  resolution: Resolution,
): Terms['period'] {
  if (anchor === undefined) return Object.freeze({ every, anchor: undefined });
  const day = parseLocalDate(anchor);
  if (localDateParts(day).day > lastDayOfEveryMonth) {
    resolution.problem(
      `${path}.anchor`,
      `Not every month has a day ${localDateParts(day).day}.`,
      `Write a date on the 1st to the ${lastDayOfEveryMonth}th of a month.`,
    );
  }
  return Object.freeze({ every, anchor: day });
}
