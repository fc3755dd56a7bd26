import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import { measuredValueOf, ownValueOf } from '../measures/level-values.js';

interface EarlierValue {
  readonly label: string;
  readonly serviceLevel: string;
}

/**
 * Earlier periods whose values a level's figure is made of and that came out otherwise since: of a smoothed level, and
 * of one that is held against a baseline of its own.
 *
 * @param was the outcomes up to the period as they were, `is` as they are.
 */
export function changedEarlierValues(
  was: readonly PeriodOutcome[],
  is: readonly PeriodOutcome[],
): EarlierValue[] {
  const last = is.at(-1)!;
  return [...last.levels.values()].flatMap((level) =>
    sourcesOf(level, is).flatMap(({ outcome, serviceLevel, valueOf }) => {
      const before = was[outcome.period.index]?.levels.get(serviceLevel);
      const after = outcome.levels.get(serviceLevel);
      const [then, now] = [before && valueOf(before), after && valueOf(after)];
      const same = then === undefined || now === undefined ? then === now : then.equals(now);
      return same ? [] : [{ label: outcome.period.label, serviceLevel: level.id }];
    }),
  );
}

interface Source {
  readonly outcome: PeriodOutcome;
  readonly serviceLevel: string;
  readonly valueOf: typeof ownValueOf;
}

/** The earlier periods whose values a level reads. */
function sourcesOf(level: LevelOutcome, outcomes: readonly PeriodOutcome[]): Source[] {
  const { measure, baseline } = level.parts.at(-1)!.part.clause;
  const earlier = outcomes.slice(0, -1);
  const sources: Source[] = [];
  if (measure.kind === 'smoothed') {
    for (const outcome of earlier.slice(-measure.previousPeriods)) {
      sources.push({ outcome, serviceLevel: measure.of, valueOf: measuredValueOf });
    }
  }
  if (baseline === undefined || baseline.kind === 'value' || level.startsAfresh) return sources;
  const own = earlier.slice(earlier.findLastIndex((outcome) => beginsWith(outcome, level.id)));
  const chosen =
    baseline.kind === 'first-periods'
      ? own.slice(0, baseline.periods)
      : own.slice(own.length - baseline.periods).slice(0, 1);
  for (const outcome of chosen) sources.push({ outcome, serviceLevel: level.id, valueOf: ownValueOf });
  return sources;
}

function beginsWith({ levels }: PeriodOutcome, serviceLevel: string): boolean {
  return levels.get(serviceLevel)?.startsAfresh === true;
}
