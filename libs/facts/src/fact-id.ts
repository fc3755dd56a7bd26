import { invariant, TallyError } from '@tallystick/errors';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { sha256Hex } from './digest.js';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a UUID in lower case, of whatever version. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/**
 * The id of a fact that is known by something else, e.g. the system, record, revision and type of an import: the same
 * parts at the same instant always give the same id, so that a repeated import records nothing twice.
 *
 * It is a UUIDv8 (RFC 9562 section 5.8): 48 bits of `effectiveAt`, then 74 bits of the SHA-256 digest over the parts,
 * each framed by its length so that no two lists of parts read the same. The instant in front keeps the ids of an
 * import nearly sorted, and with them the ledger's unique index. What happened before 1970 counts as 1970 there.
 *
 * @throws TallyError `fact-invalid` for a part with half of a surrogate pair, which has no UTF-8 bytes of its own.
 */
export function factIdOf(parts: readonly string[], effectiveAt: EpochMilliseconds): string {
  invariant(
    Number.isSafeInteger(effectiveAt) && effectiveAt < 2 ** 48,
    'an instant fits into the 48 bits of a fact id',
  );
  let framed = '';
  for (const part of parts) framed += `${part.length}:${part},`;
  if (!framed.isWellFormed()) {
    throw new TallyError(
      'fact-invalid',
      `A fact cannot be identified by ${JSON.stringify(parts)}: half of a surrogate pair is no character.`,
    );
  }
  const digest = sha256Hex(framed);
  const time = Math.max(0, effectiveAt).toString(16).padStart(12, '0');
  // RFC 9562: the two highest bits of the 17th digit are the variant 10; the two lower ones stay the digest's own.
  const variant = '89ab'[Number.parseInt(digest[3]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}
