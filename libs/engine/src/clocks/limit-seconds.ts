import { invariant } from '@tallystick/errors';
import type { EpochSeconds } from '@tallystick/quantities';
import type { Limit } from '@tallystick/terms';
import { type Counting, secondsCounted } from './counting.js';

const secondsPerDay = 86_400;

/**
 * A limit as seconds of what its clock counts, so that elapsed and due can never contradict each other (design 5).
 *
 * `calendar-days` are seconds of the instant line. `business-day-end` becomes the working time from the start to that
 * closing; where the business day of the start has closed already, 0 business days means the end of the next one, since
 * a limit is positive.
 *
 * @param countedFrom the first opening, where the time before it counts too (`start: immediate`); else the start.
 */
export function limitSecondsOf(
  limit: Limit,
  counting: Counting,
  startedAt: EpochSeconds,
  countedFrom: EpochSeconds,
): number {
  switch (limit.kind) {
    case 'working-time':
      return limit.seconds;
    case 'calendar-days':
      return limit.days * secondsPerDay;
    case 'business-day-end': {
      invariant(
        counting !== undefined && counting !== 'instant-line',
        'a limit in business days has a calendar',
      );
      let closing = counting.closingOfBusinessDay(startedAt, limit.businessDays);
      if (closing <= startedAt) {
        closing = counting.closingOfBusinessDay(startedAt, limit.businessDays + 1);
      }
      return secondsCounted(counting, startedAt, closing) + (countedFrom - startedAt);
    }
  }
}
