import { canonicalJson, sha256Hex } from '@tallystick/facts';
import type { Statement } from './statement.js';

/** The canonical bytes of a statement (RFC 8785), as text: what its digest is over and what a replay must give again. */
export function statementBytes(statement: Statement): string {
  return canonicalJson(statement);
}

/** SHA-256 of the canonical bytes, in hexadecimal. */
export function statementDigest(statement: Statement): string {
  return sha256Hex(statementBytes(statement));
}
