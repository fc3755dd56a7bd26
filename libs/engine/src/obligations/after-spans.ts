import { startOfLocalDate } from '@tallystick/calendar';
import { addMonths, type DayNumber, formatLocalDate } from '@tallystick/quantities';
import { labelOfNumber, spanNumberOf, spanOfNumber, type SpanKind } from '../periods/calendar-span.js';
import type { Arising } from './arising.js';
import { offsetAfterDay } from './offset-instant.js';
import { isScheduled, type Scheduled, scheduledBy, type ScheduleContext } from './schedule-context.js';

/**
 * What is owed after periods (or every nth of them, counted from the first) that have ended, under the terms of their
 * last day.
 */
export function afterPeriods(context: ScheduleContext): Arising[] {
  if (!isScheduled(context, 'each-period')) return [];
  const { environment, grid } = context;
  const found: Arising[] = [];
  for (let index = 0; index < grid.count && grid.at(index).endsAt <= environment.valuedAt; index += 1) {
    const { label, to } = grid.at(index);
    const versionIndex = versionOn(context, to);
    for (const obligation of scheduledBy(context, versionIndex, 'each-period')) {
      const { every } = obligation.due;
      if ((index + 1) % every !== 0) continue;
      const covered = wholeNumbers(index - every + 1, index);
      found.push({
        ...owedAfter(context, obligation, versionIndex, to),
        key: label,
        otherNames: [],
        aboutPeriod: label,
        coveredPeriods: covered,
      });
    }
  }
  return found;
}

/**
 * What is owed after every nth month that has ended, counted from the first day of the term. Its key is the label of the
 * calendar's month, quarter or year where it ends with one and is as long, else its last day. Facts may call it by either,
 * and by the label of the agreement's period that this day lies in. It covers this period, and those that begin in the
 * months.
 */
export function afterMonths(context: ScheduleContext): Arising[] {
  if (!isScheduled(context, 'each-months')) return [];
  const { environment, grid, zone } = context;
  const first = grid.at(0).from;
  const found: Arising[] = [];
  for (let month = 1; ; month += 1) {
    const day = addMonths(first, month) - 1;
    const period = grid.ofDate(day);
    if (period === undefined || startOfLocalDate(zone, day + 1) > environment.valuedAt) return found;
    const versionIndex = versionOn(context, day);
    for (const obligation of scheduledBy(context, versionIndex, 'each-months')) {
      const { months } = obligation.due;
      if (month % months !== 0) continue;
      const names = [...calendarLabels(months, day), formatLocalDate(day)];
      const [key, ...otherNames] = [names[0]!, ...names.slice(1), period.label];
      const before = grid.ofDate(addMonths(first, month - months) - 1);
      const begun = before === undefined ? 0 : before.index + 1;
      found.push({
        ...owedAfter(context, obligation, versionIndex, day),
        key,
        otherNames,
        aboutPeriod: period.label,
        coveredPeriods: wholeNumbers(Math.min(begun, period.index), period.index),
      });
    }
  }
}

function owedAfter(
  context: ScheduleContext,
  obligation: Scheduled<'each-period' | 'each-months'>,
  versionIndex: number,
  day: DayNumber,
): Omit<Arising, 'key' | 'otherNames' | 'aboutPeriod' | 'coveredPeriods'> {
  const { environment, zone } = context;
  return {
    obligation,
    versionIndex,
    ticket: undefined,
    arisesAt: startOfLocalDate(zone, day + 1),
    dueAt: offsetAfterDay(environment, versionIndex, zone, obligation.due.after, day),
    left: undefined,
    factIds: [],
  };
}

/** From the first to the last, both among them. */
function wholeNumbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function versionOn({ environment, zone }: ScheduleContext, day: DayNumber): number {
  return environment.versionAt(startOfLocalDate(zone, day));
}

const spansByMonths: Readonly<Record<number, SpanKind>> = { 1: 'month', 3: 'quarter', 12: 'year' };

function calendarLabels(months: number, lastDay: DayNumber): string[] {
  const kind = spansByMonths[months];
  if (kind === undefined) return [];
  const number = spanNumberOf(kind, lastDay);
  return spanOfNumber(kind, number).to === lastDay ? [labelOfNumber(kind, number)] : [];
}
