import { TallyError } from '@tallystick/errors';
import { canonicalJson, parseStrictJson } from '@tallystick/facts';
import { base64Of, bytesOfBase64 } from './base64.js';
import { verifyEd25519 } from './signature-type.js';
import type { Signer } from './signer.js';
import type { VerifierKey } from './verifier-key.js';

/** What a DSSE envelope (secure-systems-lab/dsse, version 1) holds, once its signatures are checked. */
export interface OpenedEnvelope {
  readonly payloadType: string;
  readonly payload: Buffer;
  /** The keys that signed, among those handed in; at least one. */
  readonly signedBy: readonly VerifierKey[];
}

/** The bytes that are signed: `DSSEv1 <length of type> <type> <length of payload> <payload>`, lengths in bytes. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), payload]);
}

/** How an envelope names a key: a hint that nobody signed, as DSSE says. */
function keyIdOf(key: VerifierKey): string {
  return `${key.name}+${key.keyId}`;
}

/**
 * A payload in an envelope: RFC 8785 JSON with `payload`, `payloadType` and one signature a signer. A key of a log may
 * sign both checkpoints and envelopes: no checkpoint begins with `DSSEv1` and a blank, because an origin has no blanks.
 *
 * @throws TallyError `signature-refused` for the key of a cosigner, which signs checkpoints only.
 */
export function signEnvelope(payloadType: string, payload: Uint8Array, signers: readonly Signer[]): string {
  const message = preAuthenticationEncoding(payloadType, payload);
  const signatures = signers.map(({ key, signBytes }) => {
    if (key.type !== 'ed25519') {
      throw new TallyError('signature-refused', `${keyIdOf(key)} signs checkpoints only.`);
    }
    return { keyid: keyIdOf(key), sig: base64Of(signBytes(message)) };
  });
  return canonicalJson({ payload: base64Of(payload), payloadType, signatures });
}

function malformed(problem: string): never {
  throw new TallyError('evidence-malformed', `The envelope is not one of DSSE: ${problem}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readEnvelope(text: string) {
  const value = parseStrictJson(text, 'the envelope');
  if (!isRecord(value)) malformed('it is no object.');
  const { payload, payloadType, signatures } = value;
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) {
    malformed('it lacks payload, payloadType or signatures.');
  }
  return {
    payloadType,
    payload: bytesOfBase64(payload, 'The payload'),
    signatures: signatures.map((line: unknown) => {
      if (!isRecord(line) || typeof line.sig !== 'string') malformed('a signature has no sig.');
      return bytesOfBase64(line.sig, 'A signature');
    }),
  };
}

/**
 * Checks an envelope by the keys that the caller trusts. What the envelope says of its keys decides nothing.
 *
 * @param payloadType the type that the caller understands.
 * @throws TallyError `evidence-malformed`, `json-invalid`; `signature-refused` where none of the keys signed it.
 */
export function openEnvelope(
  text: string,
  payloadType: string,
  keys: readonly VerifierKey[],
): OpenedEnvelope {
  const envelope = readEnvelope(text);
  if (envelope.payloadType !== payloadType) malformed(`its payload is "${envelope.payloadType}".`);
  const message = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const signedBy = keys.filter(
    (key) =>
      key.type === 'ed25519' &&
      envelope.signatures.some((signature) => verifyEd25519(key.publicKey, message, signature)),
  );
  if (signedBy.length === 0) throw new TallyError('signature-refused', 'No trusted key signed the envelope.');
  return { payloadType: envelope.payloadType, payload: envelope.payload, signedBy };
}
