import type { EarnBack } from '@tallystick/terms';
import { isPassedOver } from '../exits/level-standing.js';
import type { LevelOutcome, PartOutcome, PeriodOutcome } from '../history/outcomes.js';
import { wantsHigh } from '../measures/compare.js';

/** What earn-backs look at in a period; the one that is being worked out has no more than this. */
export type PeriodView = Pick<PeriodOutcome, 'period' | 'governing' | 'levels' | 'credits'>;

export type AfterPeriods = Exclude<EarnBack['when'], { readonly kind: 'year-mean' }>;

/**
 * What a period does to a run of good periods: it counts, it is left out, or it breaks the run. Not measured it does
 * what the level's `notMeasuredInARun` says. A run does not go beyond where the level ends or its history starts afresh.
 */
export function standingAfter(
  { levels }: PeriodView,
  serviceLevel: string,
  when: AfterPeriods,
): 'counts' | 'skipped' | 'broken' {
  const level = levels.get(serviceLevel);
  if (level === undefined || level.startsAfresh) return 'broken';
  switch (level.verdict) {
    case 'missed':
      return 'broken';
    case 'not-measured':
      return isPassedOver(level) ? 'skipped' : 'broken';
    case 'met':
      return when.kind === 'met' || exceeds(level, when) ? 'counts' : 'broken';
  }
}

/** The periods that count among those after a credit, oldest first; undefined where one of them breaks the run. */
export function keptPeriods(
  after: readonly PeriodView[],
  serviceLevel: string,
  when: AfterPeriods,
): PeriodView[] | undefined {
  const kept: PeriodView[] = [];
  for (const view of after) {
    const standing = standingAfter(view, serviceLevel, when);
    if (standing === 'broken') return undefined;
    if (standing === 'counts') kept.push(view);
  }
  return kept;
}

/** Whether every measured part is better than its own target by the margin or more; what is met without a value is not. */
function exceeds(level: LevelOutcome, when: Extract<AfterPeriods, { kind: 'exceeded' }>): boolean {
  const measured = level.parts.filter(({ judgement }) => judgement.verdict !== 'not-measured');
  return measured.every((part) => isBetterBy(part, when));
}

function isBetterBy(
  { part, judgement: { compared } }: PartOutcome,
  { by }: Extract<AfterPeriods, { kind: 'exceeded' }>,
): boolean {
  if (compared === undefined) return false;
  const { comparison, expected } = part.clause.target;
  return wantsHigh(comparison)
    ? compared.compare(expected.plus(by)) >= 0
    : compared.compare(expected.minus(by)) <= 0;
}
