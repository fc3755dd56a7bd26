import type { ServiceLevel } from '@tallystick/terms';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import { factsNaming } from '../scopes/for-each-values.js';
import type { AdjustmentCause } from '../statement/statement.js';
import type { Knowing } from './knowing.js';
import { changedFacts } from './taken-out.js';

/**
 * Levels of a `forEach` level that are judged in the period now and did not stand in it then, or the other way round,
 * because of facts recorded or taken out since that name their value: a site of which nothing was known has its level
 * in every period. Of those in `named` it is said already what they look at.
 */
export function scopeCauses(
  then: Knowing,
  now: Knowing,
  was: PeriodOutcome,
  is: PeriodOutcome,
  named: readonly AdjustmentCause[],
): AdjustmentCause[] {
  const explained = new Set(named.flatMap((cause) => ('serviceLevels' in cause ? cause.serviceLevels : [])));
  const onlyIn = (some: PeriodOutcome, others: PeriodOutcome): LevelOutcome[] =>
    [...some.levels.values()].filter(
      ({ id, verdict }) => verdict !== 'not-measured' && !others.levels.has(id) && !explained.has(id),
    );
  return [...onlyIn(is, was), ...onlyIn(was, is)].flatMap((level): AdjustmentCause[] => {
    const { instance }: Pick<ServiceLevel, 'instance'> = level.parts.at(-1)!.part.clause;
    if (instance === undefined) return [];
    const [before, after] = [then, now].map(({ state }) => factsNaming(instance, state.timeline));
    const facts = changedFacts(now, before!, after!);
    if (facts.length === 0) return [];
    return [{ kind: 'facts', subject: instance.by, key: instance.value, serviceLevels: [level.id], facts }];
  });
}
