import type { Offset } from '../model/schedule.js';
import { describeDuration } from './describe-duration.js';

/** `10 business days (calendar office)`, `5 calendar days`, `4 hours of working time (calendar office)`. */
export function describeOffset(offset: Offset): string {
  switch (offset.kind) {
    case 'business-days':
      return offset.days === 0
        ? `the same business day (calendar ${offset.calendar})`
        : `${offset.days} business ${offset.days === 1 ? 'day' : 'days'} (calendar ${offset.calendar})`;
    case 'calendar-days':
      return offset.days === 0
        ? 'the same day'
        : `${offset.days} calendar ${offset.days === 1 ? 'day' : 'days'}`;
    case 'working-time':
      return `${describeDuration(offset.seconds)} of working time (calendar ${offset.calendar})`;
  }
}
