import type { InstantText, ExactText, DecimalText, Verdict } from './figures.js';

/** One ticket under one clock. */
export interface TicketEvidence {
  readonly ticket: string;
  /** From 1; more than one where a reopening makes a new instance. */
  readonly instance: number;
  readonly priority: string | null;
  readonly startedAt: InstantText | null;
  readonly stoppedAt: InstantText | null;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | null;
  readonly due: InstantText | null;
  readonly facts: readonly string[];
}
export interface ExcludedTicket {
  readonly ticket: string;
  readonly reason: string;
  readonly facts: readonly string[];
}
export interface TicketListEvidence {
  readonly kind: 'tickets';
  readonly counted: number;
  readonly met: number;
  /** Every counted ticket over its limit. */
  readonly breached: readonly TicketEvidence[];
  /** Running and not yet due at `valuedAt`: neither met nor missed. */
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface OutageEvidence {
  readonly outage: string;
  readonly service: string;
  readonly beganAt: InstantText;
  readonly endedAt: InstantText | null;
  /** Seconds of agreed service time lost in the period before other outages are merged in; the share as text. */
  readonly seconds: number;
  readonly shareAffected: DecimalText;
  readonly counted: boolean;
  /** Why not, e.g. `shorter-than-counts`, `excluded-time`, `outside-service-time`. */
  readonly reason: string | null;
  readonly facts: readonly string[];
}
export interface ExcludedInterval {
  readonly kind: 'maintenance' | 'relief';
  readonly key: string;
  readonly service: string;
  readonly from: InstantText;
  readonly until: InstantText;
  readonly counted: boolean;
  readonly reason: string | null;
  readonly facts: readonly string[];
}
export interface AvailabilityEvidence {
  readonly kind: 'availability';
  /** Agreed service time of the period (working seconds), what of it was taken out, and what was lost. */
  readonly serviceSeconds: number;
  readonly excludedSeconds: number;
  readonly downSeconds: ExactText;
  readonly outages: readonly OutageEvidence[];
  readonly excluded: readonly ExcludedInterval[];
}
export interface ReadingsEvidence {
  readonly kind: 'readings';
  /** How many readings the statistic is of. */
  readonly count: number;
  /**
   * The readings that decide it: the largest, the smallest, those at the rank, those that do not keep what a share
   * asks of them. Empty for means and sums.
   */
  readonly deciding: readonly {
    readonly key: string;
    readonly value: DecimalText;
    readonly facts: readonly string[];
  }[];
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface CountEvidence {
  readonly kind: 'count';
  readonly count: number;
  readonly counted: readonly { readonly key: string; readonly facts: readonly string[] }[];
  readonly breached: readonly TicketEvidence[];
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface ReportsEvidence {
  readonly kind: 'reports';
  /** Every figure reported for the period, of each party; the one used is marked. */
  readonly reports: readonly {
    readonly party: string;
    readonly value: DecimalText | null;
    readonly numerator: DecimalText | null;
    readonly denominator: DecimalText | null;
    readonly agreed: boolean;
    readonly effectiveAt: InstantText;
    readonly recordedAt: InstantText | null;
    readonly used: boolean;
    /** Why it cannot be used, e.g. `outside-0-to-100`; null where it can. */
    readonly refused: string | null;
    readonly facts: readonly string[];
  }[];
}
export interface OccurrencesEvidence {
  readonly kind: 'occurrences';
  readonly obligation: string;
  /** How many are decided, and how many of them were done in time. */
  readonly counted: number;
  readonly met: number;
  /** Every occurrence that was due. */
  readonly occurrences: readonly {
    /** The period that it was about, or the event's key. */
    readonly key: string;
    readonly owedBy: string;
    readonly dueAt: InstantText;
    readonly doneAt: InstantText | null;
    readonly state: string;
    /** Local days from the due day on, 0 in time. */
    readonly daysLate: number;
    readonly counted: boolean;
    /** Why not: `not-decided`, `waived`, `excused`. */
    readonly reason: string | null;
    readonly facts: readonly string[];
  }[];
}
export interface ChangesEvidence {
  readonly kind: 'changes';
  readonly counted: number;
  readonly good: number;
  /** Every counted change without a good outcome. */
  readonly bad: readonly {
    /** The change's key; an unauthorised one may have none. */
    readonly change: string | null;
    readonly service: string | null;
    readonly outcomes: readonly string[];
    readonly facts: readonly string[];
  }[];
}
export interface RecurrencesEvidence {
  readonly kind: 'recurrences';
  readonly by: 'service' | 'category' | 'configurationItem';
  readonly count: number;
  /** Everything that recurred, with the tickets that make it so, in the order in which they were opened. */
  readonly recurring: readonly {
    readonly key: string;
    readonly tickets: readonly { readonly ticket: string; readonly openedAt: InstantText }[];
    readonly facts: readonly string[];
  }[];
}
export interface ResultsEvidence {
  readonly kind: 'results';
  /** The results that the figure is of; their own evidence stands with them. */
  readonly results: readonly {
    readonly serviceLevel: string;
    readonly verdict: Verdict;
    readonly value: DecimalText | null;
    readonly credit: ExactText | null;
    readonly points: DecimalText | null;
    readonly counted: boolean;
  }[];
}
export interface SmoothedEvidence {
  readonly kind: 'smoothed';
  readonly serviceLevel: string;
  /** This period and those before it, oldest first. */
  readonly periods: readonly {
    readonly period: string;
    readonly verdict: Verdict;
    readonly value: DecimalText | null;
    readonly counted: boolean;
  }[];
}
export type Evidence =
  | TicketListEvidence
  | AvailabilityEvidence
  | ReadingsEvidence
  | CountEvidence
  | ReportsEvidence
  | OccurrencesEvidence
  | ChangesEvidence
  | RecurrencesEvidence
  | ResultsEvidence
  | SmoothedEvidence;
