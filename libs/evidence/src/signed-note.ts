import { TallyError } from '@tallystick/errors';
import { base64Of, bytesOfBase64 } from './base64.js';
import { type SignatureClaim, signatureTypes } from './signature-type.js';
import type { Signer } from './signer.js';
import { requireKeyName, type VerifierKey } from './verifier-key.js';

/** One signature line, not checked. */
export interface NoteSignature {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A text with its signatures as they stand (C2SP signed-note). It proves nothing until `openNote` has checked it. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that was checked, and what it says. */
export interface VerifiedSignature extends SignatureClaim {
  readonly key: VerifierKey;
}

export interface OpenedNote {
  readonly text: string;
  /** In the order of the lines; at least one. */
  readonly verified: readonly VerifiedSignature[];
  /** Lines by keys that were not handed in: nothing is known of them. */
  readonly unknown: readonly NoteSignature[];
}

/** More signatures than any agreement has parties and witnesses; the standard asks for at least 16. */
const mostSignatures = 64;
const longestNote = 1_000_000;
const keyIdBytes = 4;
const linePattern = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u;

function malformed(problem: string): never {
  throw new TallyError('evidence-malformed', `The signed note is not one: ${problem}`);
}

function requireText(text: string): void {
  if (!text.endsWith('\n')) malformed('its text does not end with a newline.');
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) malformed('it has a control character.');
  if (!text.isWellFormed() || text.includes('\ufffd')) malformed('it is not UTF-8.');
}

function parseSignature(line: string): NoteSignature {
  const [, name, material] = linePattern.exec(line) ?? [];
  if (name === undefined || material === undefined) malformed(`"${line.slice(0, 80)}" is no signature line.`);
  requireKeyName(name);
  const bytes = bytesOfBase64(material, 'A signature');
  if (bytes.length <= keyIdBytes) malformed(`the signature of ${name} is empty.`);
  return {
    name,
    keyId: bytes.subarray(0, keyIdBytes).toString('hex'),
    signature: bytes.subarray(keyIdBytes),
  };
}

/**
 * Takes a signed note apart without checking any signature.
 *
 * @throws TallyError `evidence-malformed`.
 */
export function parseSignedNote(note: string): SignedNote {
  if (note.length > longestNote) malformed('it is longer than a note may be.');
  requireText(note);
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0) malformed('no empty line parts the text from the signatures.');
  const text = note.slice(0, separator + 1);
  const lines = note.slice(separator + 2, -1).split('\n');
  if (lines.length > mostSignatures) malformed(`it has more than ${mostSignatures} signatures.`);
  return { text, signatures: lines.map(parseSignature) };
}

function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${base64Of(Buffer.concat([Buffer.from(keyId, 'hex'), signature]))}\n`;
}

export function formatSignedNote(note: SignedNote): string {
  return `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
}

/**
 * Signs a text. A cosigner's key puts `atSeconds` (seconds since 1970) into its signature; other keys have no use for it.
 *
 * @throws TallyError `evidence-malformed` where the text cannot be one of a note.
 */
export function signText(text: string, signer: Signer, atSeconds: number): NoteSignature {
  requireText(text);
  const { name, type, keyId } = signer.key;
  return { name, keyId, signature: signatureTypes[type].sign(signer.signBytes, text, atSeconds) };
}

/**
 * Checks the signatures of a note by the keys that the caller trusts.
 *
 * @throws TallyError `evidence-malformed`; `signature-refused` where a signature by one of the keys is wrong, or none is
 * by one of them.
 */
export function openNote(note: string | SignedNote, keys: readonly VerifierKey[]): OpenedNote {
  const { text, signatures } = typeof note === 'string' ? parseSignedNote(note) : note;
  const verified: VerifiedSignature[] = [];
  const unknown: NoteSignature[] = [];
  for (const line of signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (key === undefined) {
      unknown.push(line);
      continue;
    }
    const claim = signatureTypes[key.type].verify(key.publicKey, text, line.signature);
    if (claim === undefined) {
      throw new TallyError('signature-refused', `The signature of ${key.name} (${key.keyId}) is wrong.`);
    }
    verified.push({ key, ...claim });
  }
  if (verified.length === 0) {
    const signers = unknown.map(({ name, keyId }) => `${name} (${keyId})`).join(', ');
    throw new TallyError('signature-refused', `No trusted key signed it. Signed by: ${signers}.`);
  }
  return { text, verified, unknown };
}
