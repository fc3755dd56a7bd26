import type { BelowLevel } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import { instancesOf } from '../scopes/instances-of.js';
import type { ExitFinding, ExitView } from './exit-finding.js';
import { runOf, standingOf, type StandingOf } from './level-standing.js';

/**
 * How a period stands towards an exit. As for every count of misses, but a miss whose credit had to be claimed and was
 * not counts as kept where the terms say that it does not count (design 3, "claim").
 */
export const exitStandingOf: StandingOf = (outcome, serviceLevel, below) => {
  const standing = standingOf(outcome, serviceLevel, below);
  return standing === 'missed' && isForfeited(outcome, serviceLevel) ? 'kept' : standing;
};

/** Whether the level's miss was not claimed in time and therefore does not count towards exit. */
export function isForfeited(outcome: PeriodOutcome, serviceLevel: string): boolean {
  const { claim } = outcome.governing.terms.credits;
  if (claim.kind !== 'on-claim' || claim.lapsedCountsTowardsExit) return false;
  return outcome.credits.lines.some(
    (line) =>
      line.source.kind === 'service-level' &&
      line.source.id === serviceLevel &&
      line.claim.status === 'lapsed',
  );
}

/** The missed periods of the run that ends with the last period, as exits count them. */
export function exitRunOf(
  outcomes: readonly PeriodOutcome[],
  serviceLevel: string,
  below: BelowLevel,
): PeriodOutcome[] {
  return runOf(outcomes, serviceLevel, below, exitStandingOf);
}

/** The last of the periods, back to the one in which the level's history starts afresh. */
export function sinceAfresh(outcomes: readonly PeriodOutcome[], serviceLevel: string): PeriodOutcome[] {
  const start = outcomes.findLastIndex((outcome) => outcome.levels.get(serviceLevel)?.startsAfresh === true);
  return outcomes.slice(Math.max(0, start));
}

/**
 * A condition on one level, looked at for each instance where it is a `forEach` level: it holds if any of them makes it
 * hold. What stands for it is the one that holds, or else the nearest; of equal ones the first in the order of values.
 */
export function nearestInstance(
  view: ExitView,
  serviceLevel: string,
  find: (serviceLevel: string) => ExitFinding,
): ExitFinding {
  const instances = instancesOf(view.last.levels, serviceLevel).map((level) => level.id);
  return nearestOf((instances.length === 0 ? [serviceLevel] : instances).map(find));
}

/** The finding that holds, or else is near, or else has the least distance. At least one is given. */
function nearestOf(findings: readonly ExitFinding[]): ExitFinding {
  return findings.reduce((nearest, other) => (isNearer(other, nearest) ? other : nearest));
}

function isNearer(a: ExitFinding, b: ExitFinding): boolean {
  if (a.held !== b.held) return a.held;
  if (a.near !== b.near) return a.near;
  if (a.held && a.reached !== undefined && b.reached !== undefined) return a.reached.compare(b.reached) > 0;
  if (a.distance === undefined || b.distance === undefined) return a.distance !== undefined;
  return a.distance.compare(b.distance) < 0;
}
