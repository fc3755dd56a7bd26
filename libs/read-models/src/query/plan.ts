import type { ViewName } from '../views/rows.js';
import { quoted } from '../store/schema.js';
import type { Sql } from './compile-filter.js';
import type { Source } from './source.js';

/** The rows of one month, null for those that have none. */
export interface MonthOfRows {
  readonly month: string | null;
}

/**
 * A question in parts. Each is read of one agreement, or of one month of it, and holds for as long as no row of that
 * becomes another; the answer is put together from all of them.
 */
export interface Plan<Part, Answer> {
  readonly view: ViewName;
  /** Whether a part of a month costs about as much less than one of a whole agreement as the month is shorter. */
  readonly byMonth: boolean;
  read(source: Source, month?: MonthOfRows): Part;
  /** About how many values a part holds. */
  weigh(part: Part): number;
  join(parts: readonly Part[]): Answer;
}

/** Reads all parts, and puts the answer together. */
export function answerWhole<Part, Answer>(plan: Plan<Part, Answer>, sources: readonly Source[]): Answer {
  return plan.join(sources.map((source) => plan.read(source)));
}

/** A condition, within a month where there is one. */
export function withinMonth(condition: Sql, month: MonthOfRows | undefined): Sql {
  if (month === undefined) return condition;
  const column = quoted('month');
  return month.month === null
    ? { text: `${column} IS NULL AND ${condition.text}`, values: condition.values }
    : { text: `${column} = ? AND ${condition.text}`, values: [month.month, ...condition.values] };
}
