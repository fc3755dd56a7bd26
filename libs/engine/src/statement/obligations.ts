import type { Because, DateText, DecimalText, ExactText, InstantText, MoneyText } from './figures.js';

/** How an occurrence stands at the statement's instant of valuation (`OccurrenceState`). */
export type ObligationState =
  'open' | 'overdue' | 'delivered' | 'met' | 'late' | 'missed' | 'waived' | 'excused';

/** How many occurrences were due in the period, and how they stand. */
export type OccurrenceCounts = Readonly<Record<'due' | ObligationState, number>>;

/** What follows from an occurrence that was late or missed. */
export interface OccurrenceConsequence {
  readonly consequence: 'late' | 'missed';
  /** The period in which it costs something; null where it costs nothing. */
  readonly period: string | null;
  readonly credit: { readonly exact: ExactText; readonly amount: MoneyText } | null;
  readonly points: DecimalText | null;
  /** Reported levels that count as not reported for the period that it is about; `all` of them; null for none. */
  readonly notReported: readonly string[] | 'all' | null;
  /** The time in which the lateness is relief for the provider. */
  readonly relief: {
    readonly from: InstantText;
    readonly until: InstantText;
    readonly running: boolean;
  } | null;
}

/** A fact about an occurrence. */
export interface OccurrenceActStatement {
  readonly kind: 'fulfilled' | 'accepted' | 'refused' | 'waived' | 'left';
  readonly at: InstantText;
  readonly fact: string;
  /** Why it changed nothing; null where it did. */
  readonly noEffect: string | null;
}

export interface OccurrenceStatement {
  readonly key: string;
  /** The period it is about, and the ticket, where it is about one. */
  readonly period: string | null;
  readonly ticket: string | null;
  readonly arisesAt: InstantText;
  /** The last instant at which it is in time, and the last at which it could be done without being missed. */
  readonly dueAt: InstantText;
  readonly dueOn: DateText;
  readonly missedAt: InstantText;
  readonly deliveredAt: InstantText | null;
  /** Until when silence accepts a delivery that waits for acceptance. */
  readonly acceptBy: InstantText | null;
  readonly doneAt: InstantText | null;
  readonly acceptedBy: 'fact' | 'silence' | null;
  readonly state: ObligationState;
  readonly daysLate: number;
  readonly acts: readonly OccurrenceActStatement[];
  readonly follows: readonly OccurrenceConsequence[];
  readonly because: Because;
}

/** One obligation or review of either party. */
export interface ObligationStatement {
  readonly id: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly kind: 'obligation' | 'review';
  readonly owedBy: string;
  readonly counts: OccurrenceCounts;
  /**
   * What was due, done or missed in the period, is about it, or was still owed at its end. Of what is owed after each
   * event those that were met are only counted.
   */
  readonly occurrences: readonly OccurrenceStatement[];
  /** Facts of the period about it that no occurrence is meant by. */
  readonly unheard: readonly {
    readonly kind: OccurrenceActStatement['kind'];
    readonly at: InstantText;
    readonly fact: string;
    readonly why: 'no-such-occurrence' | 'nothing-open';
  }[];
  readonly because: Because;
}

/** One step of a ladder that was not taken in time. */
export interface MissedEscalation {
  readonly key: string;
  readonly ticket: string;
  readonly level: number;
  readonly to: string;
  /** When the step's time was reached, and the last instant at which it was in time. */
  readonly reachedAt: InstantText;
  readonly dueAt: InstantText;
  /** When it was taken after all. */
  readonly takenAt: InstantText | null;
  readonly state: 'missed' | 'excused';
  readonly follows: readonly OccurrenceConsequence[];
  readonly because: Because;
}

/** An escalation ladder: its steps that were due in the period. */
export interface EscalationStatement {
  readonly id: string;
  readonly clause: string | null;
  readonly clock: string;
  readonly counts: OccurrenceCounts;
  readonly missed: readonly MissedEscalation[];
  readonly because: Because;
}

/** What both parties owed each other beside the service levels. */
export interface ObligationsStatement {
  readonly obligations: readonly ObligationStatement[];
  readonly escalations: readonly EscalationStatement[];
}
