import type { EpochSeconds, Rational } from '@tallystick/quantities';
import type { Escalation, Obligation, TermsVersion } from '@tallystick/terms';

/**
 * How one occurrence stands at the instant of valuation. `open`: not due yet. `overdue`: due, not done, and not missed
 * yet. `delivered`: done in time and waiting for acceptance. `met`: done (and accepted) in time. `late`: done after it
 * was due. `missed`: not done by when it counts as missed. `excused`: the other side's relief covers it.
 */
export type OccurrenceState =
  'open' | 'overdue' | 'delivered' | 'met' | 'late' | 'missed' | 'waived' | 'excused';

/** One time that something was owed (design 3, "obligations"). */
export interface Occurrence {
  readonly clause:
    | { readonly kind: 'obligation'; readonly obligation: Obligation }
    | { readonly kind: 'escalation'; readonly escalation: Escalation; readonly level: number };
  readonly id: string;
  /** The label of the period it is about, the event's key, or the date: what tells it from the others. */
  readonly key: string;
  readonly owedBy: string;
  readonly version: TermsVersion;
  /** The period it is about, where it is about one; levels deemed not reported are those of this period. */
  readonly aboutPeriod: string | undefined;
  /** When it arose, and the last instant at which it is in time. */
  readonly arisesAt: EpochSeconds;
  readonly dueAt: EpochSeconds;
  /** From when on it is missed. */
  readonly missedAt: EpochSeconds;
  readonly deliveredAt: EpochSeconds | undefined;
  /** When it counted as done: delivered, and accepted where that is needed. */
  readonly doneAt: EpochSeconds | undefined;
  readonly acceptedBy: 'fact' | 'silence' | undefined;
  readonly state: OccurrenceState;
  /** Whole local days from the due day to when it was done, or to the instant of valuation; 0 in time. */
  readonly daysLate: number;
  readonly factIds: readonly string[];
}

/** What an obligation costs in a period: its late and missed occurrences. */
export interface ObligationCredit {
  readonly id: string;
  readonly clause: string | undefined;
  readonly occurrences: readonly Occurrence[];
  readonly kind: 'money' | 'points';
  readonly exact: Rational;
}
