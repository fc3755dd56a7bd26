import type { NewFact } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { VerificationProgress, VerificationReport } from './verification-report.js';

/**
 * What a writer believes about an agreement's ledger before it appends:
 * the position of the last fact it knows (exact), that there is none yet, or that it does not matter.
 */
export type ExpectedRevision = number | 'none' | 'any';

/** One fact as the ledger holds it. */
export interface RecordedFact {
  /** 0-based, gapless place in the agreement's ledger; the knowledge axis (design 2). */
  readonly position: number;
  /** The RFC 8785 text made when the fact was recorded; every hash is over its UTF-8 bytes. */
  readonly text: string;
}

/** The last fact of an agreement's ledger, and what the chain comes to there. */
export interface LedgerHead {
  readonly agreement: string;
  readonly position: number;
  /** SHA-256 in lower-case hexadecimal: the chain up to and including `position` (chain.ts). */
  readonly chainHash: string;
  /** Canonical UTC instant at which the last fact was recorded. */
  readonly recordedAt: string;
}

export interface AppendResult {
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** The head right after this batch, also when the batch is a repeat and the ledger has grown since. */
  readonly head: LedgerHead;
  /** True where the whole batch was recorded before and nothing was written now. */
  readonly repeated: boolean;
}

export interface ReadRange {
  /** First position to read; 0 where absent. One past the head reads nothing. */
  readonly from?: number;
  /** Last position to read, inclusive; the head at the moment the read begins where absent. */
  readonly until?: number;
  /** Facts per page, 1 to `ledgerLimits.pageFacts`. */
  readonly pageSize?: number;
  /**
   * Also recompute the chain from the bytes while reading. Positions are checked always. A read that begins after
   * the first fact takes the chain before it as stored; only `verify` proves that part.
   */
  readonly verifyWhileReading?: boolean;
}

/**
 * The append-only log of agreements, one totally ordered ledger an agreement (design 2 and 4). Adapters: SQLite
 * (sqlite/) and EventStoreDB (eventstoredb/). Every adapter passes the suite in compliance/.
 *
 * Agreement names are 1 to `ledgerLimits.agreementCharacters` characters. An agreement exists once a fact of it is
 * recorded; until then its head is undefined and it reads as empty.
 *
 * Every method may throw TallyError `ledger-unavailable` (closed, held by another process too long),
 * `ledger-broken` (the store contradicts itself) and `input-output` (the disk is full or failing).
 */
export interface Ledger {
  /** The heads of all agreements, ordered by name. */
  agreements(): Promise<readonly LedgerHead[]>;

  head(agreement: string): Promise<LedgerHead | undefined>;

  /**
   * The head as it was when `position` held the last fact: the chain hash there, as stored. A read up to it with
   * `verifyWhileReading`, or `verify`, shows that the bytes come to it.
   * @throws TallyError `ledger-position-unknown`.
   */
  headAt(agreement: string, position: number): Promise<LedgerHead>;

  /**
   * Records a batch whole or not at all. All its facts get the same `recordedAt`, the later of now and that of the
   * last fact, so that the ledger's time never goes back.
   *
   * Checks come in this order. (1) The batch itself: `ledger-batch-refused`, or `fact-invalid` from facts. (2) Is it
   * a repeat: all ids recorded, in the same order, one after the other, with the same content but for `recordedAt`,
   * then the first result is given again; any other overlap is `ledger-partial-repeat`. (3) The expected revision:
   * `ledger-conflict`.
   */
  append(agreement: string, expected: ExpectedRevision, facts: readonly NewFact[]): Promise<AppendResult>;

  /**
   * Reads in order, page by page; never holds more than a page. What is appended while it reads is not part of it.
   * A short read is never taken for the end: missing positions are `ledger-broken`.
   * @throws TallyError `ledger-position-unknown` where `until` lies beyond the head, or `from` more than one beyond it.
   */
  read(agreement: string, range?: ReadRange): AsyncIterable<readonly RecordedFact[]>;

  /**
   * Facts at scattered positions by one read, in the order asked for; a position asked twice is given twice.
   * @throws TallyError `ledger-position-unknown` where the ledger lacks one of them; `usage` for more than
   * `ledgerLimits.pageFacts` at once.
   */
  factsAt(agreement: string, positions: readonly number[]): Promise<readonly RecordedFact[]>;

  /** The last position recorded at or before the instant: the revision that the instant names (design 2). */
  positionAt(agreement: string, instant: EpochMilliseconds): Promise<number | undefined>;

  /** Which of these fact ids are recorded, and where. Ids that are not recorded are absent from the map. */
  positionsOf(agreement: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /**
   * Takes an exported ledger in, with its bytes and recorded instants, so that every hash comes out as it was.
   * All or nothing; other writers of the ledger wait or are refused meanwhile.
   * @throws TallyError `restore-not-empty`, `restore-invalid` (names the line, counted from 1).
   */
  restore(agreement: string, pages: AsyncIterable<readonly string[]>): Promise<LedgerHead>;

  /**
   * Recomputes everything from the bytes, of one agreement or of all, and lists every contradiction found. Faults
   * are in the report, not thrown; it throws only where the store cannot be read at all.
   * @throws TallyError `agreement-unknown`.
   */
  verify(
    agreement?: string,
    onProgress?: (progress: VerificationProgress) => void,
  ): Promise<VerificationReport>;

  /**
   * Every fact after position `after` (-1 for all): those recorded already, then each as it is recorded, by this or
   * another process, each once and in order. Ends when the signal aborts.
   */
  subscribe(agreement: string, after: number, signal: AbortSignal): AsyncIterable<readonly RecordedFact[]>;

  /**
   * Differs from an earlier answer whenever anything was recorded since, by whichever process. Only stores that can tell
   * without asking anybody have it; it is what lets a reader keep what it has read.
   */
  changeMark?(): string;

  /** Ends subscriptions, settles the store in its file and lets it go. A second call does nothing. */
  close(): Promise<void>;
}
