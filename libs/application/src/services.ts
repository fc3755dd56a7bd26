import type { ZoneTable } from '@tallystick/calendar';
import type { Ledger } from '@tallystick/ledger';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { SubjectKeys } from './erasure/subject-keys.js';
import type { EvidenceStores } from './evidence/evidence-stores.js';
import type { SegmentStore } from './knowledge/segment-store.js';
import type { TimelineSource } from './knowledge/timeline-source.js';

/** What the use cases stand on; handed in, so that tests and the demo bring their own clock and zones. */
export interface Services {
  readonly ledger: Ledger;
  /** The instant that now is. It decides what may be stated already, and never what a statement says. */
  readonly clock: () => EpochMilliseconds;
  readonly zones: ZoneTable;
  /** Where queries keep what they folded. Absent: each query reads every fact. */
  readonly segments?: SegmentStore;
  /** Merkle trees and keys. Absent: trees are made anew for each question, and nothing is signed. */
  readonly evidence?: EvidenceStores;
  /** Where queries find what they folded before, in memory. Absent: each query folds anew. */
  readonly timelines?: TimelineSource;
  /** The keys that seal personal text. Absent: what is recorded stays plain, and what is sealed stays sealed. */
  readonly subjects?: SubjectKeys;
  /** SQLite files that may hold what sources pushed, as it came; an erasure clears them. */
  readonly leftovers?: readonly string[];
}
