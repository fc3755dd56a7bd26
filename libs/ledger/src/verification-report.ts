/**
 * What a fault is about:
 * - `chain`: the stored chain hash is not what the bytes come to (a changed, swapped, removed or inserted fact);
 * - `position`: a position is missing, or one too many;
 * - `identity`: the stored id is not the id in the bytes, or an id stands twice;
 * - `recorded-at`: the stored instant is not the one in the bytes, or lies before that of the fact before;
 * - `agreement`: the bytes name another agreement;
 * - `canonical`: the bytes are not the RFC 8785 text of a JSON object, or are not UTF-8;
 * - `head`: the stored head is not the last fact;
 * - `storage`: the store's own structure is damaged, or its protections were taken away.
 */
export type LedgerFaultKind =
  'chain' | 'position' | 'identity' | 'recorded-at' | 'agreement' | 'canonical' | 'head' | 'storage';

export interface LedgerFault {
  readonly kind: LedgerFaultKind;
  /** Absent where the fault is about the store and not about one agreement. */
  readonly agreement?: string;
  /** Absent where the fault is not about one fact. */
  readonly position?: number;
  /** What is wrong, in one sentence. */
  readonly problem: string;
}

/** One agreement's ledger as recomputed from its bytes. */
export interface VerifiedAgreement {
  readonly agreement: string;
  readonly facts: number;
  /** The chain hash after the last fact as recomputed; absent where the ledger has no readable fact. */
  readonly chainHash?: string;
  readonly faults: number;
}

export interface VerificationReport {
  /** True where nothing that was checked contradicts anything. */
  readonly whole: boolean;
  /** Facts whose bytes were hashed again. */
  readonly facts: number;
  readonly agreements: readonly VerifiedAgreement[];
  /** At most `ledgerLimits.listedFaults`, in the order found. */
  readonly faults: readonly LedgerFault[];
  /** Faults found beyond those listed. */
  readonly faultsNotListed: number;
  /** What this verification cannot show or did not look at, one sentence each. */
  readonly notChecked: readonly string[];
}

export interface VerificationProgress {
  readonly verifiedFacts: number;
  readonly totalFacts: number;
}
