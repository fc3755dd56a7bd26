import { createHash } from 'node:crypto';
import { TallyError } from '@tallystick/errors';
import { base64Of, bytesOfBase64 } from './base64.js';
import { signatureTypeOfByte, signatureTypes, type SignatureType } from './signature-type.js';

/** A public key as whoever checks a note holds it; its text is a C2SP verifier key, or vkey. */
export interface VerifierKey {
  /** Who signs: an address without a scheme, such as `ledger.example.com/acme`. No blanks, no plus. */
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
  /** Eight lower-case hexadecimal digits; with the name, what tells keys apart. No proof of anything by itself. */
  readonly keyId: string;
}

const nameLimit = 255;

/**
 * Whether a text may name a key or a log. The rules are signed-note's, and no control characters.
 *
 * @throws TallyError `evidence-malformed`.
 */
export function requireKeyName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (name === '' || name.length > nameLimit || /[\s\p{Z}+\u0000-\u001f\u007f-\u009f]/u.test(name)) {
    throw new TallyError(
      'evidence-malformed',
      `"${name.slice(0, nameLimit)}" cannot name a key: 1 to ${nameLimit} characters without blanks and plus signs.`,
    );
  }
}

/** @throws TallyError `evidence-malformed` where the name or the bytes are not those of such a key. */
export function verifierKeyOf(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  requireKeyName(name);
  const { byte, publicKeyBytes } = signatureTypes[type];
  if (publicKey.length !== publicKeyBytes) {
    throw new TallyError('evidence-malformed', `A key of type ${type} has ${publicKeyBytes} bytes.`);
  }
  const digest = createHash('sha256')
    .update(`${name}\n`, 'utf8')
    .update(Buffer.from([byte]))
    .update(publicKey)
    .digest('hex');
  return Object.freeze({ name, type, publicKey, keyId: digest.slice(0, 8) });
}

/** `<name>+<key id>+<base64 of type and key>`: safe to give to everybody. */
export function formatVerifierKey(key: VerifierKey): string {
  const material = Buffer.concat([Buffer.from([signatureTypes[key.type].byte]), key.publicKey]);
  return `${key.name}+${key.keyId}+${base64Of(material)}`;
}

/** @throws TallyError `evidence-malformed` where the text is no verifier key, or its id is not that of the key. */
export function parseVerifierKey(text: string): VerifierKey {
  const trimmed = text.trim();
  const [, name, keyId, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(trimmed) ?? [];
  if (name === undefined || keyId === undefined || material === undefined) {
    throw new TallyError(
      'evidence-malformed',
      'A verifier key is written NAME+ID+KEY: a name, eight hexadecimal digits and base64.',
    );
  }
  const bytes = bytesOfBase64(material, 'The key');
  const key = verifierKeyOf(name, signatureTypeOfByte(bytes[0]), bytes.subarray(1));
  if (key.keyId !== keyId) {
    throw new TallyError(
      'evidence-malformed',
      `The id ${keyId} is not that of the key: it would be ${key.keyId}.`,
    );
  }
  return key;
}
