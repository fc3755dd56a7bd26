import type { ByPriority } from './limit.js';

/** Marks of a ticket's life at which a clock may start or stop. */
export const startMarks = ['opened', 'reported', 'activated', 'responded', 'resolved'] as const;
export const stopMarks = ['responded', 'activated', 'assigned', 'resolved', 'closed'] as const;
export type StartMark = (typeof startMarks)[number];
export type StopMark = (typeof stopMarks)[number];

export const pausableStatuses = [
  'new',
  'in-progress',
  'waiting-client',
  'waiting-third-party',
  'waiting-change',
] as const;
export type PausableStatus = (typeof pausableStatuses)[number];

export interface PauseRule {
  /** Statuses in which the clock stands still. */
  readonly statuses: ReadonlySet<PausableStatus>;
  /** `required`: a wait counts only where its fact carries evidence (a request to the client). Default `not-required`. */
  readonly evidence: 'required' | 'not-required';
  /** A single wait pauses for at most so many working seconds; the rest of it runs. Default: no cap. */
  readonly eachAtMostSeconds: number | undefined;
  /** All waits of one clock together pause for at most so many working seconds. Default: no cap. */
  readonly totalAtMostSeconds: number | undefined;
  /** A wait recorded later than this after it happened does not pause (design 5, row 8). Default: no cutoff. */
  readonly recordedWithinSeconds: number | undefined;
}

/** Default first, as stated in the language reference. */
export const onReprioritisePolicies = ['retarget', 'restart', 'keep-first', 'segment-by-priority'] as const;
export const onDowngradeAfterBreachPolicies = ['keep-breach', 'recompute'] as const;
export const onReopenPolicies = [
  'continue',
  'continue-counting',
  'restart',
  'new-instance',
  'ignore',
] as const;
export const pauseAfterBreachPolicies = ['freeze-overrun', 'count-overrun'] as const;
export const clockStartPolicies = ['next-opening', 'immediate'] as const;
export const responseEvidenceKinds = [
  'public-reply',
  'private-note',
  'assignment',
  'status-change',
  'automatic',
] as const;

export interface Clock {
  readonly id: string;
  readonly clause: string | undefined;
  readonly from: StartMark;
  readonly to: StopMark;
  /** Calendar id by priority. */
  readonly calendar: ByPriority<string>;
  /** Absent: the clock never pauses. Whether a response clock pauses is thus a term (design 5, row 5). */
  readonly pause: PauseRule | undefined;
  /**
   * What a change of priority does to a running clock (design 2 "Clocks", design 5 row 1); pauses already taken are
   * kept, always. `retarget`: the new priority's limit, elapsed kept. `restart`: the clock starts again at the change.
   * `keep-first`: the first priority's limit stays. `segment-by-priority`: the time spent in each priority is held
   * against that priority's limit, and the ticket counts in each of them.
   */
  readonly onReprioritise: (typeof onReprioritisePolicies)[number];
  /** Whether a breach stays after the priority falls and the new limit would be met (row 2). */
  readonly onDowngradeAfterBreach: (typeof onDowngradeAfterBreachPolicies)[number];
  /**
   * What a reopening after the stop mark does (row 4). `continue`: the same clock, time between stop and reopening not
   * counted. `continue-counting`: that time counted. `restart`: a fresh clock from the reopening replaces the first.
   * `new-instance`: the first result stands and a further instance is counted from the reopening. `ignore`: the first stop is final.
   */
  readonly onReopen: (typeof onReopenPolicies)[number];
  /** A reopening later than this after the stop (on the instant line) is ignored. Default: no window. */
  readonly reopenWithinSeconds: number | undefined;
  /** A pause that begins after the breach never cures it; this says whether it still stops the overrun (row 7). */
  readonly pauseAfterBreach: (typeof pauseAfterBreachPolicies)[number];
  /** Row 9. `immediate`: the time from the mark to the next opening counts as well. */
  readonly start: (typeof clockStartPolicies)[number];
  /** Working seconds granted on top of the limit where the clock starts outside opening hours (row 9). Default 0. */
  readonly outOfHoursAllowanceSeconds: number;
  /** Which responses stop a `responded` clock (row 25). A response fact that names no evidence always counts. */
  readonly responseEvidence: ReadonlySet<(typeof responseEvidenceKinds)[number]>;
  /** Whether time for which relief was granted stands still. Default `pauses`. */
  readonly relief: 'pauses' | 'counts';
  /** Under which version of the terms a ticket's limits, pauses and policies stand (design 2). Default `opened`. */
  readonly termsOf: 'opened' | 'resolved' | 'due';
}
