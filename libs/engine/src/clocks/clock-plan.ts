import type { EpochSeconds } from '@tallystick/quantities';
import type { ByPriority, Clock, Limit, PausableStatus } from '@tallystick/terms';
import { type Timeline, responseEvidenceCodeOf, statusCodeOf } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { ClockJudge } from './clock-question.js';
import type { Counting } from './counting.js';
import { limitSecondsOf } from './limit-seconds.js';
import { ScopeMatch } from './scope-match.js';

/**
 * A clock and its judge under one version of the terms, with everything looked up by the timeline's codes: what a walk
 * asks for at each step costs an array look-up.
 */
export class ClockPlan {
  readonly scope: ScopeMatch;
  /**
   * Whether the ticket's last priority judges each of its readings, so that it is known before the clock is read. An
   * instance that a reopening ended is judged by the priority of that moment.
   */
  readonly lastPriorityJudges: boolean;
  /** By status code: whether a wait in it can pause the clock. */
  private readonly pausable: readonly boolean[];
  private readonly responseCounts: readonly boolean[];
  private readonly countings: Counting[] = [];
  private readonly calendarIds: (string | undefined)[] = [];
  private readonly limits: (Limit | undefined)[] = [];
  private readonly ranks: (number | undefined)[] = [];
  private readonly seen: boolean[] = [];

  constructor(
    private readonly timeline: Timeline,
    private readonly environment: ClockEnvironment,
    readonly version: number,
    readonly clock: Clock,
    readonly judge: ClockJudge,
  ) {
    this.scope = new ScopeMatch(timeline, judge.where);
    this.lastPriorityJudges =
      judge.judgedBy === 'final' &&
      clock.onReprioritise !== 'segment-by-priority' &&
      clock.onReopen !== 'new-instance';
    const pausable: boolean[] = [];
    clock.pause?.statuses.forEach((status: PausableStatus) => {
      pausable[statusCodeOf(status)] = true;
    });
    this.pausable = pausable;
    // A response that names no evidence always counts.
    const responseCounts = [true];
    clock.responseEvidence.forEach((evidence) => {
      responseCounts[responseEvidenceCodeOf(evidence)] = true;
    });
    this.responseCounts = responseCounts;
  }

  canPauseIn(status: number): boolean {
    return this.pausable[status] === true;
  }

  countsAsResponse(evidence: number): boolean {
    return this.responseCounts[evidence] === true;
  }

  counting(priority: number): Counting {
    this.lookUp(priority);
    return this.countings[priority];
  }

  calendarId(priority: number): string | undefined {
    this.lookUp(priority);
    return this.calendarIds[priority];
  }

  /** None where the priority has no limit, or a limit in working time and no calendar. */
  limit(priority: number): Limit | undefined {
    this.lookUp(priority);
    return this.limits[priority];
  }

  /** As seconds of what is counted, without any allowance; `NaN` where there is none. */
  limitSeconds(priority: number, startedAt: EpochSeconds, countedFrom: EpochSeconds): number {
    const limit = this.limit(priority);
    return limit === undefined ? NaN : limitSecondsOf(limit, this.counting(priority), startedAt, countedFrom);
  }

  /** Place in the order of priorities, 0 the highest; none for one that the terms do not order. */
  rank(priority: number): number | undefined {
    this.lookUp(priority);
    return this.ranks[priority];
  }

  private lookUp(priority: number): void {
    if (this.seen[priority] === true) {
      return;
    }
    this.seen[priority] = true;
    const { terms } = this.environment.version(this.version);
    const name = this.timeline.text(priority);
    const calendar = valueOf(this.clock.calendar, name);
    const limit = this.judge.within === undefined ? undefined : valueOf(this.judge.within, name);
    const rank = terms.priorities.indexOf(name);
    this.calendarIds[priority] = calendar;
    this.countings[priority] =
      calendar === undefined ? undefined : this.environment.workingTime(calendar, this.version);
    this.limits[priority] = calendar === undefined && limit?.kind !== 'calendar-days' ? undefined : limit;
    this.ranks[priority] = rank === -1 ? undefined : rank;
  }
}

function valueOf<Value>(byPriority: ByPriority<Value>, priority: string): Value | undefined {
  return byPriority.byPriority.get(priority) ?? byPriority.otherwise;
}
