import { hash } from 'node:crypto';

/**
 * The hash chain over an agreement's ledger (README.md shows it for a reader who checks it elsewhere):
 *
 *     leaf(n)   = SHA-256(0x00 ‖ bytes of fact n)                 the leaf of RFC 6962, section 2.1
 *     chain(-1) = SHA-256(frame("tallystick/chain/1") ‖ frame(agreement))
 *     chain(n)  = SHA-256(0x02 ‖ chain(n-1) ‖ leaf(n))
 *     frame(t)  = the length of t in UTF-8 bytes as 4 bytes, highest first ‖ the UTF-8 bytes of t
 *
 * 0x00 and 0x01 are taken by RFC 6962 for leaves and inner nodes, so that no link can pass for either.
 */

/**
 * 32 hash bytes as a text of 32 characters, one a byte. Hashing into and out of such texts is twice as fast as
 * through buffers (measured on Node 24), and a ledger hashes every fact. Node calls the encoding latin1, or binary.
 */
export type HashText = string & { readonly hashText: unique symbol };

const domain = 'tallystick/chain/1';
const hashBytes = 32;

function frame(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The chain of an agreement before its first fact. */
export function chainBefore(agreement: string): HashText {
  return hash('sha256', Buffer.concat([frame(domain), frame(agreement)]), 'binary') as HashText;
}

const link = Buffer.alloc(1 + 2 * hashBytes);
link[0] = 2;

function extend(previous: HashText, leaf: string): HashText {
  link.write(previous, 1, 'latin1');
  link.write(leaf, 1 + hashBytes, 'latin1');
  return hash('sha256', link, 'binary') as HashText;
}

/** The chain after a fact, from the chain before it and the fact's canonical text. */
export function extendChain(previous: HashText, text: string): HashText {
  return extend(previous, hash('sha256', `\0${text}`, 'binary'));
}

const leafPrefix = Buffer.from([0]);

/** The same from bytes that are not UTF-8, as only damage gives them. */
export function extendChainBytes(previous: HashText, bytes: Uint8Array): HashText {
  return extend(previous, hash('sha256', Buffer.concat([leafPrefix, bytes]), 'binary'));
}

export function hashTextOf(bytes: Uint8Array): HashText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('binary') as HashText;
}

export function hashTextToBytes(chain: HashText): Buffer {
  return Buffer.from(chain, 'latin1');
}

/** Lower-case hexadecimal, as heads and reports show it. */
export function hashTextToHex(chain: HashText): string {
  return Buffer.from(chain, 'latin1').toString('hex');
}

/** What the chain of an agreement comes to over these canonical texts, for calculations without a ledger. */
export function chainHashOver(agreement: string, texts: Iterable<string>): string {
  let chain = chainBefore(agreement);
  for (const text of texts) chain = extendChain(chain, text);
  return hashTextToHex(chain);
}

export function hashTextOfHex(digits: string): HashText {
  return Buffer.from(digits, 'hex').toString('latin1') as HashText;
}
