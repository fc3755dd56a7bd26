import type { BelowLevel } from '@tallystick/terms';
import { keeps } from '../measures/compare.js';
import type { LevelOutcome, PartOutcome, PeriodOutcome } from '../history/outcomes.js';

/** What a period says of one service level to whoever counts misses. */
export type Standing = 'missed' | 'kept' | 'skipped' | 'broken';

export type StandingOf = (outcome: PeriodOutcome, serviceLevel: string, below: BelowLevel) => Standing;

/**
 * How a period stands for a level's runs and counts. A period without the level breaks a run: a level that comes back
 * under its id after a gap starts afresh. What a not-measured period does, the level's own terms say.
 */
export const standingOf: StandingOf = (outcome, serviceLevel, below) => {
  const level = outcome.levels.get(serviceLevel);
  if (level === undefined) return 'broken';
  switch (level.verdict) {
    case 'missed':
    case 'met':
      return isBelow(level, below) ? 'missed' : 'kept';
    case 'not-measured':
      return isPassedOver(level) ? 'skipped' : 'broken';
  }
};

/**
 * Whether a period that is not measured is passed over by runs: where the level's terms say so, and while a window of a
 * quarter or a year is open, since such a level counts by its quarters or years.
 */
export function isPassedOver(level: LevelOutcome): boolean {
  const { part, judgement } = level.parts.at(-1)!;
  return part.clause.notMeasuredInARun === 'skipped' || judgement.decidedBy === 'window-open';
}

/** Whether a measured level is worse than what a condition names; of a period in parts, whether any part is. */
function isBelow(level: LevelOutcome, below: BelowLevel): boolean {
  switch (below.kind) {
    case 'expected':
      return level.verdict === 'missed';
    case 'minimum':
      return level.verdict === 'missed' && level.belowMinimum;
    case 'default':
      return level.isDefault;
    case 'value':
      return level.parts.some((part) => isPartBelow(part, below));
  }
}

/**
 * Whether one judged stretch of time is worse. Where there is no value its verdict stands for the comparison: a figure
 * that was not reported and counts as missed is worse than any. What the terms forgive (few or too many tickets) is
 * kept, whatever its value. A gate looks at periods, so of a single stretch a `default` is a miss.
 */
export function isPartBelow(
  { part, judgement }: Pick<PartOutcome, 'part' | 'judgement'>,
  below: BelowLevel,
): boolean {
  switch (below.kind) {
    case 'expected':
    case 'default':
      return judgement.verdict === 'missed';
    case 'minimum':
      return judgement.verdict === 'missed' && judgement.belowMinimum;
    case 'value':
      if (judgement.verdict === 'met' && judgement.decidedBy !== 'value') return false;
      return judgement.compared === undefined
        ? judgement.verdict === 'missed'
        : !keeps(part.clause.target.comparison, judgement.compared, below.value);
  }
}

/** Misses in a row up to and with the last period. */
export function runLength(
  outcomes: readonly PeriodOutcome[],
  serviceLevel: string,
  below: BelowLevel,
): number {
  return runOf(outcomes, serviceLevel, below).length;
}

/** The missed periods of the run that ends with the last period, oldest first. */
export function runOf(
  outcomes: readonly PeriodOutcome[],
  serviceLevel: string,
  below: BelowLevel,
  standing: StandingOf = standingOf,
): PeriodOutcome[] {
  const run: PeriodOutcome[] = [];
  for (let index = outcomes.length - 1; index >= 0; index -= 1) {
    const outcome = outcomes[index]!;
    const found = standing(outcome, serviceLevel, below);
    if (found === 'missed') run.push(outcome);
    else if (found !== 'skipped') break;
    if (outcome.levels.get(serviceLevel)?.startsAfresh === true) break;
  }
  return run.reverse();
}
