import type { KeyFolder } from './keys/key-folder.js';
import type { TreeStore } from './tree/tree-store.js';

/** What evidence is made with, beside the ledger. */
export interface EvidenceStores {
  /** Where Merkle trees are kept between questions. */
  readonly trees: TreeStore;
  /** The folder of keys. Absent: nothing is signed here. */
  readonly keys?: KeyFolder;
}
