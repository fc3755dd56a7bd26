import type { ClockRun } from './clock-run.js';

/** Which priority judges a run, and which limit is held against it (design 5, rows 1 to 3). */

/** The priority that judges, as far as is known now. */
export function judgingPriority(run: ClockRun): number {
  if (run.only >= 0) {
    return run.only;
  }
  const stopped = !Number.isNaN(run.stoppedAt);
  const until = stopped ? run.stoppedAt : run.readAtInstant;
  switch (run.plan.judge.judgedBy) {
    case 'final':
      return run.priority;
    case 'at-event':
      return stopped ? run.priorityAtStop : run.priority;
    case 'first':
      return run.held.first(run.priority);
    case 'highest':
      return run.held.highest(run.plan, until, run.priority);
    case 'longest-held':
      return run.held.longest(run.plan, until, run.priority);
  }
}

/** The priority whose limit is held against the run. */
export function limitPriority(run: ClockRun): number {
  if (run.only >= 0) {
    return run.only;
  }
  if (run.plan.clock.onReprioritise === 'keep-first') {
    return run.held.first(run.priority);
  }
  return run.breachIsKept ? run.keptPriority : judgingPriority(run);
}

/** The limit in seconds with any allowance; `NaN` for none. */
export function limitSeconds(run: ClockRun, priority: number): number {
  const limit = run.plan.limitSeconds(priority, run.startedAt, run.countedFrom);
  return isOnInstantLine(run, priority) ? limit : limit + run.allowanceSeconds;
}

/** A limit in calendar days is counted on the instant line. */
export function isOnInstantLine(run: ClockRun, priority: number): boolean {
  return run.plan.limit(priority)?.kind === 'calendar-days';
}

/** Whether what is counted so far exceeds the limit of a priority. */
export function isBreachedUnder(run: ClockRun, priority: number): boolean {
  const limit = limitSeconds(run, priority);
  return !Number.isNaN(limit) && run.stretches.total(isOnInstantLine(run, priority)) > limit;
}

/**
 * Whether a change to another priority keeps the breach that has happened: the priority falls, the terms keep breaches,
 * and the priority of the moment is the one that judges.
 */
export function keepsBreach(run: ClockRun, next: number, stopped: boolean): boolean {
  const { clock, judge } = run.plan;
  const follows = clock.onReprioritise === 'retarget' || clock.onReprioritise === 'restart';
  const judges = judge.judgedBy === 'final' || (judge.judgedBy === 'at-event' && !stopped);
  return (
    clock.onDowngradeAfterBreach === 'keep-breach' &&
    follows &&
    judges &&
    !run.breachIsKept &&
    falls(run, run.priority, next) &&
    isBreachedUnder(run, run.priority)
  );
}

/** Whether a change lowers the priority; where the terms do not order both, whether the limit grows. */
function falls(run: ClockRun, from: number, to: number): boolean {
  const [rankFrom, rankTo] = [run.plan.rank(from), run.plan.rank(to)];
  if (rankFrom !== undefined && rankTo !== undefined) {
    return rankTo > rankFrom;
  }
  const limitTo = limitSeconds(run, to);
  return Number.isNaN(limitTo) || limitTo > limitSeconds(run, from);
}
