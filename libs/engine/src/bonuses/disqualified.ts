import type { Bonus } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { isNotInTime } from '../obligations/consequences.js';
import { instancesOf } from '../scopes/instances-of.js';
import type { BonusRefusal } from './bonus-outcome.js';

type Disqualifier = Bonus['disqualifiedBy'][number];

/** The first of the conditions that holds in the period; undefined where none does. */
export function disqualified(
  context: PeriodContext,
  conditions: readonly Disqualifier[],
): BonusRefusal | undefined {
  for (const condition of conditions) {
    const refusal = holding(context, condition);
    if (refusal.by.length > 0) return refusal;
  }
  return undefined;
}

function holding({ levels, world, period }: PeriodContext, condition: Disqualifier): BonusRefusal {
  switch (condition.kind) {
    case 'service-level': {
      const own = instancesOf(levels, condition.serviceLevel);
      return condition.is === 'missed'
        ? { reason: 'level-missed', by: idsOf(own.filter((level) => level.verdict === 'missed')) }
        : { reason: 'level-below-minimum', by: idsOf(own.filter((level) => level.belowMinimum)) };
    }
    case 'any-level-missed':
      return {
        reason: 'any-level-missed',
        by: idsOf([...levels.values()].filter((level) => level.verdict === 'missed')),
      };
    case 'obligation':
      return {
        reason: 'obligation-not-met',
        by: world.obligations
          .dueIn(period)
          .filter((occurrence) => occurrence.id === condition.obligation && isNotInTime(occurrence))
          .map(({ id, key }) => `${id} ${key}`),
      };
  }
}

function idsOf(levels: readonly { readonly id: string }[]): string[] {
  return levels.map(({ id }) => id);
}
