import { Rational } from '@tallystick/quantities';
import type { ChangeShareMeasure } from '@tallystick/terms';
import type { Change } from '../timeline/index.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';

/** A change that counts in a part, with what it came to there. */
export interface CountedChange {
  readonly change: Change;
  /** Its outcome, where it finished in the part; `unauthorised`, where it was found so in the part; or both. */
  readonly outcomes: readonly ChangeShareMeasure['good'][number][];
}

/** Changes that finished in a part, and those that were found to be unauthorised in it; each once. */
export function changesWithin(
  where: ChangeShareMeasure['where'],
  { timeline, startsAt, endsAt }: Pick<MeasureContext, 'timeline' | 'startsAt' | 'endsAt'>,
): CountedChange[] {
  const inPart = (at: number | undefined): boolean => at !== undefined && at >= startsAt && at < endsAt;
  return timeline.changes.flatMap((change) => {
    if (where.service?.includes(change.service ?? '') === false) return [];
    if (where.changeType !== undefined) {
      if (change.changeType === undefined || !where.changeType.includes(change.changeType)) return [];
    }
    const outcomes: CountedChange['outcomes'][number][] = [];
    if (change.outcome !== undefined && inPart(change.finishedAt)) outcomes.push(change.outcome);
    if (inPart(change.unauthorisedAt)) outcomes.push('unauthorised');
    return outcomes.length === 0 ? [] : [{ change, outcomes }];
  });
}

/**
 * Changes with a good outcome, as a percentage of all that finished or were found to be unauthorised. A change that
 * finished and was found unauthorised in the same part counts once, and is good only if the terms call both good.
 */
export const measureChangeShare: MeasureOf<'change-share'> = (measure, context) => {
  const changes = changesWithin(measure.where, context);
  const bad = changes.filter(({ outcomes }) => !outcomes.every((outcome) => measure.good.includes(outcome)));
  const counted = changes.length;
  const good = counted - bad.length;
  return {
    unit: 'percent',
    value: counted === 0 ? undefined : Rational.of(100 * good, counted),
    numerator: counted === 0 ? undefined : Rational.of(good),
    denominator: counted === 0 ? undefined : Rational.of(counted),
    volume: counted,
    misses: bad.length,
    events: bad.length,
    time: undefined,
    unreported: undefined,
    operands: { good: measure.good, goodChanges: good, badChanges: bad.length },
    evidence: () => ({
      kind: 'changes',
      counted,
      good,
      bad: bad.map(({ change, outcomes }) => ({
        change: change.change ?? null,
        service: change.service ?? null,
        outcomes,
        facts: change.factIds,
      })),
    }),
  };
};
