import { canonicalJson, sha256Hex } from '@tallystick/facts';
import { assertWholeNumbers } from './no-float.js';
import type { Statement } from './statement.js';

/**
 * The canonical bytes of a statement (RFC 8785), as text: what its digest is over and what a replay must give again.
 * @throws TallyError `internal-invariant` for a number that is not whole: no figure is ever a float.
 */
export function statementBytes(statement: Statement): string {
  assertWholeNumbers(statement);
  return canonicalJson(statement);
}

/** SHA-256 of the canonical bytes, in hexadecimal. */
export function statementDigest(statement: Statement): string {
  return sha256Hex(statementBytes(statement));
}
