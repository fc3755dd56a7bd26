import { setImmediate as nextTurn } from 'node:timers/promises';
import { TallyError } from '@tallystick/errors';
import { checkAgreementName } from '../batch.js';
import type { LedgerHead } from '../port.js';
import type { RecordedEnvelope } from '../recorded-text.js';
import { checkRestoredLine, invalidLine } from '../restored-line.js';
import { isConstraintError } from './sqlite-errors.js';
import type { LedgerStatements } from './statements.js';
import { FactWriter } from './write.js';

/**
 * Takes the lines of an export in as the whole ledger of an agreement (port.ts, `restore`). Runs inside an immediate
 * transaction of a connection of its own; whatever it throws, the caller rolls back.
 */
export async function restoreFacts(
  statements: LedgerStatements,
  agreement: string,
  pages: AsyncIterable<readonly string[]>,
): Promise<LedgerHead> {
  checkAgreementName(agreement);
  if (statements.agreementByName.get(agreement) !== undefined) {
    throw new TallyError('restore-not-empty', `The ledger holds the agreement "${agreement}" already.`);
  }
  let writer: FactWriter | undefined;
  let last: RecordedEnvelope | undefined;
  let line = 0;
  for await (const page of pages) {
    for (const text of page) {
      line += 1;
      last = checkRestoredLine(agreement, line, text, last);
      writer ??= new FactWriter(statements, agreement, undefined, last.recordedAt);
      try {
        writer.write(last.id, last.recordedAt, text);
      } catch (error) {
        throw isConstraintError(error)
          ? invalidLine(agreement, line, `the id ${last.id} stood before`)
          : error;
      }
    }
    await nextTurn();
  }
  if (writer === undefined) {
    throw invalidLine(agreement, 1, 'there are no facts to restore');
  }
  return writer.finish();
}
