import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';

/** What relief makes of a judgement: volume above forecast, a qualifying condition, a report that was owed and missed. */
export function qualify(
  _context: PeriodContext,
  _level: ServiceLevel,
  _measured: Measured,
  judgement: Judgement,
): Judgement {
  return judgement;
}
