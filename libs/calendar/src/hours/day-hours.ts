import { TallyError } from '@tallystick/errors';

/**
 * The opening hours of one local date: half-open intervals in seconds since local midnight, sorted and disjoint.
 * A shift belongs to the date on which it opens, so it opens before 24:00 and may close as late as 48:00.
 */
export type DayHours = readonly (readonly [openSecond: number, closeSecond: number])[];

const secondsPerDay = 86_400;
const timePattern = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;
const intervalPattern = /^\s*(\S+?)\s*[-–]\s*(\S+)\s*$/;

/**
 * Seconds since midnight of `08:30`, `08:30:15` or `24:00`.
 *
 * @param place where the text stands, for the error.
 * @throws TallyError `calendar-invalid`.
 */
export function parseTimeOfDay(text: string, place: string): number {
  const match = timePattern.exec(text);
  if (match !== null) {
    const [, hours, minutes, seconds = '0'] = match;
    const second = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (Number(minutes) <= 59 && Number(seconds) <= 59 && second <= secondsPerDay) {
      return second;
    }
  }
  throw calendarInvalid(
    place,
    `"${text}" is not a time of day`,
    'Write hours and minutes from 00:00 to 24:00, e.g. 08:30.',
  );
}

/**
 * One interval from its two times. A closing time at or before the opening time is on the next day: `22:00`, `06:00`.
 *
 * @throws TallyError `calendar-invalid`, also where the interval is empty.
 */
export function parseInterval(
  open: string,
  close: string,
  place: string,
): readonly [openSecond: number, closeSecond: number] {
  const openSecond = parseTimeOfDay(open, place);
  const closeSecond = parseTimeOfDay(close, place);
  if (openSecond === closeSecond || openSecond >= secondsPerDay) {
    throw calendarInvalid(
      place,
      `${open}-${close} is empty`,
      'Write 00:00-24:00 for the whole day, and leave a closed day out.',
    );
  }
  return Object.freeze([
    openSecond,
    closeSecond < openSecond ? closeSecond + secondsPerDay : closeSecond,
  ] as const);
}

/**
 * The hours of a date from texts such as `08:30-12:30`, `22:00-06:00` (crosses midnight) or `00:00-24:00`, in any order.
 *
 * @throws TallyError `calendar-invalid` naming the place, also where two intervals overlap.
 */
export function parseDayHours(texts: readonly string[], place: string): DayHours {
  const hours = texts.map((text, index) => {
    const match = intervalPattern.exec(text);
    if (match === null) {
      throw calendarInvalid(
        `${place}[${index}]`,
        `"${text}" is not an interval of time`,
        'Write opening and closing time, e.g. 08:30-12:30.',
      );
    }
    return parseInterval(match[1]!, match[2]!, `${place}[${index}]`);
  });
  return checkDayHours(sortHours(hours), place);
}

/**
 * Holds hours against what `DayHours` promises.
 *
 * @returns the same hours.
 * @throws TallyError `calendar-invalid` naming the place.
 */
export function checkDayHours(hours: DayHours, place: string): DayHours {
  hours.forEach((interval, index) => {
    checkInterval(interval, place);
    const previous = hours[index - 1];
    if (previous !== undefined && interval[0] < previous[1]) {
      throw calendarInvalid(
        place,
        `${formatHours([previous])} and ${formatHours([interval])} overlap or are out of order`,
        'Let each interval open when or after the one before it closes.',
      );
    }
  });
  return hours;
}

/** @throws TallyError `calendar-invalid` where one interval alone is not one: empty, too long, not whole seconds. */
export function checkInterval([open, close]: readonly [number, number], place: string): void {
  const whole = Number.isSafeInteger(open) && Number.isSafeInteger(close);
  if (!whole || open < 0 || open >= secondsPerDay || close <= open || close > 2 * secondsPerDay) {
    throw calendarInvalid(
      place,
      `the interval from second ${open} to second ${close} cannot stand on one day`,
      'Open before 24:00, close after opening and by 48:00.',
    );
  }
}

function sortHours(hours: DayHours): DayHours {
  return Object.freeze([...hours].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
}

/** Text for people: `08:30-12:30, 13:00-17:00`; a closing time on the next day is past 24:00, e.g. `22:00-30:00`. */
export function formatHours(hours: DayHours): string {
  return hours.map(([open, close]) => `${formatTimeOfDay(open)}-${formatTimeOfDay(close)}`).join(', ');
}

function formatTimeOfDay(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor((second % 3600) / 60), second % 60];
  return parts
    .slice(0, parts[2] === 0 ? 2 : 3)
    .map((part) => part.toString().padStart(2, '0'))
    .join(':');
}

function calendarInvalid(place: string, problem: string, mend: string): TallyError {
  return new TallyError('calendar-invalid', `${place}: ${problem}. ${mend}`, [{ place, problem, mend }]);
}
