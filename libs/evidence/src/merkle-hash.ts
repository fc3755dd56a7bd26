import { hash } from 'node:crypto';
import { invariant } from '@tallystick/errors';

/** SHA-256 hashes of a Merkle tree as RFC 6962, section 2.1 (RFC 9162, section 2.1.1) makes them: 32 bytes each. */
export const treeHashBytes = 32;

const leafPrefix = Buffer.from([0]);

/** What an inner node is hashed from; one for all, because a ledger hashes one a fact and hashing keeps nothing of it. */
const node = Buffer.alloc(1 + 2 * treeHashBytes);
node[0] = 1;

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyTreeRoot: Uint8Array = hash('sha256', '', 'buffer');

/** SHA-256(0x00 ‖ bytes): what the tree holds of one entry. A text stands for its UTF-8 bytes. */
export function leafHash(entry: string | Uint8Array): Buffer {
  if (typeof entry === 'string') return hash('sha256', `\0${entry}`, 'buffer');
  return hash('sha256', Buffer.concat([leafPrefix, entry]), 'buffer');
}

/** SHA-256(0x01 ‖ left ‖ right), of two hashes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  invariant(left.length === treeHashBytes && right.length === treeHashBytes, 'a node is over two hashes');
  node.set(left, 1);
  node.set(right, 1 + treeHashBytes);
  return hash('sha256', node, 'buffer');
}

/** Whether two hashes are the same bytes. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
