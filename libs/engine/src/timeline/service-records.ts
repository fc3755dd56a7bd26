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

/** A relief claim and what became of it. */
export interface Relief {
  readonly relief: string;
  readonly cause: string | undefined;
  readonly status: 'claimed' | 'granted' | 'refused';
  readonly claimed: ReliefExtent | undefined;
  /** What the client granted: as claimed where the grant does not say otherwise. Present where `status` is `granted`. */
  readonly granted: ReliefExtent | undefined;
  readonly serviceLevels: readonly string[] | undefined;
  readonly awareAt: EpochSeconds | undefined;
  readonly noticeGivenAt: EpochSeconds | undefined;
  readonly factIds: readonly string[];
  readonly lastPosition: number;
}

/** Absent lists mean all. */
export interface ReliefExtent {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
  readonly tickets: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
}
