import { toWholeNumber } from '@tallystick/quantities';
import type { LimitKind } from './limit-kind.js';

const pattern = /^(\d{1,9}) calendar days?$/;

/** `30 calendar days`: so many times 24 hours on the instant line. */
export const calendarDays: LimitKind<'calendar-days'> = {
  pattern,
  dependsOnCalendar: () => false,
  resolve(text, _calendar, path, resolution) {
    const days = toWholeNumber(pattern.exec(text)![1]!);
    if (days <= 0) return resolution.problem(path, `${text} is no time at all.`, 'Write a limit above 0.');
    if (days > 36_525) {
      return resolution.problem(path, `${text} is more than a hundred years.`, 'Write a shorter limit.');
    }
    return Object.freeze({ kind: 'calendar-days', days });
  },
  describe: ({ days }) => `${days} calendar ${days === 1 ? 'day' : 'days'}`,
};
