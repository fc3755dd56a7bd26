import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { TallyError } from '@tallystick/errors';
import type { SignatureType, SignBytes } from './signature-type.js';
import { type VerifierKey, verifierKeyOf } from './verifier-key.js';

/** Whoever can sign: the public key, and a way to have bytes signed. The private key itself is not part of it. */
export interface Signer {
  readonly key: VerifierKey;
  readonly signBytes: SignBytes;
}

const ed25519Bytes = 32;

/**
 * A signer by an Ed25519 private key.
 *
 * @throws TallyError `evidence-malformed` for a key of another kind, or a name that cannot be one.
 */
export function ed25519Signer(name: string, type: SignatureType, privateKey: KeyObject): Signer {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') {
    throw new TallyError('evidence-malformed', 'The private key is not an Ed25519 key.');
  }
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return Object.freeze({
    key: verifierKeyOf(name, type, spki.subarray(spki.length - ed25519Bytes)),
    signBytes: (message: Uint8Array) => sign(null, message, privateKey),
  });
}
