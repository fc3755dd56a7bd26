import { columnKind } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';

/** Stands for every month of a view, and for rows that have none. */
export const anyMonth = '';
export const noMonth = 'none';

/** Whether it is noted by month when rows of a view became others. */
export function hasMonths(view: ViewName): boolean {
  return view !== 'facts' && columnKind(view, 'month') !== undefined;
}
