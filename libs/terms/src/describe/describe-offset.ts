import { formatDuration } from '@tallystick/quantities';
import type { Offset } from '../model/schedule.js';

/** `10 business days (office)`, `5 calendar days`, `4h of working time (office)`. */
export function describeOffset(offset: Offset): string {
  switch (offset.kind) {
    case 'business-days':
      return offset.days === 0
        ? `the same business day (${offset.calendar})`
        : `${offset.days} business ${offset.days === 1 ? 'day' : 'days'} (${offset.calendar})`;
    case 'calendar-days':
      return offset.days === 0
        ? 'the same day'
        : `${offset.days} calendar ${offset.days === 1 ? 'day' : 'days'}`;
    case 'working-time':
      return `${formatDuration(offset.seconds)} of working time (${offset.calendar})`;
  }
}
