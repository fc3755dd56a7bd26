import { toWholeNumber } from '@tallystick/quantities';
import { ordinal } from '../describe/words.js';
import type { LimitKind } from './limit-kind.js';

const pattern = /^end of (?:(same|next)|(\d{1,9})(?:st|nd|rd|th)) business day$/;

/** `end of 2nd business day`: the closing time of the nth business day after the date on which the clock starts. */
export const businessDayEnd: LimitKind<'business-day-end'> = {
  pattern,
  dependsOnCalendar: () => false,
  resolve(text, _calendar, path, resolution) {
    const [, word, number] = pattern.exec(text)!;
    const businessDays = word === 'same' ? 0 : word === 'next' ? 1 : toWholeNumber(number!);
    if (word !== 'same' && businessDays < 1) {
      return resolution.problem(path, `${text} names no day.`, 'Write `end of same business day`.');
    }
    if (businessDays > 10_000) {
      return resolution.problem(path, `${text} is too far away.`, 'Write a shorter limit.');
    }
    return Object.freeze({ kind: 'business-day-end', businessDays });
  },
  describe: ({ businessDays }) =>
    businessDays === 0
      ? 'the end of the same business day'
      : `the end of the ${ordinal(businessDays)} business day after the start`,
};
