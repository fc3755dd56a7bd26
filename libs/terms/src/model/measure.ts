import type { Rational } from '@tallystick/quantities';
import type { ByPriority, Limit } from './limit.js';
import type { ChargeBase } from './price.js';
import type { Offset } from './schedule.js';
import type { Scope } from './scope.js';

export type { Scope } from './scope.js';

/** To which period a ticket belongs (design 2). */
export const countInPolicies = ['opened', 'resolved', 'due', 'each-period-overdue'] as const;
export type CountIn = (typeof countInPolicies)[number];

/** Which priority judges a ticket (design 5, row 3). */
export const judgedByPolicies = ['final', 'first', 'highest', 'longest-held', 'at-event'] as const;
export type JudgedBy = (typeof judgedByPolicies)[number];

/** Tickets left out of the denominator, listed with the reason (design 5, row 24). */
export const exclusionReasons = ['cancelled', 'duplicate', 'child', 'no-limit'] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

interface TicketPopulation {
  readonly where: Scope;
  readonly countIn: CountIn;
  readonly judgedBy: JudgedBy;
  readonly exclude: ReadonlySet<ExclusionReason>;
}

/** Tickets whose clock met its limit, as a percentage of all counted. */
export interface TicketShareMeasure extends TicketPopulation {
  readonly kind: 'ticket-share';
  readonly clock: string;
  readonly within: ByPriority<Limit>;
}

/** Time a service was up over agreed service time, as a percentage. */
export interface AvailabilityMeasure {
  readonly kind: 'availability';
  readonly services: readonly string[];
  readonly calendar: string;
  /** An outage shorter than this (on the instant line) does not count; one as long or longer counts whole. Default 0. */
  readonly ignoreShorterThanSeconds: number;
  /** Intervals taken out. */
  readonly exclude: ReadonlySet<'maintenance' | 'relief'>;
  /** `removed`: excluded time leaves the denominator as well. `counted-as-up`: it stays in it. */
  readonly excludedTime: 'removed' | 'counted-as-up';
  /** Maintenance counts as announced only with so much notice on the instant line. Default 0. */
  readonly maintenanceNoticeSeconds: number;
  /** `full`: any outage is downtime. `by-share`: an outage counts by the share of the service it affected. */
  readonly weight: 'full' | 'by-share';
}

/** A statistic of a clock's elapsed seconds, of outage lengths in seconds, or of survey scores. */
export interface StatisticMeasure extends TicketPopulation {
  readonly kind: 'statistic';
  /** `share`: the percentage of readings that keep `share`. */
  readonly statistic: 'mean' | 'median' | 'max' | 'min' | 'sum' | 'percentile' | 'share';
  /** For `share`: the comparison that a reading keeps, in the unit of the readings. */
  readonly share:
    | { readonly comparison: 'at-least' | 'more-than' | 'at-most' | 'less-than'; readonly value: Rational }
    | undefined;
  /** For `percentile`: 0 < p <= 100, nearest rank. */
  readonly percentile: string | undefined;
  readonly of:
    | { readonly kind: 'clock'; readonly clock: string }
    | { readonly kind: 'outage'; readonly services: readonly string[] }
    | { readonly kind: 'survey'; readonly survey: string };
}

/** How many. */
export interface CountMeasure extends TicketPopulation {
  readonly kind: 'count';
  readonly of:
    | { readonly kind: 'tickets' }
    | { readonly kind: 'breaches'; readonly clock: string; readonly within: ByPriority<Limit> }
    | { readonly kind: 'outages'; readonly services: readonly string[]; readonly longerThanSeconds: number }
    | {
        readonly kind: 'changes';
        readonly outcomes: readonly ('successful' | 'failed' | 'backed-out' | 'unauthorised')[];
      };
}

/** A figure measured elsewhere and recorded as MeasurementReported for this service level. */
export interface ReportedMeasure {
  readonly kind: 'reported';
  /** `percent`: 0..100, refused outside. `ratio` figures come as numerator/denominator and are read as a percentage. */
  readonly unit: 'percent' | 'number' | 'seconds';
  /** Whose figure counts. `agreed`: one both parties reported alike, or one marked agreed; `either`: the latest known. */
  readonly reportedBy: 'provider' | 'client' | 'agreed' | 'either';
  /** No figure for the period. Default `missed` (design 3 "not reported in time = missed"). */
  readonly whenNotReported: 'missed' | 'not-measured';
  /** How long after the end of the period a figure counts as reported. Absent: no limit. */
  readonly reportedWithin: Offset | undefined;
}

/** Occurrences of an obligation that were due in the period: the share done in time, or days late. */
export interface ObligationMeasure {
  readonly kind: 'obligation';
  readonly obligation: string;
  /** `share-met` in percent; `days-late`: local days late, all occurrences together; `not-met`: how many. */
  readonly figure: 'share-met' | 'days-late' | 'not-met';
}

/** Finished changes with a good outcome, as a percentage of all finished and unauthorised ones. */
export interface ChangeShareMeasure {
  readonly kind: 'change-share';
  readonly where: {
    readonly service: readonly string[] | undefined;
    readonly changeType: readonly ('standard' | 'normal' | 'emergency')[] | undefined;
  };
  readonly good: readonly ('successful' | 'failed' | 'backed-out' | 'unauthorised')[];
}

/** How many services, categories or configuration items had so many tickets within so many days, ending in the period. */
export interface RecurrenceMeasure {
  readonly kind: 'recurrence';
  readonly by: 'service' | 'category' | 'configurationItem';
  readonly times: number;
  readonly withinDays: number;
  readonly where: Scope;
}

/** A figure of other levels' results in the same period. */
export interface ResultMeasure {
  readonly kind: 'result';
  /** Levels (of a `forEach` level all its instances); absent: all other levels that are no results themselves. */
  readonly of: readonly string[] | undefined;
  readonly figure:
    | 'missed-levels'
    | 'points'
    | 'credit'
    | 'credit-percent'
    | 'share-met'
    | 'mean-value'
    | 'lowest-value'
    | 'highest-value';
  /** For `credit-percent`: what the credit is a percentage of. */
  readonly base: ChargeBase | undefined;
}

/** The mean of a level's value and its values in the n periods before, as far as there are any. */
export interface SmoothedMeasure {
  readonly kind: 'smoothed';
  readonly of: string;
  readonly previousPeriods: number;
}

export type Measure =
  | TicketShareMeasure
  | AvailabilityMeasure
  | StatisticMeasure
  | CountMeasure
  | ReportedMeasure
  | ObligationMeasure
  | ChangeShareMeasure
  | RecurrenceMeasure
  | ResultMeasure
  | SmoothedMeasure;
export type MeasureKind = Measure['kind'];
