import { isTallyError, TallyError } from '@tallystick/errors';
import {
  formatVerifierKey,
  hashOfRange,
  parseConsistencyText,
  parseTlogProof,
  parseVerifierKey,
  uncheckedCheckpoint,
  type VerifierKey,
} from '@tallystick/evidence';
import { formatInstantSeconds } from '@tallystick/quantities';
import type { Services } from '../../services.js';
import { isOriginOf } from '../keys/origin.js';
import { type LedgerEvidence, ledgerEvidence } from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';
import { MemoryTreeStore } from '../tree/tree-store.js';
import { compareLedger, type LedgerComparison, type Verdict, verdictOf } from './compare-ledger.js';
import { type HeldEvidence, type OwnHash, readHeldEvidence } from './known-ranges.js';

/** A file that was kept elsewhere: a checkpoint, a consistency proof or a `.tlog-proof`. */
export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

/** One checkpoint, and what it says of the ledger. */
interface VerifiedCheckpoint {
  readonly agreement: string;
  /** `ledger`: a fact holds it. `keys`: a key here has signed it. Otherwise the name of the file. */
  readonly from: string;
  readonly origin: string;
  readonly size: number;
  readonly verdict: Verdict;
  /** Who signed: names of keys, with the time of a cosignature. */
  readonly signedBy: readonly { readonly name: string; readonly cosignedAt: string | null }[];
}

/** The ledger of an agreement against everything that was kept of it. */
export interface ComparedLedger extends LedgerComparison {
  readonly agreement: string;
  /** How many facts the ledger has. */
  readonly facts: number;
  readonly checkpoints: readonly VerifiedCheckpoint[];
  /** A problem of the checkpoints themselves: a signature in the ledger that is wrong. */
  readonly problems: readonly string[];
}

export interface CompareQuery {
  readonly agreement: string;
  readonly against: readonly EvidenceFile[];
  /** Further keys of the log that the asker trusts. */
  readonly keys: readonly VerifierKey[];
}

/**
 * Holds an agreement's ledger against the checkpoints in it, those that keys here have signed, and files kept elsewhere.
 * The tree is made from the bytes of the facts anew; nothing that was kept of it is taken.
 *
 * @returns undefined where there is nothing to hold it against.
 * @throws TallyError `agreement-unknown`; for a file: `evidence-malformed`, `signature-refused`.
 */
export async function compareWithCheckpoints(
  services: Services,
  { agreement, against, keys }: CompareQuery,
): Promise<ComparedLedger | undefined> {
  const kept = await withLedgerTree(services, agreement, (tree) => ledgerEvidence(services, tree));
  const held = await services.evidence?.keys?.list();
  const own = (held ?? []).filter(({ name }) => isOriginOf(name, agreement));
  if (kept.checkpoints.length === 0 && against.length === 0 && own.length === 0) return undefined;
  const fresh = { ledger: services.ledger, evidence: { trees: new MemoryTreeStore() } };
  return withLedgerTree(fresh, agreement, async (tree) => {
    const evidence = await ledgerEvidence(services, tree);
    const trusted = [
      ...keys,
      ...own,
      ...[...evidence.signingKeys, ...evidence.cosigningKeys].map(({ key }) => key),
    ];
    const ownHash: OwnHash = (range) =>
      range.end <= tree.size ? hashOfRange(tree.readNode, range) : undefined;
    const { files, problems } = await readAll(services, tree, evidence, against, trusted, ownHash);
    const checkpoints = files.map(({ from, held: one }) => shown(agreement, from, one, tree.size, ownHash));
    const comparison = compareLedger(
      files.map(({ held: one }) => one),
      tree.size,
      ownHash,
    );
    return { agreement, facts: tree.size, ...comparison, checkpoints, problems };
  });
}

interface ReadEvidence {
  readonly from: string;
  readonly held: HeldEvidence;
}

async function readAll(
  services: Services,
  tree: LedgerTree,
  { signingKeys, checkpoints }: LedgerEvidence,
  against: readonly EvidenceFile[],
  keys: readonly VerifierKey[],
  ownHash: OwnHash,
): Promise<{ readonly files: readonly ReadEvidence[]; readonly problems: readonly string[] }> {
  const files: ReadEvidence[] = against.map(({ name, text }) => ({
    from: name,
    held: named(name, () => readHeldEvidence(text, keys, ownHash)),
  }));
  const problems: string[] = [];
  const add = (from: string, note: string) => {
    try {
      files.push({ from, held: readHeldEvidence(note, keys, ownHash) });
    } catch (error) {
      if (!isTallyError(error)) throw error;
      problems.push(`A checkpoint (${from}) does not hold: ${error.message}`);
    }
  };
  for (const { note } of checkpoints) add('ledger', note);
  const origins = new Set([
    ...signingKeys.map(({ key }) => key.name),
    ...files.map(({ held }) => held.checkpoint.origin),
    ...keys.map(({ name }) => name).filter((name) => isOriginOf(name, tree.agreement)),
  ]);
  for (const origin of origins) {
    for (const note of (await services.evidence?.keys?.signedByAny(origin)) ?? []) add('keys', note);
  }
  return { files, problems };
}

/** Says which file an error is about. */
function named<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!isTallyError(error)) throw error;
    throw new TallyError(error.code, `${name}: ${error.message}`, error.details, error);
  }
}

function shown(
  agreement: string,
  from: string,
  held: HeldEvidence,
  size: number,
  ownHash: OwnHash,
): VerifiedCheckpoint {
  return {
    agreement,
    from,
    origin: held.checkpoint.origin,
    size: held.checkpoint.size,
    verdict: verdictOf(held, size, ownHash),
    signedBy: held.signatures.map(({ key, cosignedAtSeconds }) => ({
      name: key.name,
      cosignedAt: cosignedAtSeconds === undefined ? null : formatInstantSeconds(cosignedAtSeconds),
    })),
  };
}

/** Which log a file is of, before anything of it is checked. @throws TallyError `evidence-malformed`. */
export function originOfFile({ name, text }: EvidenceFile): string {
  return named(name, () => {
    if (text.startsWith('old ')) return uncheckedCheckpoint(parseConsistencyText(text).note).origin;
    if (text.startsWith('c2sp.org/')) return uncheckedCheckpoint(parseTlogProof(text).note).origin;
    return uncheckedCheckpoint(text).origin;
  });
}

/** Reads keys as people write them. @throws TallyError `evidence-malformed`. */
export function readVerifierKeys(texts: readonly string[]): readonly VerifierKey[] {
  return [...new Map(texts.map(parseVerifierKey).map((key) => [formatVerifierKey(key), key])).values()];
}
