import { TallyError } from '@tallystick/errors';
import type { Statement } from './statement.js';

/**
 * A sealed statement as the typed shape. It was validated when it was made and its digest guards it since, so only
 * what a reader must know first is looked at: its format and its semantics.
 *
 * @throws TallyError `semantics-unknown` for another format or semantics than this program has.
 */
export function readStatement(value: unknown): Statement {
  const { format, semantics } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly format?: unknown;
    readonly semantics?: unknown;
  };
  if (format !== 1 || semantics !== 1) {
    throw new TallyError(
      'semantics-unknown',
      `The statement has format ${JSON.stringify(format)} and semantics ${JSON.stringify(semantics)}; ` +
        'this program has format 1 and semantics 1.',
    );
  }
  return value as Statement;
}
