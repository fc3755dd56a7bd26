import type { Interval } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';

/** One time `[from, until)` for which relief was granted. */
export interface ReliefTime {
  readonly key: string;
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  /** It goes on: `until` is the instant of reading. */
  readonly running: boolean;
  readonly factIds: readonly string[];
}

/** The relief of one ticket: in order of their beginning, and as sorted disjoint intervals. */
export interface TicketRelief {
  readonly times: readonly ReliefTime[];
  readonly intervals: readonly Interval[];
}

/** The relief in which the clocks of tickets stand still; none for a ticket that has none. */
export interface ClockRelief {
  of(ticket: number): TicketRelief | undefined;
}

/**
 * The relief for the tickets of a service level; of a clock that no level asks (a ladder, a report) what is granted for
 * all levels. None where there is none for any ticket: then no ticket is looked up.
 */
export type ReliefSource = (serviceLevel: string | undefined) => ClockRelief | undefined;
