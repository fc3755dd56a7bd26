import { TallyError } from '@tallystick/errors';
import { base64Of, bytesOfBase64 } from './base64.js';
import { treeHashBytes } from './merkle-hash.js';
import {
  formatSignedNote,
  openNote,
  type OpenedNote,
  parseSignedNote,
  type SignedNote,
  signText,
  type VerifiedSignature,
} from './signed-note.js';
import type { Signer } from './signer.js';
import { requireKeyName, type VerifierKey } from './verifier-key.js';

/** What a ledger comes to at a size (C2SP tlog-checkpoint). Worth as much as the signatures below it. */
export interface Checkpoint {
  /** Which log it is of; also the name of the keys that sign for it. */
  readonly origin: string;
  /** How many entries it covers: positions 0 to size - 1. */
  readonly size: number;
  /** The root of the Merkle tree over them. */
  readonly root: Uint8Array;
}

/** A checkpoint that a key of its log signed, and whoever else did. */
export interface OpenedCheckpoint extends Checkpoint {
  /** The signature of the log itself. */
  readonly signedBy: VerifiedSignature;
  /** Signatures of cosigners that were checked. */
  readonly cosignatures: readonly VerifiedSignature[];
  readonly unknown: OpenedNote['unknown'];
}

function malformed(problem: string): never {
  throw new TallyError('evidence-malformed', `The checkpoint is not one: ${problem}`);
}

/** The three lines that are signed: origin, size, root. */
export function formatCheckpointText({ origin, size, root }: Checkpoint): string {
  requireKeyName(origin);
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/**
 * Reads the text of a checkpoint. Extension lines are refused: the standard advises against them, and cosigners make no
 * statement about them.
 *
 * @throws TallyError `evidence-malformed`.
 */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin, digits, rootText, end, ...rest] = text.split('\n');
  if (origin === undefined || digits === undefined || rootText === undefined || end === undefined) {
    malformed('it has fewer than three lines.');
  }
  if (end !== '' || rest.length > 0) malformed('it has extension lines, which are not read here.');
  if (origin === '') malformed('it names no log.');
  const size = Number(digits);
  if (!/^(0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(size)) {
    malformed(`"${digits.slice(0, 40)}" is no size.`);
  }
  const root = bytesOfBase64(rootText, 'The root hash');
  if (root.length !== treeHashBytes) malformed('its root hash is not 32 bytes.');
  return { origin, size, root };
}

/**
 * The signed note of a checkpoint, signed by a key of its log; by two of them while one takes the place of the other.
 *
 * @throws TallyError `signature-refused` where a key is not one of the log itself.
 */
export function signCheckpoint(checkpoint: Checkpoint, ...signers: readonly [Signer, ...Signer[]]): string {
  for (const { key } of signers) requireLogKey(checkpoint.origin, key);
  const text = formatCheckpointText(checkpoint);
  return formatSignedNote({ text, signatures: signers.map((signer) => signText(text, signer, 0)) });
}

function isLogKey(origin: string, key: VerifierKey): boolean {
  return key.name === origin && key.type === 'ed25519';
}

function requireLogKey(origin: string, key: VerifierKey): void {
  if (!isLogKey(origin, key)) {
    throw new TallyError('signature-refused', `${key.name} (${key.keyId}) does not sign for ${origin}.`);
  }
}

/**
 * Checks a checkpoint: a key of the log, among those handed in, must have signed it.
 *
 * @throws TallyError `evidence-malformed`, `signature-refused`.
 */
export function openCheckpoint(note: string | SignedNote, keys: readonly VerifierKey[]): OpenedCheckpoint {
  const opened = openNote(note, keys);
  const checkpoint = parseCheckpointText(opened.text);
  const signedBy = opened.verified.find(({ key }) => isLogKey(checkpoint.origin, key));
  if (signedBy === undefined) {
    throw new TallyError('signature-refused', `No trusted key of ${checkpoint.origin} itself signed it.`);
  }
  return {
    ...checkpoint,
    signedBy,
    cosignatures: opened.verified.filter(({ key }) => key.type === 'ed25519-cosignature'),
    unknown: opened.unknown,
  };
}

/** What a checkpoint says, without checking any signature: to find out whose keys are needed, never to rely on. */
export function uncheckedCheckpoint(note: string): Checkpoint {
  return parseCheckpointText(parseSignedNote(note).text);
}
