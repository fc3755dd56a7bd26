import { hash } from 'node:crypto';

/** SHA-256 hashes of a Merkle tree as RFC 6962, section 2.1 (RFC 9162, section 2.1.1) makes them: 32 bytes each. */
export const treeHashBytes = 32;

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyTreeRoot: Uint8Array = hash('sha256', '', 'buffer');

/** SHA-256(0x00 ‖ bytes): what the tree holds of one entry. A text stands for its UTF-8 bytes. */
export function leafHash(entry: string | Uint8Array): Buffer {
  const bytes = typeof entry === 'string' ? Buffer.from(entry, 'utf8') : entry;
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer');
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/** Whether two hashes are the same bytes. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
