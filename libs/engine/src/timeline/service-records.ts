import type { EpochSeconds, Rational } from '@tallystick/quantities';

/**
 * One outage of one service as an effective interval `[from, until)`. Outages that overlap stay apart. One that began
 * and ended in the same second has `from === until`.
 */
export interface Outage {
  /** The outage's key; the same key on several services, or beginning again after its end, makes several records. */
  readonly outage: string;
  readonly service: string;
  readonly site: string | undefined;
  readonly cause: string | undefined;
  readonly from: EpochSeconds;
  /** Absent: it has not ended. */
  readonly until: EpochSeconds | undefined;
  /** The share of the service that was down, from each instant on; the first stands at `from`. Never empty. */
  readonly shares: readonly { readonly from: EpochSeconds; readonly share: Rational }[];
  /** In effective order, with the position of the last recorded one of them. */
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}

/** A maintenance window on one service as last announced (in effective order). */
export interface Maintenance {
  readonly maintenance: string;
  readonly service: string;
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  /** When the client was told of this window: as stated, else when the announcement happened. */
  readonly noticeGivenAt: EpochSeconds;
  /** When it was called off, if it was. */
  readonly cancelledAt: EpochSeconds | undefined;
  readonly change: string | undefined;
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}

/** What is known of one change. An unauthorised change without a key has none and stands alone. */
export interface Change {
  readonly change: string | undefined;
  readonly service: string | undefined;
  readonly changeType: 'standard' | 'normal' | 'emergency' | undefined;
  readonly requestedAt: EpochSeconds | undefined;
  readonly approvedAt: EpochSeconds | undefined;
  readonly rejectedAt: EpochSeconds | undefined;
  /** Its window as last scheduled. */
  readonly scheduled:
    | { readonly from: EpochSeconds; readonly until: EpochSeconds; readonly noticeGivenAt: EpochSeconds }
    | undefined;
  readonly startedAt: EpochSeconds | undefined;
  /** The last finish known, and how it ended. */
  readonly finishedAt: EpochSeconds | undefined;
  readonly outcome: 'successful' | 'failed' | 'backed-out' | undefined;
  /** When it was found to be unauthorised. */
  readonly unauthorisedAt: EpochSeconds | undefined;
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}

/** Everything recorded of one relief. What it is worth the terms say (`ReliefBook`). */
export interface Relief {
  readonly relief: string;
  /** In effective order; a later claim under the same key replaces the earlier ones. */
  readonly claims: readonly ReliefClaim[];
  /** Grants and refusals by whomever, in effective order. */
  readonly decisions: readonly ReliefDecision[];
  /** In effective order, with the position of the last recorded one of them. */
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}

export interface ReliefClaim {
  readonly at: EpochSeconds;
  readonly cause: string;
  readonly extent: ReliefExtent;
  /** Absent: all. */
  readonly serviceLevels: readonly string[] | undefined;
  /** When the provider became aware; where the fact does not say, when the delay began. */
  readonly awareAt: EpochSeconds;
  /** When the client was told; where the fact does not say, when the claim happened. */
  readonly noticeGivenAt: EpochSeconds;
  readonly factId: string;
}

export interface ReliefDecision {
  readonly kind: 'granted' | 'refused';
  readonly at: EpochSeconds;
  /** Who decided, as recorded: a role or a party's name. */
  readonly party: string;
  /** What a grant says of its extent; absent: as claimed. */
  readonly from: EpochSeconds | undefined;
  readonly until: EpochSeconds | undefined;
  readonly tickets: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
  readonly factId: string;
}

/** A time `[from, until)` and what it is about. Absent lists mean all. */
export interface ReliefExtent {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  readonly tickets: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
}
