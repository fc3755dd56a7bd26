import type { ByPriority, Limit } from './limit.js';

/** Which tickets (or outages, changes) a measure looks at. Every list is "any of"; an absent one means all. */
export interface Scope {
  readonly ticketType: readonly string[] | undefined;
  readonly priority: readonly string[] | undefined;
  readonly service: readonly string[] | undefined;
  readonly category: readonly string[] | undefined;
  readonly site: readonly string[] | undefined;
  readonly configurationItem: readonly string[] | undefined;
}

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
  readonly statistic: 'mean' | 'median' | 'max' | 'min' | 'sum' | 'percentile';
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
}

export type Measure =
  TicketShareMeasure | AvailabilityMeasure | StatisticMeasure | CountMeasure | ReportedMeasure;
export type MeasureKind = Measure['kind'];
