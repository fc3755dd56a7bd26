import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodesOfTiles,
  type ReadNode,
  rootOf,
  sameHash,
  treeHashBytes,
  verifyConsistency,
  verifyInclusion,
} from '@tallystick/evidence';
import { invariant, isTallyError, TallyError } from '@tallystick/errors';
import type { LedgerHead, RecordedFact } from '@tallystick/ledger';
import { headAt } from '../../knowledge/head-at.js';
import { agreementUnknown } from '../../knowledge/known-at.js';
import type { Services } from '../../services.js';
import { GrowingTree } from './grow-tree.js';
import { MemoryTreeStore, type TreeStore } from './tree-store.js';

/** The Merkle tree over an agreement's ledger, as of one head. */
export interface LedgerTree {
  readonly agreement: string;
  readonly head: LedgerHead;
  /** How many facts it covers: one more than the head's position. */
  readonly size: number;
  /** The positions of facts about keys and checkpoints, in order. */
  readonly marks: readonly number[];
  /** The hash of a perfect subtree. */
  readonly readNode: ReadNode;
  rootAt(size: number): Uint8Array;
  /** The proof that a fact is in the tree of a size, checked against the fact's own bytes before it is given. */
  inclusion(fact: RecordedFact, size: number): readonly Uint8Array[];
  /** The proof that the tree of `to` begins with that of `from`, checked before it is given. */
  consistency(from: number, to: number): readonly Uint8Array[];
}

/** What was kept cannot be used, so that it is made from the ledger again. */
class KeptTreeDamaged extends Error {}

/** So many facts are read and hashed before the tree is saved on the way. */
const factsPerSave = 50_000;

/**
 * Does something with the tree over everything recorded, or up to `known`. What was kept is taken where the ledger is
 * still the one that it was made from; only what came since is read, and held against the chain. Whatever turns out to be
 * wrong with what was kept, the tree is made anew and the work is done again, so it must be safe to do twice.
 *
 * @throws TallyError `agreement-unknown`, `ledger-broken`; whatever the work throws.
 */
export async function withLedgerTree<Result>(
  services: Pick<Services, 'ledger' | 'evidence'>,
  agreement: string,
  work: (tree: LedgerTree) => Result | Promise<Result>,
  known?: LedgerHead,
): Promise<Result> {
  const head = known ?? (await services.ledger.head(agreement));
  if (head === undefined) throw agreementUnknown(agreement);
  const store = services.evidence?.trees ?? new MemoryTreeStore();
  for (const trees of [store, store]) {
    try {
      return await work(await grownTree(services, trees, head));
    } catch (error) {
      if (!(error instanceof KeptTreeDamaged)) throw error;
      await store.drop(agreement);
    }
  }
  // A store that is damaged again at once is not used: nothing of what is made now was kept by it.
  return work(await grownTree(services, new MemoryTreeStore(), head));
}

async function grownTree(
  services: Pick<Services, 'ledger'>,
  store: TreeStore,
  head: LedgerHead,
): Promise<LedgerTree> {
  const { agreement } = head;
  const size = head.position + 1;
  const kept = await usableTree(services, store, head);
  const tile = (level: number, index: number): Uint8Array => {
    const hashes = store.tile(agreement, level, index);
    if (hashes === undefined) throw new KeptTreeDamaged();
    return hashes;
  };
  if (kept !== undefined && kept.size >= size) {
    const marks = kept.marks.filter((position) => position < size);
    return treeOver(head, marks, nodesOf(tile, kept.size));
  }
  const tree = new GrowingTree(kept, tile);
  let from = tree.size;
  // Tiles that could not be saved, because another process saved first or the file cannot be written, stay in memory.
  const unsaved = new Map<string, Uint8Array>();
  let isSaving = true;
  const save = async () => {
    const tiles = tree.takeTiles();
    const { chainHash } = await headAt(services, head, tree.size - 1);
    isSaving &&= await store.save(agreement, from, tree.kept(chainHash), tiles);
    if (!isSaving) for (const { level, index, hashes } of tiles) unsaved.set(`${level}/${index}`, hashes);
    from = tree.size;
  };
  const range = { from, until: head.position, verifyWhileReading: true };
  for await (const page of services.ledger.read(agreement, range)) {
    for (const fact of page) tree.append(fact);
    if (tree.size - from >= factsPerSave) await save();
  }
  await save();
  invariant(tree.size === size, 'a tree has grown to the head');
  const readNode = nodesOf((level, index) => unsaved.get(`${level}/${index}`) ?? tile(level, index), size);
  if (!sameHash(rootOf(readNode, size), tree.root())) throw new KeptTreeDamaged();
  return treeOver(head, tree.kept(head.chainHash).marks, readNode);
}

/** What is kept, where it is of this very ledger. */
async function usableTree(services: Pick<Services, 'ledger'>, store: TreeStore, head: LedgerHead) {
  const kept = await store.load(head.agreement);
  if (kept === undefined) return undefined;
  const newest = (await services.ledger.head(head.agreement)) ?? head;
  if (kept.size === 0 || kept.size > newest.position + 1) throw new KeptTreeDamaged();
  const { chainHash } = await headAt(services, newest, kept.size - 1);
  if (chainHash !== kept.chainHash) throw new KeptTreeDamaged();
  return kept;
}

/** Reads each tile once, and hashes each node once. */
function nodesOf(tile: (level: number, index: number) => Uint8Array, size: number): ReadNode {
  const tiles = new Map<string, Uint8Array>();
  const nodes = new Map<string, Uint8Array>();
  const readNode = nodesOfTiles(({ level, index, width }) => {
    const key = `${level}/${index}`;
    const bytes = tiles.get(key) ?? tile(level, index);
    if (bytes.length < width * treeHashBytes) throw new KeptTreeDamaged();
    tiles.set(key, bytes);
    return bytes;
  }, size);
  return (level, index) => {
    const key = `${level}/${index}`;
    const known = nodes.get(key) ?? readNode(level, index);
    nodes.set(key, known);
    return known;
  };
}

function treeOver(head: LedgerHead, marks: readonly number[], readNode: ReadNode): LedgerTree {
  const size = head.position + 1;
  const within = (wanted: number) => {
    if (wanted <= size) return wanted;
    throw new TallyError(
      'ledger-position-unknown',
      `The ledger of "${head.agreement}" has ${size} facts, not ${wanted}.`,
    );
  };
  const rootAt = (wanted: number) => rootOf(readNode, within(wanted));
  return {
    agreement: head.agreement,
    head,
    size,
    marks,
    readNode,
    rootAt,
    inclusion: (fact, wanted) => {
      const proof = inclusionProof(readNode, fact.position, within(wanted));
      const claim = { index: fact.position, size: wanted, leafHash: leafHash(fact.text), proof };
      requireGood(() => verifyInclusion({ ...claim, root: rootAt(wanted) }));
      return proof;
    },
    consistency: (from, to) => {
      const proof = consistencyProof(readNode, from, within(to));
      requireGood(() => verifyConsistency({ from, to, fromRoot: rootAt(from), toRoot: rootAt(to), proof }));
      return proof;
    },
  };
}

/** A proof that was just made and does not hold is a sign of damage in what was kept: it is never given away. */
function requireGood(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (isTallyError(error) && error.code === 'proof-refused') throw new KeptTreeDamaged();
    throw error;
  }
}
