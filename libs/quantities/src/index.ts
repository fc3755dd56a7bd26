export { formatDuration, parseDuration } from './duration.js';
export {
  type EpochMilliseconds,
  type EpochSeconds,
  formatInstant,
  formatInstantSeconds,
  parseInstant,
  wholeSecond,
} from './instant.js';
export {
  addMonths,
  type DayNumber,
  dayOfWeek,
  daysInMonth,
  formatLocalDate,
  localDateParts,
  localDateOf,
  parseLocalDate,
  type Weekday,
  weekdays,
} from './local-date.js';
export { compareText } from './compare-text.js';
export { Rational, type RoundingMode, roundingModes } from './rational.js';
export { toWholeNumber, wholeQuotient } from './whole-number.js';
