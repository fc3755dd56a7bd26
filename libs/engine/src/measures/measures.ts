import type { Measure, MeasureKind } from '@tallystick/terms';
import { measureAvailability } from './availability.js';
import { measureChangeShare } from './change-share.js';
import { measureCount } from './count.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import type { Measured } from './measured.js';
import { measureObligation } from './obligation.js';
import { measureRecurrence } from './recurrence.js';
import { measureReported } from './reported.js';
import { measureResult } from './result.js';
import { measureSmoothed } from './smoothed.js';
import { measureStatistic } from './statistic.js';
import { measureTicketShare } from './ticket-share.js';

/** The closed set of measures: one file each. */
const measures: { readonly [Kind in MeasureKind]: MeasureOf<Kind> } = {
  'ticket-share': measureTicketShare,
  availability: measureAvailability,
  statistic: measureStatistic,
  count: measureCount,
  reported: measureReported,
  obligation: measureObligation,
  'change-share': measureChangeShare,
  recurrence: measureRecurrence,
  result: measureResult,
  smoothed: measureSmoothed,
};

/** Measures one service level in one part of a period. */
export function measureLevel(context: MeasureContext): Measured {
  const { measure } = context.level;
  const take = measures[measure.kind] as (measure: Measure, context: MeasureContext) => Measured;
  return take(measure, context);
}
