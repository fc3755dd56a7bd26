import { setImmediate as nextTurn } from 'node:timers/promises';
import { TallyError } from '@tallystick/errors';
import { isUuid } from '@tallystick/facts';
import { checkAgreementName, checkFactSize } from '../batch.js';
import type { LedgerHead } from '../port.js';
import { readEnvelope, type RecordedEnvelope } from '../recorded-text.js';
import { isConstraintError } from './sqlite-errors.js';
import type { LedgerStatements } from './statements.js';
import { FactWriter } from './write.js';

function invalid(agreement: string, line: number, problem: string): TallyError {
  return new TallyError(
    'restore-invalid',
    `Nothing of "${agreement}" was restored: line ${line}: ${problem}.`,
    [{ place: `line ${line}`, problem }],
  );
}

function checkLine(
  agreement: string,
  line: number,
  text: string,
  last: RecordedEnvelope | undefined,
): RecordedEnvelope {
  checkFactSize(text, `line ${line}`);
  const reading = readEnvelope(text);
  if (reading.kind === 'unreadable') {
    throw invalid(agreement, line, reading.problem);
  }
  const { envelope } = reading;
  if (!reading.canonical) {
    throw invalid(agreement, line, 'the text is not the RFC 8785 form that the ledger recorded');
  }
  if (envelope.agreement !== agreement) {
    throw invalid(agreement, line, `the fact belongs to the agreement "${envelope.agreement}"`);
  }
  if (!isUuid(envelope.id)) {
    throw invalid(agreement, line, `the id "${envelope.id}" is not a UUID in lower case`);
  }
  if (last !== undefined && envelope.recordedAt < last.recordedAt) {
    throw invalid(agreement, line, 'the fact was recorded before the fact of the line before');
  }
  return envelope;
}

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
      last = checkLine(agreement, line, text, last);
      writer ??= new FactWriter(statements, agreement, undefined, last.recordedAt);
      try {
        writer.write(last.id, last.recordedAt, text);
      } catch (error) {
        throw isConstraintError(error) ? invalid(agreement, line, `the id ${last.id} stood before`) : error;
      }
    }
    await nextTurn();
  }
  if (writer === undefined) {
    throw invalid(agreement, 1, 'there are no facts to restore');
  }
  return writer.finish();
}
