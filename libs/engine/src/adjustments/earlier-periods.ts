import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { AdjustmentCause } from '../statement/statement.js';
import { changedEarlierMoney } from './earlier-money.js';
import { changedEarlierValues } from './earlier-values.js';

/**
 * Earlier periods that came out otherwise since and that the last one looks back to: by runs, gates and windows whose
 * misses count, by figures that are made of earlier values, and by money that is carried, capped, banked or earned back.
 *
 * @param was the outcomes up to the period as they were, `is` as they are.
 */
export function earlierPeriods(
  world: PeriodWorld,
  was: readonly PeriodOutcome[],
  is: readonly PeriodOutcome[],
): AdjustmentCause[] {
  const changed = new Map<string, Set<string>>();
  const add = (label: string, serviceLevels: readonly string[]): void => {
    const levels = changed.get(label) ?? new Set();
    for (const level of serviceLevels) levels.add(level);
    changed.set(label, levels);
  };
  for (const [id, level] of is.at(-1)!.levels) {
    const before = was.at(-1)!.levels.get(id);
    if (before === undefined || level.verdict !== 'missed' || historyText(before) === historyText(level)) {
      continue;
    }
    const nearest = is.slice(0, -1).findLast(({ levels }, index) => {
      return missText(levels.get(id)) !== missText(was[index]!.levels.get(id));
    });
    if (nearest !== undefined) add(nearest.period.label, [id]);
  }
  for (const { label, serviceLevel } of changedEarlierValues(was, is)) add(label, [serviceLevel]);
  for (const { label, serviceLevels } of changedEarlierMoney(world, was, is)) add(label, serviceLevels);
  return [...changed].map(([label, serviceLevels]) => ({
    kind: 'earlier-period',
    period: label,
    serviceLevels: [...serviceLevels],
  }));
}

/** What a miss takes from the periods before it. */
function historyText({ missesInARow, gate, pricedParts }: LevelOutcome): string {
  const looksBack = pricedParts.flatMap(({ operands }) => [
    operands.unitsPricedBefore ?? null,
    operands.firstCreditIn ?? null,
  ]);
  return JSON.stringify([missesInARow, gate?.misses ?? null, looksBack]);
}

/** What later periods take from one. */
function missText(level: LevelOutcome | undefined): string {
  if (level === undefined) return '';
  return [level.verdict, ...level.pricedParts.map(({ units }) => units.toString())].join(' ');
}
