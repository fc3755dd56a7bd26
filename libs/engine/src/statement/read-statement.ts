import { TallyError } from '@tallystick/errors';
import { asFormat2 } from './format-1/as-format-2.js';
import type { Statement1 } from './format-1/statement-1.js';
import type { Statement } from './statement.js';

/** A sealed statement in the format that it was sealed in. */
export type SealedStatement = Statement | Statement1;

/**
 * A sealed statement as it is. It was validated when it was made and its digest guards it since, so only what a reader
 * must know first is looked at: its format and its semantics.
 *
 * @throws TallyError `semantics-unknown` for another format or semantics than this program has.
 */
export function readSealedStatement(value: unknown): SealedStatement {
  const { format, semantics } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly format?: unknown;
    readonly semantics?: unknown;
  };
  if ((format !== 1 && format !== 2) || semantics !== 1) {
    throw new TallyError(
      'semantics-unknown',
      `The statement has format ${JSON.stringify(format)} and semantics ${JSON.stringify(semantics)}; ` +
        'this program has formats 1 and 2 and semantics 1.',
    );
  }
  return value as SealedStatement;
}

/**
 * A sealed statement as the typed shape of today, whatever its format.
 *
 * @throws TallyError `semantics-unknown` as `readSealedStatement` does.
 */
export function readStatement(value: unknown): Statement {
  const sealed = readSealedStatement(value);
  return sealed.format === 1 ? asFormat2(sealed) : sealed;
}
