import { invariant } from '@tallystick/errors';
import type { Limit } from '../model/limit.js';
import { businessDayEnd } from './business-day-end.js';
import { calendarDays } from './calendar-days.js';
import type { LimitKind } from './limit-kind.js';
import { workingTime } from './working-time.js';

/** Every way to write a limit. Adding one is a file, its line here, and its pattern in `words.limit`. */
const limitKinds: { readonly [Kind in Limit['kind']]: LimitKind<Kind> } = {
  'working-time': workingTime,
  'business-day-end': businessDayEnd,
  'calendar-days': calendarDays,
};

/** The kind whose pattern a text has; texts that have none do not pass the shape of a limit. */
export function limitKindOf(text: string): LimitKind<Limit['kind']> {
  const found = Object.values(limitKinds).find((kind) => kind.pattern.test(text));
  invariant(found !== undefined, `the limit "${text}" has a kind`);
  return found as LimitKind<Limit['kind']>;
}

export function describeLimit(limit: Limit): string {
  return (limitKinds[limit.kind] as LimitKind<Limit['kind']>).describe(limit);
}
