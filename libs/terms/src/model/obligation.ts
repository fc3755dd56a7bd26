import type { ChargeBase, Price } from './price.js';
import type { ByPriority, Limit } from './limit.js';
import type { Scope } from './measure.js';
import type { Offset, Schedule } from './schedule.js';

/** What follows from an occurrence that was late or missed. */
export interface Consequence {
  /** A credit of the provider's miss, in the period in which the miss became certain. */
  readonly credit: { readonly price: Price; readonly base: ChargeBase | undefined } | undefined;
  /** Reported levels that count as not reported for the period that the occurrence is about: the named ones, or all. */
  readonly notReported: readonly string[] | 'all' | undefined;
  /** The client's lateness, from the due instant until it is done, is relief for the provider. */
  readonly relief: boolean;
}

/** How an occurrence is done. */
export type FulfilledBy =
  | { readonly kind: 'fact' }
  /** ReviewHeld with all of these parties among its attendees. */
  | { readonly kind: 'review'; readonly with: readonly string[] }
  /** MilestoneReached. */
  | { readonly kind: 'milestone' };

/** Something that one party owes the other (design 3, "obligations of both sides"); a review meeting is one as well. */
export interface Obligation {
  readonly id: string;
  readonly kind: 'obligation' | 'review';
  readonly clause: string | undefined;
  readonly title: string | undefined;
  readonly text: string | undefined;
  /** `client`, `provider`, or the short name of a third party. */
  readonly owedBy: string;
  readonly due: Schedule;
  readonly fulfilledBy: FulfilledBy;
  /** `required`: it is done only with a digest of the evidence. */
  readonly evidence: 'required' | 'not-required';
  /**
   * `none`: done when its party says so. `explicit`: done when the other party accepts it. With `deemedAfter` silence
   * for so long accepts it as well. Done counts from when it was delivered.
   */
  readonly acceptance:
    { readonly kind: 'none' } | { readonly kind: 'required'; readonly deemedAfter: Offset | undefined };
  /** An occurrence not done so long after it was due is missed; done before it is late. Absent: missed once it is due. */
  readonly missedAfter: Offset | undefined;
  /** Applies to every occurrence that was not done in time. */
  readonly whenLate: Consequence | undefined;
  /** Applies to every occurrence that was missed. */
  readonly whenMissed: Consequence | undefined;
}

/** A step of an escalation ladder: by when it has to be taken on each ticket in scope. */
export interface EscalationLevel {
  /** From 1. */
  readonly level: number;
  readonly to: string;
  readonly after:
    /** So much of the clock's limit. */
    | { readonly kind: 'percent'; readonly percent: number }
    | { readonly kind: 'breach' }
    /** Working time since the clock started. */
    | { readonly kind: 'time'; readonly seconds: number };
  /** Grace after that instant, in working time of the level's calendar. Default 0. */
  readonly withinSeconds: number;
  readonly calendar: string | undefined;
}

/** Who is told of a late ticket, and when (design 3, "escalation"). */
export interface Escalation {
  readonly id: string;
  readonly clause: string | undefined;
  readonly where: Scope;
  readonly clock: string;
  readonly within: ByPriority<Limit>;
  readonly levels: readonly EscalationLevel[];
  readonly whenMissed: Consequence | undefined;
}

/** Who answers for an area (design 2, "Accountability"). */
export interface Responsibility {
  readonly area: string;
  /** `client`, `provider`, or the short name of a third party. */
  readonly owner: string;
  readonly coordinatedBy: string | undefined;
  readonly clause: string | undefined;
  readonly note: string | undefined;
  /** Services and categories of tickets that belong to the area; by default those of its name. */
  readonly services: readonly string[];
  readonly categories: readonly string[];
}

/** What counts as recurring, and how often risks are looked at (design 2, "Accountability"). */
export interface AccountabilityRules {
  readonly recurring: { readonly times: number; readonly withinDays: number };
  /** How many periods a trend looks at. */
  readonly trendPeriods: number;
}
