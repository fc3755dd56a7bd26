import { TallyError } from '@tallystick/errors';
import { factIdOf } from '@tallystick/facts';

/** Names one request of one asker, so that it is the same request however often it is sent. */
export interface IdempotencyKey {
  /** What the asker called it. */
  readonly key: string;
  /** What was asked for; keys of different operations are different requests. */
  readonly operation: string;
  /** Who asks: the party, and the person or program that speaks for it. Their keys never meet those of others. */
  readonly asker: readonly string[];
}

const longestKey = 200;

/** The id of the fact at `index` of those that a request records. It does not know when the request was made. */
export function keyedFactId(
  agreement: string,
  { key, operation, asker }: IdempotencyKey,
  index: number,
): string {
  return factIdOf(['asked', agreement, operation, key, String(index), ...asker], 0);
}

/** @throws TallyError `usage` for a key that is blank or too long. */
export function requireKey(key: string): string {
  if (key.trim() !== '' && key.length <= longestKey && key.isWellFormed()) return key;
  throw new TallyError('usage', 'The idempotency key is not one.', [
    {
      place: 'idempotencyKey',
      problem: `It is blank, longer than ${longestKey} characters, or no text.`,
      mend: 'Make a new UUID for each request.',
    },
  ]);
}
