import type { ByPriority, ExclusionReason, JudgedBy, Limit, Scope, TermsVersion } from '@tallystick/terms';

/** What to ask of all tickets: one clock, and by version of the terms whom and how to judge. */
export interface ClockQuestion {
  readonly clock: string;
  /** The service level that asks, by its id: relief may be for some levels only. None: a ladder or a report asks. */
  readonly serviceLevel: string | undefined;
  /**
   * What judges a ticket that stands under this version of the terms; `undefined` where the version does not ask (a
   * service level that it does not have), and then the ticket gives no reading. Called once a version.
   */
  readonly judge: (version: TermsVersion) => ClockJudge | undefined;
}

export interface ClockJudge {
  /** Limit by priority. Absent: the clock is only read, and its verdict is `no-limit`. */
  readonly within: ByPriority<Limit> | undefined;
  readonly judgedBy: JudgedBy;
  /** Only tickets in this scope, by their last known classification and the judging priority. Absent: all. */
  readonly where: Scope | undefined;
  readonly exclude: ReadonlySet<ExclusionReason>;
}
