import type { EpochSeconds } from '@tallystick/quantities';
import type { PeriodContext } from '../history/period-context.js';
import type { LevelPart } from '../parts/level-parts.js';

/** What a part of a level is measured over. */
export interface MeasuredSpan {
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  /** The window has not closed yet, so nothing is judged in this period (`window: { every: quarter }`). */
  readonly open: boolean;
}

/** The time that a level is measured over in a part of a period: the part itself, or the window that ends with it. */
export function measuredSpan(
  _context: PeriodContext,
  _part: LevelPart,
  own: Pick<MeasuredSpan, 'startsAt' | 'endsAt'>,
): MeasuredSpan {
  return { ...own, open: false };
}
