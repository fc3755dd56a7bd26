import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The secret of an API token: `tally_`, 43 digits in base 62 of 256 random bits, 6 digits of a checksum over them. The
 * prefix lets scanners of source code find a leaked one; the checksum tells a mistyped one without asking the store.
 *
 * Of a secret only its SHA-256 digest is kept. A slow hash is for what people choose and others can guess; of 256 random
 * bits nothing can be guessed, and a slow hash would only slow down every request.
 */
const prefix = 'tally_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const bodyDigits = 43;
const checksumDigits = 6;
const shape = /^tally_[0-9A-Za-z]{49}$/;

export interface SecretDigest {
  /** The first 8 bytes of the digest in hexadecimal: finds the token, names it in lists, and is no secret. */
  readonly id: string;
  /** SHA-256 of the whole secret. */
  readonly digest: Buffer;
}

export function newSecret(): string {
  const body = inBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), bodyDigits);
  return `${prefix}${body}${checksumOf(body)}`;
}

/** Whether a text can be a secret of ours at all: its form and checksum. */
export function isSecret(text: string): boolean {
  return (
    shape.test(text) && checksumOf(text.slice(prefix.length, -checksumDigits)) === text.slice(-checksumDigits)
  );
}

/** Whether somebody means it as one of our secrets, be it right or wrong. */
export function looksLikeSecret(text: string): boolean {
  return text.startsWith(prefix);
}

export function digestOf(secret: string): SecretDigest {
  const digest = createHash('sha256').update(secret).digest();
  return { id: digest.toString('hex', 0, 8), digest };
}

function checksumOf(body: string): string {
  let text = '';
  for (let rest = crc32(body); text.length < checksumDigits; rest = Math.floor(rest / 62)) {
    text = digits[rest % 62]! + text;
  }
  return text;
}

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = digits[Number(rest % 62n)]! + text;
  return text;
}
