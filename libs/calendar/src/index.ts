export { alwaysOpen, type CalendarHours, type DayPlan, hoursOn } from './hours/calendar-hours.js';
export { type DayHours, formatHours, parseDayHours, parseTimeOfDay } from './hours/day-hours.js';
export { compileWorkingTime, type WorkingTimeInput } from './working-time/compile-working-time.js';
export { type Interval, mergeIntervals } from './working-time/intervals.js';
export type { WorkingTime } from './working-time/working-time.js';
export {
  instantOfLocal,
  localDateExists,
  localOfInstant,
  type LocalTime,
  startOfLocalDate,
} from './zones/local-time.js';
export { pinnedZoneTable } from './zones/pinned-zone-table.js';
export { type ZoneTable, zoneTableOf } from './zones/zone-table.js';
export { sliceTransitions, type ZoneTransitions } from './zones/zone-transitions.js';
export { answerWorkingTimeCase, type WorkingTimeAnswer } from './worktime-case.js';
