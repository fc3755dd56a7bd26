import { TallyError } from './tally-error.js';

/**
 * States what must hold whatever the input was. It stays on in production: a figure made from a broken
 * assumption is worse than no figure.
 *
 * @throws TallyError `internal-invariant` where the condition is false.
 */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) {
    throw new TallyError('internal-invariant', `Invariant broken: ${what}.`);
  }
}
