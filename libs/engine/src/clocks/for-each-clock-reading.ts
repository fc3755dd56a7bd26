import type { EpochSeconds } from '@tallystick/quantities';
import type { Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { ClockQuestion } from './clock-question.js';
import type { ExclusionReason } from '@tallystick/terms';
import type { ClockSlots, ClockVerdict } from './clock-reading.js';
import type { ClockRun } from './clock-run.js';
import { exclusionOf } from './exclusion.js';
import { TicketReader } from './ticket-reader.js';
import { limitedInstantOf, verdictOf } from './verdict.js';
import { isOnInstantLine, judgingPriority, limitPriority, limitSeconds } from './judging.js';

/**
 * Reads a clock of every ticket in scope that has an opening, in no particular order, into slots that are reused.
 * Tickets that the population excludes are visited too, with the reason.
 *
 * @param tickets only these; absent: all.
 * @param finish called after each ticket with the instant at which the last of its runs stopped: `NaN` while one goes on
 * or has not begun, `-Infinity` where none is read.
 */
export function forEachClockReading(
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
  visit: (reading: ClockSlots) => void,
  tickets?: readonly number[],
  finish?: (ticket: number, stoppedAt: EpochSeconds) => void,
): void {
  const reader = new TicketReader(timeline, environment, question);
  const slots = new RunSlots();
  const { tracks } = reader;
  let stoppedAt = -Infinity;
  const emit = (run: ClockRun): void => {
    stoppedAt = Math.max(stoppedAt, run.paused ? NaN : run.stoppedAt);
    slots.fill(run, tracks.openedAt[run.ticket]!);
    if (run.plan.scope.hasPriority(slots.priority)) {
      const { exclude } = run.plan.judge;
      const exclusion = exclusionOf(tracks, run.ticket, exclude);
      const withoutLimit = slots.verdict === 'no-limit' && exclude.has('no-limit');
      slots.exclusion = exclusion ?? (withoutLimit ? 'no-limit' : undefined);
      visit(slots);
    }
  };
  const count = tickets?.length ?? timeline.ticketCount;
  for (let index = 0; index < count; index += 1) {
    const ticket = tickets === undefined ? index : tickets[index]!;
    stoppedAt = -Infinity;
    reader.read(ticket, false, emit);
    finish?.(ticket, stoppedAt);
  }
}

class RunSlots implements ClockSlots {
  ticket = 0;
  instance = 1;
  priority = 0;
  openedAt: EpochSeconds = NaN;
  startedAt: EpochSeconds = NaN;
  stoppedAt: EpochSeconds = NaN;
  elapsedSeconds = 0;
  limitSeconds = NaN;
  running = false;
  paused = false;
  verdict: ClockVerdict = 'not-started';
  version = 0;
  exclusion: ExclusionReason | undefined;
  private run!: ClockRun;

  fill(run: ClockRun, openedAt: EpochSeconds): void {
    this.run = run;
    this.ticket = run.ticket;
    this.instance = run.instance;
    this.openedAt = openedAt;
    this.priority = judgingPriority(run);
    this.startedAt = run.startedAt;
    this.stoppedAt = run.stoppedAt;
    this.paused = run.paused;
    this.version = run.plan.version;
    const started = !Number.isNaN(run.startedAt);
    this.running = started && Number.isNaN(run.stoppedAt);
    const limiting = limitPriority(run);
    this.limitSeconds = started ? limitSeconds(run, limiting) : NaN;
    this.elapsedSeconds = run.stretches.total(isOnInstantLine(run, limiting));
    this.verdict = verdictOf(run, this.elapsedSeconds, this.limitSeconds);
  }

  get due(): EpochSeconds {
    return limitedInstantOf(this.run);
  }

  get breachedAt(): EpochSeconds {
    return this.verdict === 'missed' ? limitedInstantOf(this.run, 1) : NaN;
  }

  reachedAt(seconds: number): EpochSeconds {
    if (Number.isNaN(this.startedAt)) return NaN;
    return this.run.instantOf(seconds, isOnInstantLine(this.run, limitPriority(this.run)));
  }
}
