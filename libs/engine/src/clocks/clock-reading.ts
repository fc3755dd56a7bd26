import type { EpochSeconds } from '@tallystick/quantities';
import type { ExclusionReason, Limit, StopMark } from '@tallystick/terms';

/**
 * What a clock says of a ticket at `valuedAt`.
 * `met`: stopped with elapsed <= limit. `missed`: elapsed > limit, stopped or not. `running`: not stopped and still
 * within its limit (paused or not). `no-limit`: it runs or ran, but its priority has no limit (or no calendar).
 * `not-started`: its start mark has not come.
 */
export type ClockVerdict = 'met' | 'missed' | 'running' | 'no-limit' | 'not-started';

/** Why a wait, or the rest of it, does not pause the clock (design 5). */
export type PauseRefusal =
  'no-evidence' | 'recorded-late' | 'began-after-breach' | 'each-at-most' | 'total-at-most';

/** One wait while the clock was on. */
interface ClockPause {
  readonly status: string;
  readonly from: EpochSeconds;
  /** Absent: the ticket still waits. */
  readonly until: EpochSeconds | undefined;
  /** The clock stands still in `[from, pausedUntil)`: all of the wait, a part of it where a cap cuts it, or nothing. */
  readonly pausedUntil: EpochSeconds;
  /** Whether any of it counts as a pause. */
  readonly counted: boolean;
  /** Why not all of it does. */
  readonly refusal: PauseRefusal | undefined;
  readonly factId: string;
}

/** A time for which relief was granted, while the clock was on. */
interface ClockReliefTime {
  /** The relief's key. */
  readonly key: string;
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  /** It goes on: `until` is the instant of reading. */
  readonly running: boolean;
  /** Whether the clock stands still in it; where not, the clock met it after the breach, and the overrun counts. */
  readonly counted: boolean;
  readonly factIds: readonly string[];
}

/** A stretch of the instant line that the clock counted, all under one calendar. */
interface ClockStretch {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  readonly priority: string;
  /** The calendar's id, or `instant-line` where every second counts (calendar days; before the first opening). */
  readonly calendar: string;
  readonly elapsedSeconds: number;
}

/** Which version of the terms a reading stands under, and why (design 2, "Terms in force"). */
export interface ReadingTerms {
  /** Index in `TermsInForce.versions`. */
  readonly version: number;
  readonly digest: string;
  /**
   * `opened`, `resolved`, `due`: the version in force at that event, as the clock's `termsOf` says. `not-yet-resolved`:
   * `resolved` is asked, the clock has not stopped, so the version at `valuedAt` stands for it. `no-due`: `due` is
   * asked but there is none, so the version at the opening stands for it. `clock-removed`: the version asked for has
   * no such clock, so the version at the opening stands for it.
   */
  readonly why: 'opened' | 'resolved' | 'due' | 'not-yet-resolved' | 'no-due' | 'clock-removed';
  /** The ticket was opened before the first day of the term, and the first version stands for the one it lacked. */
  readonly openedBeforeTerm: boolean;
}

/** One reading of one clock of one ticket, in full. */
export interface ClockReading {
  readonly ticket: string;
  readonly clock: string;
  /** From 1; more than one where a reopening makes a new instance. */
  readonly instance: number;
  /** The priority that judges the ticket (`judgedBy`), or the one whose segment this is. */
  readonly priority: string;
  readonly startedAt: EpochSeconds | undefined;
  readonly stoppedAt: EpochSeconds | undefined;
  /** The mark that stopped it; another than the clock's own where the ticket ended without it. */
  readonly stoppedBy: StopMark | 'cancelled' | undefined;
  /** Started and not stopped. */
  readonly running: boolean;
  /** Started, not stopped, and standing still at `valuedAt`. */
  readonly paused: boolean;
  /** Whole seconds counted, up to the stop or `valuedAt`. */
  readonly elapsedSeconds: number;
  /** `calendar`: seconds of the calendar's working time. `instant-line`: all seconds (a limit in calendar days). */
  readonly countedOn: 'calendar' | 'instant-line';
  /** The limit held against it and the priority it comes from. */
  readonly limit: Limit | undefined;
  readonly limitPriority: string | undefined;
  /** Why that priority: it judges, it was the first and stays, its breach was kept, or it is the segment's own. */
  readonly limitBecause: 'judging' | 'keep-first' | 'breach-kept' | 'segment' | undefined;
  /** The limit as seconds of what is counted, with any allowance for a start outside hours. */
  readonly limitSeconds: number | undefined;
  readonly outOfHoursAllowanceSeconds: number;
  /**
   * The earliest instant at which elapsed reaches the limit, given the pauses known; a clock that stopped or left its
   * segment before that is taken to have gone on. While paused: as if the pause ended at `valuedAt`.
   */
  readonly due: EpochSeconds | undefined;
  /** For `missed`: the earliest instant at which elapsed exceeds the limit. */
  readonly breachedAt: EpochSeconds | undefined;
  readonly verdict: ClockVerdict;
  readonly pauses: readonly ClockPause[];
  readonly reliefs: readonly ClockReliefTime[];
  /** From a stop to the reopening after it, where that time is not counted. */
  readonly excluded: readonly { readonly from: EpochSeconds; readonly until: EpochSeconds }[];
  readonly stretches: readonly ClockStretch[];
  readonly terms: ReadingTerms;
  /** The facts that moved the clock (opening, statuses, priorities, responses, assignments), in order. */
  readonly factIds: readonly string[];
}

/**
 * The same reading as plain number slots, reused from ticket to ticket: copy what you keep. `NaN` stands for "none".
 * `due` and `breachedAt` are worked out when they are asked for.
 */
export interface ClockSlots {
  /** Ticket index in the timeline. */
  readonly ticket: number;
  readonly instance: number;
  /** Code of the judging priority; `timeline.text(code)` is its text. */
  readonly priority: number;
  readonly openedAt: EpochSeconds;
  readonly startedAt: EpochSeconds;
  readonly stoppedAt: EpochSeconds;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number;
  readonly running: boolean;
  readonly paused: boolean;
  readonly verdict: ClockVerdict;
  /** Index of the version of the terms it stands under. */
  readonly version: number;
  /** Set where the population leaves the ticket out; the reading is still given, so that it can be listed. */
  readonly exclusion: ExclusionReason | undefined;
  readonly due: EpochSeconds;
  readonly breachedAt: EpochSeconds;
  /** The earliest instant at which so many seconds are counted, as `due` is that of the limit; `NaN` where there is none. */
  reachedAt(seconds: number): EpochSeconds;
}
