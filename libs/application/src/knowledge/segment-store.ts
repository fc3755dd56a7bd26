/** Part of an agreement's fold as bytes (`Timeline.toSegment`), and of which facts it is. */
export interface StoredSegment {
  /** First and last position that it holds; segments follow each other without gaps from position 0. */
  readonly from: number;
  readonly to: number;
  /** The ledger's chain hash at `to`: the facts up to there are those that the segment was made of, or it is of no use. */
  readonly chainHash: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps segments beside a ledger so that a query need not read every fact again. It is a cache: it may be lost, stale or
 * damaged at any time, a store that cannot be read holds nothing, and one that cannot be written stays as it is. Neither
 * is an error.
 */
export interface SegmentStore {
  /** The whole segments of an agreement, in the order of the ledger. */
  load(agreement: string): Promise<readonly StoredSegment[]>;

  /** Adds a segment, and drops those that reach beyond its beginning. */
  save(agreement: string, segment: StoredSegment): Promise<void>;
}
