import type { PeriodOutcome } from '../history/outcomes.js';

/** What a period says of one service level to whoever counts misses. */
export type Standing = 'missed' | 'kept' | 'skipped' | 'broken';

/**
 * How a period stands for a level's runs and counts. A period without the level breaks a run: a level that comes back
 * under its id after a gap starts afresh. What a not-measured period does, the level's own terms say.
 */
export function standingOf(
  outcome: PeriodOutcome,
  serviceLevel: string,
  below: 'expected' | 'minimum',
): Standing {
  const level = outcome.levels.get(serviceLevel);
  if (level === undefined) return 'broken';
  switch (level.verdict) {
    case 'missed':
      return below === 'expected' || level.belowMinimum ? 'missed' : 'kept';
    case 'met':
      return 'kept';
    case 'not-measured':
      return level.parts.at(-1)!.part.clause.notMeasuredInARun === 'skipped' ? 'skipped' : 'broken';
  }
}

/** Misses in a row up to and with the last period. */
export function runLength(
  outcomes: readonly PeriodOutcome[],
  serviceLevel: string,
  below: 'expected' | 'minimum',
): number {
  return runOf(outcomes, serviceLevel, below).length;
}

/** The missed periods of the run that ends with the last period, oldest first. */
export function runOf(
  outcomes: readonly PeriodOutcome[],
  serviceLevel: string,
  below: 'expected' | 'minimum',
): PeriodOutcome[] {
  const run: PeriodOutcome[] = [];
  for (let index = outcomes.length - 1; index >= 0; index -= 1) {
    const standing = standingOf(outcomes[index]!, serviceLevel, below);
    if (standing === 'missed') run.push(outcomes[index]!);
    else if (standing !== 'skipped') break;
  }
  return run.reverse();
}
