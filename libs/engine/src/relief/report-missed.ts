import type { ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Judgement } from '../measures/compare.js';

/**
 * A reported level counts as not reported, whatever figure there is, where the obligation to report on the period was
 * missed and the terms say so: its value is not compared then.
 */
export function reportMissed(
  { world, period }: PeriodContext,
  { id, measure }: ServiceLevel,
): Judgement | undefined {
  if (measure.kind !== 'reported') return undefined;
  const occurrence = world.obligations.deemedNotReported(period, id);
  if (occurrence === undefined) return undefined;
  return {
    verdict: measure.whenNotReported,
    decidedBy: 'report-obligation-missed',
    belowMinimum: false,
    compared: undefined,
    operands: { obligation: occurrence.id, occurrence: occurrence.key },
    facts: occurrence.factIds,
  };
}
