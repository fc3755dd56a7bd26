import { hash } from 'node:crypto';

/** Names of the streams of one ledger. A ledger's name has neither `-` nor `:`, so that no two ledgers share a stream. */
export class StreamNames {
  /** With which the stream of every agreement begins; what the one subscription is filtered by. */
  readonly prefix: string;
  /** The stream that names every agreement, each before its first fact. */
  readonly register: string;

  constructor(ledger: string) {
    this.prefix = `${ledger}-`;
    this.register = `${ledger}:agreements`;
  }

  ofAgreement(agreement: string): string {
    return this.prefix + agreement;
  }

  agreementOf(stream: string): string {
    return stream.slice(this.prefix.length);
  }
}

/** A UUID of RFC 9562, version 8, out of the first 16 of these bytes. */
export function uuidOfBytes(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes.subarray(0, 16));
  digits[6] = (digits[6]! & 0x0f) | 0x80;
  digits[8] = (digits[8]! & 0x3f) | 0x80;
  const hex = digits.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID that follows from a text. */
export function uuidOfText(text: string): string {
  return uuidOfBytes(hash('sha256', text, 'buffer'));
}
