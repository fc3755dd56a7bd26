/**
 * A time limit of a clock (design 3, "Durations"; design 5, row 14). A bare "day" never means 24 hours:
 * - `working-time`: so many seconds of the clock's calendar (`4h`, `90m`, or `2d` = 2 × the calendar's stated nominal day);
 * - `business-day-end`: the closing time of the nth business day after the local date on which the clock starts
 *   (0 = the same business day);
 * - `calendar-days`: so many times 24 hours on the instant line, whatever the calendar says.
 */
export type Limit =
  | { readonly kind: 'working-time'; readonly seconds: number }
  | { readonly kind: 'business-day-end'; readonly businessDays: number }
  | { readonly kind: 'calendar-days'; readonly days: number };

/** A value by priority, with the one for every other priority. `else` is absent where those have none. */
export interface ByPriority<Value> {
  readonly byPriority: ReadonlyMap<string, Value>;
  readonly otherwise: Value | undefined;
}
