import { createPublicKey } from 'node:crypto';
import { formatConsistencyText, formatVerifierKey, type VerifierKey } from '@tallystick/evidence';
import type { RecordedFact } from '@tallystick/ledger';
import { proofIn } from '../checkpoints/read-checkpoints.js';
import type { LedgerCheckpoint } from '../ledger-evidence.js';
import type { LedgerTree } from '../tree/ledger-tree.js';

/** Files of a pack by name, as text. */
export type PackFiles = Map<string, string>;

/** What a fact is called in a pack, without the ending. */
export function factName(position: number): string {
  return `facts/${String(position).padStart(9, '0')}`;
}

/** The facts themselves, each with its proof in the newest checkpoint. */
export function addFacts(
  files: PackFiles,
  tree: LedgerTree,
  facts: readonly RecordedFact[],
  newest: LedgerCheckpoint,
): void {
  for (const fact of facts) {
    const name = factName(fact.position);
    files.set(`${name}.json`, fact.text);
    files.set(`${name}.tlog-proof`, proofIn(tree, fact, newest));
  }
}

/**
 * The newest checkpoint, earlier ones, and that it extends each of them; and each of the sizes that a reader holds, or that all
 * facts of the pack come to.
 */
export function addCheckpoints(
  files: PackFiles,
  tree: LedgerTree,
  newest: LedgerCheckpoint,
  earlier: readonly LedgerCheckpoint[],
  sizes: Iterable<number>,
): void {
  files.set('checkpoint.txt', newest.note);
  for (const { size, note } of earlier) files.set(`checkpoints/${size}.txt`, note);
  for (const size of new Set([...earlier.map((one) => one.size), ...sizes])) {
    if (size <= 0 || size >= newest.size) continue;
    const hashes = tree.consistency(size, newest.size);
    const text = formatConsistencyText({ old: size, hashes, note: newest.note });
    files.set(`consistency/${size}-${newest.size}.txt`, text);
  }
}

/** The public keys: as C2SP writes them, and one file each as openssl reads them. */
export function addKeys(files: PackFiles, keys: readonly VerifierKey[]): void {
  files.set('keys/verifier-keys.txt', keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
  for (const { keyId, publicKey } of keys) {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    files.set(`keys/${keyId}.pem`, key.export({ format: 'pem', type: 'spki' }) as string);
  }
}
