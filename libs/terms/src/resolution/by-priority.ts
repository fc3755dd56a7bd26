import { joinPath } from '@tallystick/documents';
import { limitKindOf } from '../limits/registry.js';
import type { Clock } from '../model/clock.js';
import type { ByPriority, Limit } from '../model/limit.js';
import type { CalendarTerms } from '../model/terms.js';
import type { Resolution } from './resolution.js';

/** A value for all priorities, or one by priority with `else` for every other. */
export type AuthoredByPriority = string | ReadonlyMap<string, string>;

/** The key that stands for every other priority. */
const otherwiseKey = 'else';

function valueFor<Value>(values: ByPriority<Value>, priority: string): Value | undefined {
  return values.byPriority.get(priority) ?? values.otherwise;
}

/** Reads the plain form as `else` alone; unknown priorities are recorded as problems. */
export function readByPriority<Value>(
  authored: AuthoredByPriority,
  path: string,
  resolution: Resolution,
  read: (text: string, path: string, priority: string | undefined) => Value | undefined,
): ByPriority<Value> {
  const byPriority = new Map<string, Value>();
  if (typeof authored === 'string') return { byPriority, otherwise: read(authored, path, undefined) };
  let otherwise: Value | undefined;
  for (const [priority, text] of authored) {
    const memberPath = joinPath(path, priority);
    if (priority === otherwiseKey) {
      otherwise = read(text, memberPath, undefined);
      continue;
    }
    resolution.checkPriority(priority, memberPath);
    const value = read(text, memberPath, priority);
    if (value !== undefined) byPriority.set(priority, value);
  }
  return { byPriority, otherwise };
}

/**
 * The limits of a clock by priority. A limit in days means another time under another calendar, so one that is stated
 * for several priorities is resolved for each calendar among theirs. Where a priority is not counted, its calendar need
 * not say how long a day is; the priority then has no limit.
 *
 * @param named the priorities that the clause's `where` names, if it names any.
 */
export function readLimits(
  authored: AuthoredByPriority,
  clock: Clock,
  named: readonly string[] | undefined,
  path: string,
  resolution: Resolution,
): ByPriority<Limit> {
  const byPriority = new Map<string, Limit>();
  const calendars = resolution.calendars.sound();
  const read = (text: string, textPath: string, priority: string | undefined): Limit | undefined => {
    const kind = limitKindOf(text);
    const resolveWith = (calendarId: string | undefined, counted: boolean): Limit | undefined => {
      const calendar = calendarId === undefined ? undefined : calendars.get(calendarId);
      if (calendar === undefined) return undefined;
      const unknown = calendar.nominalDaySeconds === undefined && kind.dependsOnCalendar(text);
      return unknown && !counted ? undefined : kind.resolve(text, calendar, textPath, resolution);
    };
    const isCounted = (each: string): boolean => named === undefined || named.includes(each);
    if (priority !== undefined) return resolveWith(valueFor(clock.calendar, priority), true);
    if (!kind.dependsOnCalendar(text)) return kind.resolve(text, anyCalendar, textPath, resolution);
    for (const [other, calendarId] of clock.calendar.byPriority) {
      const stated = typeof authored !== 'string' && authored.has(other);
      const limit = stated ? undefined : resolveWith(calendarId, isCounted(other));
      if (limit !== undefined) byPriority.set(other, limit);
    }
    const others = resolution.priorities.filter((each) => !clock.calendar.byPriority.has(each));
    return resolveWith(clock.calendar.otherwise, named === undefined || others.some(isCounted));
  };
  const limits = readByPriority(authored, path, resolution, read);
  return Object.freeze({
    byPriority: new Map([...byPriority, ...limits.byPriority]),
    otherwise: limits.otherwise,
  });
}

/** Stands for any calendar where a limit does not depend on one. */
const anyCalendar: CalendarTerms = {
  id: 'any',
  clause: undefined,
  hours: {
    weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    holidays: new Set(),
    overrides: new Map(),
    breaks: new Map(),
  },
  nominalDaySeconds: undefined,
  timezone: 'UTC',
};

/**
 * Every priority that a clause counts must have a calendar on its clock and, where the clause has limits, a limit.
 *
 * @param named the priorities that the clause's `where` names, if it names any.
 */
export function checkPrioritiesCovered(
  named: readonly string[] | undefined,
  clock: Clock,
  limits: AuthoredByPriority | undefined,
  paths: { readonly within: string; readonly clock: string },
  resolution: Resolution,
): void {
  const limited =
    limits === undefined || typeof limits === 'string' || limits.has(otherwiseKey)
      ? undefined
      : [...limits.keys()];
  for (const priority of named ?? limited ?? resolution.priorities) {
    if (!resolution.priorities.includes(priority)) continue;
    if (valueFor(clock.calendar, priority) === undefined) {
      resolution.problem(
        paths.clock,
        `The clock \`${clock.id}\` has no calendar for priority ${priority}, which is counted here.`,
        `Give the clock's calendar a \`${priority}\` or an \`else\`, or name other priorities in \`where\`.`,
      );
    } else if (limited !== undefined && !limited.includes(priority)) {
      resolution.problem(
        paths.within,
        `There is no limit for priority ${priority}, which is counted here.`,
        `Add \`${priority}\` or \`else\`.`,
      );
    }
  }
}
