import type { EpochSeconds } from '@tallystick/quantities';
import type { StopMark } from '@tallystick/terms';
import {
  evidenceBit,
  isEnd,
  StatusCode,
  StepKind,
  type TicketTracks,
  type Timeline,
} from '../timeline/index.js';
import type { ClockPlan } from './clock-plan.js';
import type { ClockRelief } from './clock-relief.js';
import { ClockRun } from './clock-run.js';
import type { PauseRefusal } from './clock-reading.js';
import { nextOpeningOf } from './counting.js';
import { isBreachedUnder, keepsBreach, limitPriority } from './judging.js';
import { isPassedOnce, startsIn, stopMarkOf, stopsIn } from './marks.js';

/** Where a clock stands between two steps of its ticket. */
const Phase = Object.freeze({
  /** Its start mark has not come. */
  before: 0,
  running: 1,
  stopped: 2,
  /** A clock that starts at the resolution: the ticket was reopened, and time counts again from the next resolution. */
  withdrawn: 3,
});

/**
 * Walks through the steps of a ticket and works out what one clock counts, under every policy of the terms. Each run
 * that is complete is given to `emit`; the objects are reused, so the walk allocates nothing for a plain ticket.
 */
export class ClockWalk {
  readonly run = new ClockRun((run) => isBreachedUnder(run, limitPriority(run)));
  private plan!: ClockPlan;
  private phase: number = Phase.before;
  private status = 0;
  private statusEvidence = false;
  private statusRow = 0;
  private markPassed = false;

  constructor(
    private readonly timeline: Timeline,
    private readonly tracks: TicketTracks,
    private readonly valuedAt: EpochSeconds,
    private readonly relief: ClockRelief | undefined,
  ) {}

  /**
   * @param only count only time in the priority of this code; -1 for all of them.
   * @param detailed keep the waits and exclusions too, for a reading in full.
   */
  walk(
    ticket: number,
    plan: ClockPlan,
    only: number,
    detailed: boolean,
    emit: (run: ClockRun) => void,
  ): void {
    const { tracks, run } = this;
    this.plan = plan;
    this.phase = Phase.before;
    this.markPassed = false;
    const relief = plan.clock.relief === 'pauses' ? this.relief?.of(ticket) : undefined;
    run.reset(ticket, plan, only, detailed, relief);
    const end = tracks.starts[ticket + 1]!;
    for (let step = tracks.starts[ticket]!; step < end; step += 1) {
      const second = tracks.second[step]!;
      const value = tracks.value[step]!;
      switch (tracks.kind[step]) {
        case StepKind.opened:
          this.open(second, value, ticket, tracks.row[step]!);
          break;
        case StepKind.status:
          this.changeStatus(second, value, tracks.row[step]!, emit);
          break;
        case StepKind.priority:
          this.changePriority(second, value);
          break;
        case StepKind.responded:
          if (plan.countsAsResponse(value)) {
            this.passMark(second, 'responded');
          }
          break;
        default:
          this.passMark(second, 'assigned');
          break;
      }
    }
    this.finish(emit);
  }

  private open(second: EpochSeconds, priority: number, ticket: number, row: number): void {
    const { from } = this.plan.clock;
    this.status = StatusCode.new;
    this.statusEvidence = false;
    this.statusRow = row;
    this.run.priority = priority;
    if (from === 'opened' || from === 'reported') {
      this.start(from === 'opened' ? second : this.tracks.reportedAt[ticket]!);
      this.beginWait(second);
    }
  }

  private changeStatus(
    second: EpochSeconds,
    value: number,
    row: number,
    emit: (run: ClockRun) => void,
  ): void {
    const { run, plan } = this;
    const { from, to } = plan.clock;
    const before = this.status;
    const status = value & ~evidenceBit;
    this.status = status;
    this.statusEvidence = value !== status;
    this.statusRow = row;
    if (this.phase === Phase.running) {
      run.endWait(second);
    }
    if (this.phase === Phase.before) {
      if (to === 'activated' && status !== StatusCode.new) {
        this.markPassed = true;
      }
      if (startsIn(plan.clock, status)) {
        this.start(second);
      }
    } else if (this.phase === Phase.withdrawn && startsIn(plan.clock, status)) {
      run.exclude(run.withdrawnAt, second);
      this.resume(second);
    }
    if (this.phase === Phase.running && stopsIn(plan.clock, status)) {
      this.stop(second, stopMarkOf(plan.clock, status));
    }
    if (isEnd(before) && !isEnd(status)) {
      this.reopen(second, emit);
      if (from !== 'resolved' && this.phase === Phase.running && stopsIn(plan.clock, status)) {
        this.stop(second, to);
      }
    }
    if (this.phase === Phase.running) {
      this.beginWait(second);
    }
  }

  private passMark(second: EpochSeconds, mark: 'responded' | 'assigned'): void {
    const { from, to } = this.plan.clock;
    if (this.phase === Phase.before && from === mark) {
      this.start(second);
      this.beginWait(second);
    } else if (to === mark && this.phase === Phase.before) {
      this.markPassed = true;
    } else if (to === mark && this.phase === Phase.running) {
      this.run.endWait(second);
      this.stop(second, mark);
    }
  }

  private start(second: EpochSeconds): void {
    this.phase = Phase.running;
    this.run.start(second);
    this.countBeforeOpening(second);
    // The stop mark came before the start mark: there was nothing to wait for.
    if (this.markPassed) {
      this.stop(second, this.plan.clock.to);
    }
  }

  /** A start outside opening hours: what the terms grant for it (design 5, row 9). */
  private countBeforeOpening(second: EpochSeconds): void {
    const { run, plan } = this;
    const { start, outOfHoursAllowanceSeconds } = plan.clock;
    run.allowanceSeconds = 0;
    run.countedFrom = second;
    if (start === 'next-opening' && outOfHoursAllowanceSeconds === 0) {
      return;
    }
    const counting = plan.counting(run.priority);
    if (counting !== undefined && counting !== 'instant-line' && !counting.isOpen(second)) {
      run.allowanceSeconds = outOfHoursAllowanceSeconds;
      if (start === 'immediate') {
        run.countedFrom = nextOpeningOf(counting, second);
      }
    }
  }

  private stop(second: EpochSeconds, by: StopMark | 'cancelled'): void {
    this.phase = Phase.stopped;
    this.run.stop(second, by);
  }

  private resume(second: EpochSeconds): void {
    this.phase = Phase.running;
    this.run.resume(second);
  }

  private reopen(second: EpochSeconds, emit: (run: ClockRun) => void): void {
    const { run } = this;
    const { onReopen, from, to, reopenWithinSeconds } = this.plan.clock;
    const stopped = this.phase === Phase.stopped;
    const fromResolved = from === 'resolved' && (stopped || this.phase === Phase.running);
    if ((!stopped && !fromResolved) || onReopen === 'ignore') {
      return;
    }
    if (stopped && reopenWithinSeconds !== undefined && second - run.stoppedAt > reopenWithinSeconds) {
      return;
    }
    switch (onReopen) {
      case 'continue':
        if (fromResolved) {
          run.withdraw(second);
          this.phase = Phase.withdrawn;
        } else if (!isPassedOnce(to)) {
          run.exclude(run.stoppedAt, second);
          this.resume(second);
        }
        return;
      case 'continue-counting':
        if (stopped && !isPassedOnce(to)) {
          run.countWhileStopped(second);
          this.resume(second);
        }
        return;
      case 'restart':
      case 'new-instance':
        if (onReopen === 'new-instance' && stopped) {
          emit(run);
          run.instance += 1;
        }
        this.markPassed = false;
        run.forget();
        this.phase = Phase.before;
        if (from !== 'resolved') {
          this.start(second);
        }
        return;
    }
  }

  private changePriority(second: EpochSeconds, priority: number): void {
    const { run, plan } = this;
    if (this.phase === Phase.before) {
      run.priority = priority;
      return;
    }
    if (this.phase === Phase.running && second === run.firstStartedAt) {
      // A priority that was held for no second was not held.
      run.endWait(second);
      run.priority = priority;
      this.start(second);
      if (this.phase === Phase.running) {
        this.beginWait(second);
      }
      return;
    }
    const running = this.phase === Phase.running;
    if (running) {
      run.split(second);
    }
    if (keepsBreach(run, priority, this.phase === Phase.stopped)) {
      run.keptPriority = run.priority;
    }
    if (running && plan.clock.onReprioritise === 'restart' && !run.breachIsKept) {
      const waits = !Number.isNaN(run.waitFrom);
      run.endWait(second);
      run.reprioritise(second, priority);
      run.restart(second);
      this.countBeforeOpening(second);
      if (waits) {
        this.beginWait(second);
      }
      return;
    }
    if (this.phase === Phase.stopped) {
      run.reprioritiseStopped(second, priority);
    } else {
      run.reprioritise(second, priority);
    }
  }

  private beginWait(second: EpochSeconds): void {
    const { pause, pauseAfterBreach } = this.plan.clock;
    if (pause === undefined || !this.plan.canPauseIn(this.status)) {
      return;
    }
    const { run, statusRow } = this;
    const late =
      pause.recordedWithinSeconds !== undefined &&
      this.timeline.latenessOfRow(statusRow) > pause.recordedWithinSeconds * 1000;
    let refusal: PauseRefusal | undefined = late ? 'recorded-late' : undefined;
    if (pause.evidence === 'required' && !this.statusEvidence) {
      refusal = 'no-evidence';
    }
    if (refusal === undefined && pauseAfterBreach === 'count-overrun') {
      run.split(second);
      run.readAtInstant = second;
      refusal = isBreachedUnder(run, limitPriority(run)) ? 'began-after-breach' : undefined;
    }
    run.beginWait(second, this.status, statusRow, refusal);
  }

  private finish(emit: (run: ClockRun) => void): void {
    const { run, valuedAt } = this;
    if (this.phase === Phase.running) {
      run.readAt(valuedAt);
    } else if (this.phase === Phase.withdrawn) {
      run.readWithdrawn(valuedAt);
    }
    // Of a further instance that has not started there is nothing to say.
    if (this.phase !== Phase.before || run.instance === 1) {
      emit(run);
    }
  }
}
