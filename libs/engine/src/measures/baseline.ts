import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Measured } from './measured.js';

/** The measured value as a percentage of the level's baseline, where it has one. */
export function againstBaseline(_context: PeriodContext, _level: ServiceLevel, measured: Measured): Measured {
  return measured;
}
