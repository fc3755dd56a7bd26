import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { invariant, TallyError } from '@tallystick/errors';

/**
 * The kinds of signature on notes. `ed25519`: over the text (C2SP signed-note, type 0x01). `ed25519-cosignature`: over
 * a time and a checkpoint (C2SP tlog-cosignature, type 0x04).
 */
export type SignatureType = 'ed25519' | 'ed25519-cosignature';

/** Signs bytes with Ed25519 (RFC 8032): 64 bytes. A key in a file, a token or a service of keys can stand behind it. */
export type SignBytes = (message: Uint8Array) => Uint8Array;

/** What a signature says beside who signed. */
export interface SignatureClaim {
  /** When a cosignature was made: seconds since 1970 (tlog-cosignature). Absent from other signatures. */
  readonly cosignedAtSeconds?: number;
}

/** How one kind of signature is made and checked; another kind is another entry of `signatureTypes`. */
interface SignatureScheme {
  /** The byte that stands for it in verifier keys and key ids. */
  readonly byte: number;
  readonly publicKeyBytes: number;
  sign(signBytes: SignBytes, text: string, atSeconds: number): Uint8Array;
  /** What the signature says, or undefined where it is not one of this text by this key. */
  verify(publicKey: Uint8Array, text: string, signature: Uint8Array): SignatureClaim | undefined;
}

/** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, section 4). */
const ed25519SpkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const ed25519Bytes = 32;
const ed25519SignatureBytes = 64;

/** An Ed25519 public key of 32 bytes as Node's crypto takes it. */
function ed25519PublicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([ed25519SpkiPrefix, bytes]), format: 'der', type: 'spki' });
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== ed25519SignatureBytes) return false;
  return verify(null, message, ed25519PublicKey(publicKey), signature);
}

/** The message under a cosignature: header, time, and the checkpoint's text with its last newline. */
function cosignedMessage(text: string, atSeconds: number | bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${text}`, 'utf8');
}

const timestampBytes = 8;

/** The registry of kinds: pluggable, because C2SP adds kinds (ML-DSA-44 is the next). */
export const signatureTypes: Readonly<Record<SignatureType, SignatureScheme>> = Object.freeze({
  ed25519: {
    byte: 0x01,
    publicKeyBytes: ed25519Bytes,
    sign: (signBytes, text) => signBytes(Buffer.from(text, 'utf8')),
    verify: (publicKey, text, signature) =>
      verifyEd25519(publicKey, Buffer.from(text, 'utf8'), signature) ? {} : undefined,
  },
  'ed25519-cosignature': {
    byte: 0x04,
    publicKeyBytes: ed25519Bytes,
    sign: (signBytes, text, atSeconds) => {
      invariant(Number.isSafeInteger(atSeconds) && atSeconds > 0, 'a cosignature is made after 1970');
      const timestamp = Buffer.alloc(timestampBytes);
      timestamp.writeBigUInt64BE(BigInt(atSeconds));
      return Buffer.concat([timestamp, signBytes(cosignedMessage(text, atSeconds))]);
    },
    verify: (publicKey, text, signature) => {
      if (signature.length !== timestampBytes + ed25519SignatureBytes) return undefined;
      const timestamp = Buffer.from(signature.subarray(0, timestampBytes)).readBigUInt64BE();
      if (timestamp > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
      const message = cosignedMessage(text, timestamp);
      if (!verifyEd25519(publicKey, message, signature.subarray(timestampBytes))) return undefined;
      return { cosignedAtSeconds: Number(timestamp) };
    },
  },
});

/** @throws TallyError `evidence-malformed` for a kind that is not known here. */
export function signatureTypeOfByte(byte: number | undefined): SignatureType {
  for (const [type, scheme] of Object.entries(signatureTypes)) {
    if (scheme.byte === byte) return type as SignatureType;
  }
  throw new TallyError(
    'evidence-malformed',
    `The key is of a kind that is not known here (signature type ${byte ?? 'missing'}).`,
  );
}
