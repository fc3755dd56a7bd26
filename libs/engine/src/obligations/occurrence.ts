import type { EpochSeconds, Rational } from '@tallystick/quantities';
import type { Escalation, Obligation, TermsVersion } from '@tallystick/terms';
import type { OperandValue } from '../statement/statement.js';

/**
 * How one occurrence stands at the instant of valuation. `open`: not due yet. `overdue`: due, not done, and not missed
 * yet. `delivered`: done in time and waiting for acceptance. `met`: done (and accepted) in time. `late`: done after it
 * was due and before it was missed. `missed`: not done by when it counts as missed, done later or not at all. `waived`:
 * the other party does without it. `excused`: the other side's relief covers the due instant.
 */
export type OccurrenceState =
  'open' | 'overdue' | 'delivered' | 'met' | 'late' | 'missed' | 'waived' | 'excused';

/** What a fact of an obligation says was done. */
export type ActKind = 'fulfilled' | 'accepted' | 'refused' | 'waived' | 'left';

/** A fact about an occurrence, and whether it changed how it stands. */
export interface OccurrenceAct {
  readonly kind: ActKind;
  readonly at: EpochSeconds;
  readonly factId: string;
  /** Why it changed nothing; absent where it did. */
  readonly noEffect:
    | 'no-evidence'
    | 'parties-missing'
    | 'already-delivered'
    | 'already-accepted'
    | 'already-waived'
    | 'nothing-delivered'
    | 'needs-no-acceptance'
    | undefined;
}

/** One time that something was owed (design 3, "obligations"). */
export interface Occurrence {
  readonly clause:
    | { readonly kind: 'obligation'; readonly obligation: Obligation }
    | { readonly kind: 'escalation'; readonly escalation: Escalation; readonly level: number };
  readonly id: string;
  /**
   * The label of the period it is about, the event's key (`INC1`, and `INC1#2` the second time), the date, the milestone
   * (`project/milestone`), or a ticket's step of a ladder (`INC1#2` for level 2): what tells it from the others.
   */
  readonly key: string;
  readonly owedBy: string;
  readonly version: TermsVersion;
  /** The period it is about, where it is about one: of several the last. */
  readonly aboutPeriod: string | undefined;
  /** The indexes of all periods that it is about, for which levels are deemed not reported; empty where of none. */
  readonly coveredPeriods: readonly number[];
  /** The ticket it is about, where it is about one. */
  readonly ticket: string | undefined;
  /** When it arose, and the last instant at which it is in time. */
  readonly arisesAt: EpochSeconds;
  readonly dueAt: EpochSeconds;
  /** The last instant at which it could be done without being missed. A miss belongs to the period of this instant. */
  readonly missedAt: EpochSeconds;
  readonly deliveredAt: EpochSeconds | undefined;
  /** Until when the delivery under way can be refused before silence accepts it. */
  readonly acceptBy: EpochSeconds | undefined;
  /** When it was delivered, once it counts as done: where acceptance is needed, accepted. */
  readonly doneAt: EpochSeconds | undefined;
  readonly acceptedBy: 'fact' | 'silence' | undefined;
  readonly state: OccurrenceState;
  /** Whole local days from the due day to when it was done, or to the instant of valuation; 0 in time. */
  readonly daysLate: number;
  /** What was recorded about it, in effective order. */
  readonly acts: readonly OccurrenceAct[];
  /** The facts that made it arise, and those of the acts. */
  readonly factIds: readonly string[];
}

/** What an obligation costs in a period: its late or its missed occurrences. */
export interface ObligationCredit {
  readonly id: string;
  readonly clause: string | undefined;
  /** Lateness counts in the period of the due instant, a miss in that in which it became certain. */
  readonly consequence: 'late' | 'missed';
  readonly occurrences: readonly Occurrence[];
  readonly kind: 'money' | 'points';
  /** What each occurrence costs, and all of them together. */
  readonly each: readonly Rational[];
  readonly exact: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** A time in which the other side's lateness is relief for the provider, `[from, until)`. */
export interface LatenessRelief {
  readonly occurrence: Occurrence;
  readonly from: EpochSeconds;
  /** When it was done, or the instant of valuation. */
  readonly until: EpochSeconds;
  readonly running: boolean;
  /** Of a request: the ticket that it stood in the way of. */
  readonly ticket: string | undefined;
}
