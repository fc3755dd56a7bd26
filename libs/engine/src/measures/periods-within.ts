import type { EpochSeconds } from '@tallystick/quantities';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';

/** The periods that a stretch of time touches which ends in a period, oldest first. */
export function periodsWithin(
  grid: Pick<PeriodGrid, 'at'>,
  last: Period,
  startsAt: EpochSeconds,
): readonly Period[] {
  const periods = [last];
  while (periods[0]!.index > 0 && periods[0]!.startsAt > startsAt) {
    periods.unshift(grid.at(periods[0]!.index - 1));
  }
  return periods;
}
