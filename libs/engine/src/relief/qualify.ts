import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import { forecastJudgement } from './above-forecast.js';
import { unqualified } from './qualifying.js';
import { reportMissed } from './report-missed.js';

/**
 * What relief makes of a judgement (design 3, "relief"). What comes first decides:
 *
 * 1. nothing to measure, or no baseline to hold it against;
 * 2. not reported, or not reported because an obligation to report was missed;
 * 3. a qualifying condition that is not so;
 * 4. volume above forecast;
 * 5. low volume, and 6. the comparison with the target: both are in the judgement already.
 *
 * Relief never makes a missed level of a met one, unless the terms say that not reported or not qualified is missed.
 */
export function qualify(
  context: PeriodContext,
  level: ServiceLevel,
  measured: Measured,
  judgement: Judgement,
): Judgement {
  switch (judgement.decidedBy) {
    case 'nothing-to-measure':
    case 'baseline-period':
    case 'no-baseline':
    case 'window-open':
      return judgement;
    case 'not-reported':
    case 'not-reported-in-time':
      return judgement;
    default: {
      const missed = reportMissed(context, level);
      if (missed !== undefined || judgement.decidedBy === 'report-not-due') return missed ?? judgement;
      const failed = unqualified(context, level, judgement);
      if (failed !== undefined) return failed;
      const judged = forecastJudgement(context, level, measured, judgement);
      return level.qualifying === undefined
        ? judged
        : { ...judged, operands: { ...judged.operands, qualified: true } };
    }
  }
}
