import type { EpochSeconds } from '@tallystick/quantities';
import type { ExclusionReason, JudgedBy, Scope, TermsVersion } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { TicketExclusion } from './clock-reading.js';

/** A ticket as plain slots, reused from ticket to ticket. `NaN` stands for "none". */
export interface TicketSlots {
  readonly ticket: number;
  /** Code of the judging priority, from the opening to the first end of the ticket or `valuedAt`. */
  readonly priority: number;
  readonly openedAt: EpochSeconds;
  /** When it was last resolved, closed or cancelled and has not been reopened since. */
  readonly endedAt: EpochSeconds;
  readonly version: number;
  readonly exclusion: TicketExclusion | undefined;
}

/** Visits every ticket in scope (no clock), for counting tickets. The terms are those in force at its opening. */
export declare function forEachTicket(
  timeline: Timeline,
  environment: ClockEnvironment,
  judge: (
    version: TermsVersion,
  ) =>
    | {
        readonly judgedBy: JudgedBy;
        readonly where: Scope | undefined;
        readonly exclude: ReadonlySet<ExclusionReason>;
      }
    | undefined,
  visit: (ticket: TicketSlots) => void,
): void;
