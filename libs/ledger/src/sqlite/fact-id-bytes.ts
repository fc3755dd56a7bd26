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

/** The UUID of 32 hexadecimal digits. */
export function factIdOfDigits(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
