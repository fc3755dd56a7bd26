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
      if ((index + 1) % obligation.due.every !== 0) continue;
      found.push(owedAfter(context, obligation, versionIndex, to, label, []));
    }
  }
  return found;
}

/**
 * What is owed after every nth month that has ended, counted from the first day of the term. Its key is the label of the
 * calendar's month, quarter or year where it ends with one and is as long, else its last day. Facts may call it by either,
 * and by the label of the agreement's period that this day lies in.
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
      found.push({
        ...owedAfter(context, obligation, versionIndex, day, key, otherNames),
        aboutPeriod: period.label,
      });
    }
  }
}

function owedAfter(
  context: ScheduleContext,
  obligation: Scheduled<'each-period' | 'each-months'>,
  versionIndex: number,
  day: DayNumber,
  key: string,
  otherNames: readonly string[],
): Arising {
  const { environment, zone } = context;
  return {
    obligation,
    versionIndex,
    key,
    otherNames,
    aboutPeriod: key,
    ticket: undefined,
    arisesAt: startOfLocalDate(zone, day + 1),
    dueAt: offsetAfterDay(environment, versionIndex, zone, obligation.due.after, day),
    left: undefined,
    factIds: [],
  };
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
