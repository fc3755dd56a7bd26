import { startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import { versionsOver } from '../parts/level-parts.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import { windowStart } from './measured-span.js';

/**
 * The instants at which windows of one level begin or end, in the periods up to a last one, besides the starts of
 * periods and of versions: the first day of each window of days, and every day where a window may begin on any.
 */
export function windowBoundaries(
  terms: TermsInForce,
  grid: PeriodGrid,
  zone: ZoneTransitions,
  lastIndex: number,
  serviceLevel: string,
): EpochSeconds[] {
  const { from: firstDay } = grid.at(0);
  const lastDay = grid.at(lastIndex).to;
  const days = new Set<number>();
  for (let index = 0; index <= lastIndex; index += 1) {
    const period = grid.at(index);
    for (const version of versionsOver(terms, period)) {
      const window = version.terms.serviceLevels.get(serviceLevel)?.window;
      if (window?.kind === 'any-days' || window?.kind === 'days-from-first') {
        for (let day = firstDay; day <= lastDay; day += 1) days.add(day);
      } else if (window?.kind === 'last-days') {
        // Of a level that ends inside the period the window ends with its own last day.
        for (const to of [period.to, Math.min(version.to ?? period.to, period.to)]) {
          days.add(Math.max(firstDay, windowStart(grid, window, period, to)));
        }
      }
    }
  }
  return [...days].map((day) => startOfLocalDate(zone, day));
}
