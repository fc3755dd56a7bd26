import { toWholeNumber } from '@tallystick/quantities';
import { workingTime } from '../limits/working-time.js';
import type { Offset } from '../model/schedule.js';
import type { Resolution } from './resolution.js';

const businessDays = /^(?:(\d{1,9})(?:st|nd|rd|th)? business days?|(same|next) business day)$/;
const calendarDays = /^(?:(\d{1,9}) calendar days?|same day)$/;
const afterEnd = / after end$/;
const furthestDays = 10_000;

/**
 * A stretch of time after an anchor (`words.offset`, or `words.offsetAfterEnd` where the anchor is the end of a period):
 * `10 business days` and `10th business day` are the same, `same business day` is the day of the anchor.
 *
 * @param calendar the id that stands in the key `calendar` beside it; absent: the calendar listed first, the default that
 *   the language reference states. Calendar days look at none.
 * @param path of the text itself.
 * @param calendarPath of that key, for errors.
 */
export function readOffset(
  text: string,
  calendar: string | undefined,
  path: string,
  resolution: Resolution,
  calendarPath: string = beside(path, 'calendar'),
): Offset | undefined {
  const bare = text.replace(afterEnd, '');
  const ofCalendar = calendarDays.exec(bare);
  if (ofCalendar !== null) {
    const days = readDays(bare, ofCalendar[1] ?? 'same', 'same day', path, resolution);
    return days === undefined ? undefined : Object.freeze({ kind: 'calendar-days', days });
  }
  const id = calendarOf(calendar, bare, path, calendarPath, resolution);
  const ofBusiness = businessDays.exec(bare);
  if (ofBusiness !== null) {
    const number = ofBusiness[1] ?? ofBusiness[2]!;
    const days = readDays(bare, number, 'same business day', path, resolution);
    return id === undefined || days === undefined
      ? undefined
      : Object.freeze({ kind: 'business-days', days, calendar: id });
  }
  const terms = id === undefined ? undefined : resolution.calendars.sound().get(id);
  if (terms === undefined) return undefined;
  const limit = workingTime.resolve(bare, terms, path, resolution);
  return limit && Object.freeze({ kind: 'working-time', seconds: limit.seconds, calendar: terms.id });
}

/** A calendar that no offset beside it looks at is most likely a slip. */
export function checkCalendarUsed(
  calendar: string | undefined,
  texts: readonly (string | undefined)[],
  path: string,
  resolution: Resolution,
): void {
  if (calendar === undefined || texts.some((text) => text !== undefined && looksAtCalendar(text))) return;
  resolution.problem(
    path,
    'No time here is in business days or working time, so it has no effect.',
    'Leave it out.',
  );
}

function looksAtCalendar(text: string): boolean {
  return !calendarDays.test(text.replace(afterEnd, ''));
}

function readDays(
  text: string,
  number: string,
  sameDay: string,
  path: string,
  resolution: Resolution,
): number | undefined {
  if (number === 'same') return 0;
  const days = number === 'next' ? 1 : toWholeNumber(number);
  if (days === 0) {
    return resolution.problem(path, `${text} is no time at all.`, `Write more than 0, or \`${sameDay}\`.`);
  }
  if (days > furthestDays) {
    return resolution.problem(path, `${text} is too far away.`, `Write at most ${furthestDays} days.`);
  }
  return days;
}

function calendarOf(
  calendar: string | undefined,
  text: string,
  path: string,
  calendarPath: string,
  resolution: Resolution,
): string | undefined {
  if (calendar !== undefined) {
    // Several times may look at one key; what is wrong with it is said once.
    if (!resolution.isSound(calendarPath)) return undefined;
    return resolution.calendars.find(calendar, calendarPath, resolution)?.id;
  }
  const [first] = resolution.calendars.ids();
  if (first !== undefined) return first;
  return resolution.problem(
    path,
    `${text} needs a calendar, and there is none.`,
    'List a calendar under `calendars`, or write calendar days.',
  );
}

function beside(path: string, key: string): string {
  return path.includes('.') ? path.replace(/\.[^.]*$/, `.${key}`) : key;
}
