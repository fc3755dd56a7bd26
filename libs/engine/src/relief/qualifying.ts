import type { Qualifying, ServiceLevel } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { Judgement } from '../measures/compare.js';
import { instancesOf } from '../scopes/instances-of.js';

type Condition = Qualifying['conditions'][number];

/** What a level counts as where one of its qualifying conditions is not so in the period; undefined where all are. */
export function unqualified(
  context: PeriodContext,
  { qualifying }: ServiceLevel,
  judgement: Judgement,
): Judgement | undefined {
  const failed = qualifying?.conditions.filter((condition) => !isSo(context, condition)) ?? [];
  if (qualifying === undefined || failed.length === 0) return undefined;
  return {
    verdict: qualifying.otherwise,
    decidedBy: 'not-qualified',
    belowMinimum: false,
    compared: judgement.compared,
    operands: {
      qualified: false,
      notSo: failed.map((one) => (one.kind === 'obligation' ? one.obligation : one.serviceLevel)),
    },
    facts: failed.flatMap((condition) => factsAgainst(context, condition)),
  };
}

/**
 * Of a `forEach` level every instance has to be so; a level that does not stand in the period is not met, but not
 * missed either. An obligation is kept unless something of it that was due in the period was not done in time: what is
 * not due yet, was waived or is excused speaks against nobody.
 */
function isSo(context: PeriodContext, condition: Condition): boolean {
  if (condition.kind === 'obligation') return notDone(context, condition.obligation).length === 0;
  const levels = instancesOf(context.levels, condition.serviceLevel);
  return condition.is === 'met'
    ? levels.length > 0 && levels.every((level) => level.verdict === 'met')
    : levels.every((level) => level.verdict !== 'missed');
}

function notDone({ world, period }: PeriodContext, obligation: string) {
  return world.obligations
    .dueIn(period)
    .filter(({ id, state }) => id === obligation && ['overdue', 'late', 'missed'].includes(state));
}

/** The facts of what was not done in time; a level's evidence names its own. */
function factsAgainst(context: PeriodContext, condition: Condition): readonly string[] {
  if (condition.kind !== 'obligation') return [];
  return notDone(context, condition.obligation).flatMap(({ factIds }) => factIds);
}
