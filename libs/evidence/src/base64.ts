import { TallyError } from '@tallystick/errors';

/** Standard base64 with padding (RFC 4648, section 4), as every C2SP text uses it. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * The bytes of a base64 text that is written in the only way it can be: padded, without blanks, with unused bits zero.
 * Two texts for the same bytes would let a signed file be changed unseen.
 *
 * @param what names the text in the error.
 * @throws TallyError `evidence-malformed`.
 */
export function bytesOfBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) {
    throw new TallyError('evidence-malformed', `${what} is not standard base64.`);
  }
  return bytes;
}
