import { TallyError } from '@tallystick/errors';
import { isUuid } from '@tallystick/facts';
import { checkFactSize } from './batch.js';
import { readEnvelope, type RecordedEnvelope } from './recorded-text.js';

export function invalidLine(agreement: string, line: number, problem: string): TallyError {
  return new TallyError(
    'restore-invalid',
    `Nothing of "${agreement}" was restored: line ${line}: ${problem}.`,
    [{ place: `line ${line}`, problem }],
  );
}

/**
 * What every adapter asks of a line of an export, given the line before.
 * @throws TallyError `restore-invalid` naming the line, `ledger-batch-refused` where the fact is too large.
 */
export function checkRestoredLine(
  agreement: string,
  line: number,
  text: string,
  last: RecordedEnvelope | undefined,
): RecordedEnvelope {
  checkFactSize(text, `line ${line}`);
  const reading = readEnvelope(text);
  if (reading.kind === 'unreadable') {
    throw invalidLine(agreement, line, reading.problem);
  }
  const { envelope } = reading;
  if (!reading.canonical) {
    throw invalidLine(agreement, line, 'the text is not the RFC 8785 form that the ledger recorded');
  }
  if (envelope.agreement !== agreement) {
    throw invalidLine(agreement, line, `the fact belongs to the agreement "${envelope.agreement}"`);
  }
  if (!isUuid(envelope.id)) {
    throw invalidLine(agreement, line, `the id "${envelope.id}" is not a UUID in lower case`);
  }
  if (last !== undefined && envelope.recordedAt < last.recordedAt) {
    throw invalidLine(agreement, line, 'the fact was recorded before the fact of the line before');
  }
  return envelope;
}
