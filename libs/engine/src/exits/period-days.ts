import type { DayNumber } from '@tallystick/quantities';
import type { ExitView } from './exit-finding.js';

/** The last day of the period so many after the last one; undefined where the term does not reach that far. */
export function lastDayOf(
  { world, last }: Pick<ExitView, 'world' | 'last'>,
  ahead: number,
): DayNumber | undefined {
  const index = last.period.index + ahead;
  return index < world.grid.count ? world.grid.at(index).to : undefined;
}
