import type { EpochSeconds } from '@tallystick/quantities';
import type { StopMark } from '@tallystick/terms';
import type { ClockPlan } from './clock-plan.js';
import type { PauseRefusal } from './clock-reading.js';
import type { TicketRelief } from './clock-relief.js';
import { type Counting, instantAfter, secondsCounted } from './counting.js';
import { HeldPriorities } from './held-priorities.js';
import { PauseMeter } from './pause-meter.js';
import { ReliefGaps } from './relief-gaps.js';
import { StretchList } from './stretch-list.js';

/** One wait that a run met, kept for a reading in full. `until` is `NaN` while the ticket waits. */
export interface RunWait {
  readonly status: number;
  readonly row: number;
  readonly from: EpochSeconds;
  until: EpochSeconds;
  pausedUntil: EpochSeconds;
  refusal: PauseRefusal | undefined;
}

/**
 * One run of a clock: from its start to its stop or to the instant of reading. The walk says what happens; the run
 * keeps what is counted, what pauses and which priorities were held. It is reused; `NaN` stands for "none".
 */
export class ClockRun {
  ticket = 0;
  plan!: ClockPlan;
  instance = 1;
  /** Count only time in the priority of this code; -1 for all. */
  only = -1;
  /** The priority now. */
  priority = 0;
  startedAt: EpochSeconds = NaN;
  /** The start before any restart by a change of priority. */
  firstStartedAt: EpochSeconds = NaN;
  stoppedAt: EpochSeconds = NaN;
  stoppedBy: StopMark | 'cancelled' | undefined;
  /** Standing still at the instant of reading. */
  paused = false;
  /** Every second counts from the start to here, whatever the calendar (`start: immediate`). */
  countedFrom: EpochSeconds = NaN;
  allowanceSeconds = 0;
  /** Where the run was read, if it had not stopped. */
  readAtInstant: EpochSeconds = NaN;
  /** Since when a clock from the resolution stands withdrawn by a reopening. */
  withdrawnAt: EpochSeconds = NaN;
  /** The priority held when it stopped. */
  priorityAtStop = 0;
  /** When the ticket last left the priority counted in `only`. */
  leftOnlyAt: EpochSeconds = NaN;
  /** The priority whose breach is kept after it fell; -1 for none. */
  keptPriority = -1;
  readonly held = new HeldPriorities();
  readonly stretches = new StretchList();
  readonly waits: RunWait[] = [];
  readonly excluded: { from: EpochSeconds; until: EpochSeconds }[] = [];

  /** Start of the wait under way, counted or not. */
  waitFrom: EpochSeconds = NaN;

  /** What was granted for the ticket, where its clock stands still for that. */
  relief: TicketRelief | undefined;

  private detailed = false;
  /** From where counting has not been written down yet; `NaN` while nothing is counted. */
  private cursor: EpochSeconds = NaN;
  private readonly pause = new PauseMeter();
  private readonly stoppedStretches = new StretchList();
  private stoppedCursor: EpochSeconds = NaN;
  private readonly gaps: ReliefGaps;
  /** Up to where the run has met its gaps. */
  private metUpTo: EpochSeconds = NaN;
  private readonly counts = (second: EpochSeconds): void => this.countTo(second);
  private readonly stands = (second: EpochSeconds): void => this.standTo(second);

  /** @param isBreached whether a run has counted more than its limit so far. */
  constructor(isBreached: (run: ClockRun) => boolean) {
    this.gaps = new ReliefGaps((at) => {
      this.readAtInstant = at;
      return this.plan.clock.pauseAfterBreach === 'count-overrun' && isBreached(this);
    });
  }

  reset(
    ticket: number,
    plan: ClockPlan,
    only: number,
    detailed: boolean,
    relief: TicketRelief | undefined,
  ): void {
    this.ticket = ticket;
    this.plan = plan;
    this.only = only;
    this.detailed = detailed;
    this.instance = 1;
    this.relief = relief;
    this.gaps.reset(relief?.intervals);
    this.forget();
  }

  /** Back to where the start mark has not come. */
  forget(): void {
    this.startedAt = NaN;
    this.firstStartedAt = NaN;
    this.clear();
    this.held.clear();
    this.keptPriority = -1;
  }

  get breachIsKept(): boolean {
    return this.keptPriority >= 0;
  }

  /** A fresh start: at the start mark, or at a reopening that restarts. */
  start(second: EpochSeconds): void {
    this.held.clear();
    this.held.add(this.priority, second);
    this.keptPriority = -1;
    this.firstStartedAt = second;
    this.restart(second);
  }

  /** Starts counting anew and keeps which priorities were held. */
  restart(second: EpochSeconds): void {
    this.clear();
    this.startedAt = second;
    this.cursor = second;
    this.metUpTo = second;
    this.pause.reset(this.plan.clock.pause?.totalAtMostSeconds);
  }

  stop(second: EpochSeconds, by: StopMark | 'cancelled'): void {
    this.split(second);
    this.cursor = NaN;
    this.stoppedAt = second;
    this.stoppedBy = by;
    this.priorityAtStop = this.priority;
    this.stoppedStretches.clear();
    this.stoppedCursor = second;
  }

  resume(second: EpochSeconds): void {
    this.stoppedAt = NaN;
    this.stoppedBy = undefined;
    this.withdrawnAt = NaN;
    this.cursor = second;
    this.metUpTo = second;
    this.held.add(this.priority, second);
  }

  exclude(from: EpochSeconds, until: EpochSeconds): void {
    if (this.detailed && from < until) {
      this.excluded.push({ from, until });
    }
  }

  /** Takes back the start of a clock that starts at the resolution. */
  withdraw(second: EpochSeconds): void {
    if (Number.isNaN(this.stoppedAt)) {
      this.endWait(second);
      this.split(second);
      this.withdrawnAt = second;
    } else {
      this.withdrawnAt = this.stoppedAt;
      this.stoppedAt = NaN;
      this.stoppedBy = undefined;
    }
    this.cursor = NaN;
  }

  /** Counts the time from the stop to a reopening as well, each part under the priority then held. */
  countWhileStopped(second: EpochSeconds): void {
    this.addTo(this.stoppedStretches, this.stoppedCursor, second);
    const { count, from, until, priority, counting } = this.stoppedStretches;
    for (let index = 0; index < count; index += 1) {
      let cursor = from[index]!;
      const end = until[index]!;
      const add = (to: EpochSeconds): void => {
        this.stretches.add(cursor, to, priority[index]!, counting[index]);
        cursor = to;
      };
      if (this.gaps.isNone) {
        add(end);
      } else {
        this.gaps.pass(cursor, end, add, (to) => (cursor = to));
      }
    }
  }

  reprioritise(second: EpochSeconds, priority: number): void {
    if (this.priority === this.only) {
      this.leftOnlyAt = second;
    }
    this.priority = priority;
    this.held.add(priority, second);
  }

  reprioritiseStopped(second: EpochSeconds, priority: number): void {
    this.addTo(this.stoppedStretches, this.stoppedCursor, second);
    this.stoppedCursor = second;
    this.priority = priority;
    this.held.addStopped(priority, second);
  }

  /** Whether the ticket had the priority counted in `only`, up to the end of the run; before a start, whether it has it. */
  heldOnly(): boolean {
    if (Number.isNaN(this.startedAt)) {
      return this.priority === this.only;
    }
    return this.held.has(this.only, Number.isNaN(this.stoppedAt) ? Infinity : this.stoppedAt);
  }

  /** A wait begins; refused, it does not pause, and what a cap leaves nothing to does not either. */
  beginWait(second: EpochSeconds, status: number, row: number, refused: PauseRefusal | undefined): void {
    const each = this.plan.clock.pause?.eachAtMostSeconds;
    const refusal = refused ?? this.pause.refusal(each);
    this.waitFrom = second;
    if (refusal === undefined) {
      this.split(second);
      this.cursor = NaN;
      this.pause.begin(second, each);
    }
    if (this.detailed) {
      const pausedUntil = refusal === undefined ? NaN : second;
      this.waits.push({ status, row, from: second, until: NaN, pausedUntil, refusal });
    }
  }

  endWait(second: EpochSeconds): void {
    if (Number.isNaN(this.waitFrom)) {
      return;
    }
    if (this.gaps.isNone) {
      this.settlePause(second);
    } else {
      this.split(second);
    }
    const { pausing } = this.pause;
    if (pausing) {
      this.pause.end();
      this.cursor = second;
    }
    if (this.detailed) {
      const wait = this.waits.at(-1)!;
      wait.until = second;
      wait.pausedUntil = pausing ? second : wait.pausedUntil;
      if (wait.from === second) {
        this.waits.pop();
      }
    }
    this.waitFrom = NaN;
  }

  /** Writes down what was counted or paused up to here, under the priority held so far. */
  split(second: EpochSeconds): void {
    if (this.gaps.isNone) {
      this.countTo(second);
    } else {
      this.gaps.pass(this.metUpTo, second, this.counts, this.stands);
      this.metUpTo = second;
    }
  }

  private countTo(second: EpochSeconds): void {
    this.settlePause(second);
    if (!Number.isNaN(this.cursor)) {
      this.addTo(this.stretches, this.cursor, second);
      this.cursor = second;
    }
  }

  /** Through relief: what is counted and what pauses goes on after it. */
  private standTo(second: EpochSeconds): void {
    if (!Number.isNaN(this.cursor)) {
      this.cursor = second;
    }
    this.pause.passOver(second);
  }

  /** Reads a run that has not stopped. */
  readAt(valuedAt: EpochSeconds): void {
    this.split(valuedAt);
    this.readAtInstant = valuedAt;
    const { pausing } = this.pause;
    this.paused = pausing || this.standsInRelief(valuedAt);
    if (pausing && this.detailed) {
      this.waits.at(-1)!.pausedUntil = valuedAt;
    }
  }

  readWithdrawn(valuedAt: EpochSeconds): void {
    this.readAtInstant = valuedAt;
    this.paused = true;
    this.exclude(this.withdrawnAt, valuedAt);
  }

  /**
   * The earliest instant at which so many seconds are counted. A run that ended before that is taken to have gone on
   * from its stop, from where its segment ended, or from the instant of reading.
   */
  instantOf(seconds: number, onInstantLine: boolean): EpochSeconds {
    const within = this.stretches.instantOf(seconds, onInstantLine);
    if (!Number.isNaN(within)) {
      return within;
    }
    const remaining = seconds - this.stretches.total(onInstantLine);
    const from = this.endedAt();
    if (this.gaps.isNone) {
      return this.goOn(from, remaining, onInstantLine);
    }
    return this.gaps.instantAfter(
      from,
      remaining,
      (start, left) => this.goOn(start, left, onInstantLine),
      (start, until) => this.secondsOnwards(start, until, onInstantLine),
    );
  }

  /** Whether relief that begins or goes on at an instant counts for the run; for a reading in full. */
  countsRelief(from: EpochSeconds): boolean {
    return this.gaps.countsAt(Math.max(from, this.startedAt));
  }

  /** Were the run to go on from an instant: when so many more seconds are counted. */
  private goOn(from: EpochSeconds, seconds: number, onInstantLine: boolean): EpochSeconds {
    if (onInstantLine) {
      return from + seconds;
    }
    const before = Math.max(0, Math.min(seconds, this.countedFrom - from));
    return instantAfter(this.countingAtEnd(), from + before, seconds - before);
  }

  private secondsOnwards(from: EpochSeconds, until: EpochSeconds, onInstantLine: boolean): number {
    if (onInstantLine) {
      return until - from;
    }
    const opening = Math.max(from, Math.min(until, this.countedFrom));
    return opening - from + secondsCounted(this.countingAtEnd(), opening, until);
  }

  private standsInRelief(instant: EpochSeconds): boolean {
    return (
      !this.gaps.isNone &&
      this.gaps.standsAt(
        instant,
        this.relief!.times.some(({ running }) => running),
      )
    );
  }

  private countingAtEnd(): Counting {
    return this.plan.counting(this.countingPriority(this.priorityAtEnd()));
  }

  private endedAt(): EpochSeconds {
    const end = Number.isNaN(this.stoppedAt) ? this.readAtInstant : this.stoppedAt;
    const left = this.only >= 0 && this.priorityAtEnd() !== this.only;
    return left && !Number.isNaN(this.leftOnlyAt) ? this.leftOnlyAt : end;
  }

  private priorityAtEnd(): number {
    return Number.isNaN(this.stoppedAt) ? this.priority : this.priorityAtStop;
  }

  /** The priority whose calendar counts while the ticket has the one given. */
  countingPriority(priority: number): number {
    if (this.only >= 0) {
      return this.only;
    }
    return this.plan.clock.onReprioritise === 'keep-first' ? this.held.first(priority) : priority;
  }

  private addTo(list: StretchList, from: EpochSeconds, until: EpochSeconds): void {
    if (this.only >= 0 && this.priority !== this.only) {
      return;
    }
    const counting = this.plan.counting(this.countingPriority(this.priority));
    const opening = Math.min(this.countedFrom, until);
    if (from < opening) {
      list.add(from, opening, this.priority, 'instant-line');
      list.add(opening, until, this.priority, counting);
    } else {
      list.add(from, until, this.priority, counting);
    }
  }

  /** Settles the pause up to here; from the instant at which a cap is used up, counting goes on. */
  private settlePause(second: EpochSeconds): void {
    const { pause } = this;
    if (!pause.pausing || !pause.isCapped) {
      return;
    }
    const opening = Math.min(this.countedFrom, second);
    let cut: EpochSeconds = NaN;
    if (pause.since < opening) {
      cut = pause.settle(opening, 'instant-line');
    }
    if (pause.pausing && pause.since < second) {
      cut = pause.settle(second, this.plan.counting(this.countingPriorityOfPause()));
    }
    if (!Number.isNaN(cut)) {
      this.cursor = cut;
      if (this.detailed) {
        const wait = this.waits.at(-1)!;
        wait.pausedUntil = cut;
        wait.refusal = pause.refusal() ?? 'each-at-most';
      }
    }
  }

  /** Pauses are measured in the calendar of the priority held, in whichever segment they are counted. */
  private countingPriorityOfPause(): number {
    return this.plan.clock.onReprioritise === 'keep-first' ? this.held.first(this.priority) : this.priority;
  }

  private clear(): void {
    this.stretches.clear();
    this.stoppedAt = NaN;
    this.stoppedBy = undefined;
    this.paused = false;
    this.readAtInstant = NaN;
    this.withdrawnAt = NaN;
    this.leftOnlyAt = NaN;
    this.waitFrom = NaN;
    this.cursor = NaN;
    this.pause.reset();
    this.gaps.forget();
    // Most runs have none, and setting a length costs more than asking for it.
    if (this.waits.length > 0) {
      this.waits.length = 0;
    }
    if (this.excluded.length > 0) {
      this.excluded.length = 0;
    }
  }
}
