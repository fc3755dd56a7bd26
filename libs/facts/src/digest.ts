import { hash } from 'node:crypto';

/** The SHA-256 digest of bytes, or of a text as UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
