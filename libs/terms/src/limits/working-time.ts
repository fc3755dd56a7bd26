import { toWholeNumber } from '@tallystick/quantities';
import { describeDuration } from '../describe/describe-duration.js';
import type { LimitKind } from './limit-kind.js';

const pattern = /^(?=\d)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;

/** `4h`, `90m`, `1h30m`; `2d` is twice the nominal day that the calendar states, never 48 hours. */
export const workingTime: LimitKind<'working-time'> = {
  pattern,
  dependsOnCalendar: (text) => text.includes('d'),
  resolve(text, calendar, path, resolution) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text)!;
    if (toWholeNumber(days) > 0 && calendar.nominalDaySeconds === undefined) {
      return resolution.problem(
        path,
        `${text} is in days, but the calendar \`${calendar.id}\` does not say how long its day is.`,
        `Give the calendar a \`day\`, e.g. 8h, or write the limit in hours.`,
      );
    }
    const total =
      toWholeNumber(days) * (calendar.nominalDaySeconds ?? 0) +
      toWholeNumber(hours) * 3600 +
      toWholeNumber(minutes) * 60 +
      toWholeNumber(seconds);
    if (total <= 0) return resolution.problem(path, `${text} is no time at all.`, 'Write a limit above 0.');
    if (!Number.isSafeInteger(total)) {
      return resolution.problem(path, `${text} is longer than can be counted.`, 'Write a shorter limit.');
    }
    return Object.freeze({ kind: 'working-time', seconds: total });
  },
  describe: ({ seconds }) => `${describeDuration(seconds)} of working time`,
};
