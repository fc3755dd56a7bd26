import { TallyError } from '@tallystick/errors';
import { isUuid } from '@tallystick/facts';

/**
 * A UUID as the 16 bytes that the unique index holds.
 * @throws TallyError `ledger-batch-refused` where the text is no UUID in lower case.
 */
export function factIdBytes(id: string): Buffer {
  if (!isUuid(id)) {
    throw new TallyError('ledger-batch-refused', `"${id}" is not a fact's id: a UUID in lower case.`);
  }
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The UUID that the bytes stand for. */
export function factIdText(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex');
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) => digits.slice(from, to)).join('-');
}
