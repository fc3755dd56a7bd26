import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockVerdict } from './clock-reading.js';
import type { ClockRun } from './clock-run.js';
import { isOnInstantLine, limitPriority, limitSeconds } from './judging.js';

/** A limit is met at equality; a breach is certain from where it is exceeded, whether the clock stopped or not. */
export function verdictOf(run: ClockRun, elapsedSeconds: number, limitSeconds: number): ClockVerdict {
  if (Number.isNaN(run.startedAt)) {
    return 'not-started';
  }
  if (Number.isNaN(limitSeconds)) {
    return 'no-limit';
  }
  if (elapsedSeconds > limitSeconds) {
    return 'missed';
  }
  return Number.isNaN(run.stoppedAt) ? 'running' : 'met';
}

/** When the run reaches its limit and so many seconds more; `NaN` where it has no limit or never does. */
export function limitedInstantOf(run: ClockRun, beyondSeconds = 0): EpochSeconds {
  if (Number.isNaN(run.startedAt)) {
    return NaN;
  }
  const priority = limitPriority(run);
  const limit = limitSeconds(run, priority);
  return Number.isNaN(limit) ? NaN : run.instantOf(limit + beyondSeconds, isOnInstantLine(run, priority));
}
