import { TallyError } from '@tallystick/errors';
import { parseCheckpointText } from './checkpoint.js';
import { formatSignedNote, parseSignedNote, signText } from './signed-note.js';
import type { Signer } from './signer.js';

/**
 * Adds a cosignature to a checkpoint (C2SP tlog-cosignature): the cosigner says that, at that time, this is the largest
 * state of the log it has seen, and that the log only grew. Whoever calls it has checked just that. An earlier
 * cosignature by the same key gives way to the new one; all other lines stay.
 *
 * @param atSeconds seconds since 1970.
 * @throws TallyError `evidence-malformed`; `signature-refused` where the key is not one of a cosigner.
 */
export function addCosignature(note: string, cosigner: Signer, atSeconds: number): string {
  const { name, type, keyId } = cosigner.key;
  if (type !== 'ed25519-cosignature') {
    throw new TallyError('signature-refused', `${name} (${keyId}) is a key of a log, not of a cosigner.`);
  }
  const { text, signatures } = parseSignedNote(note);
  parseCheckpointText(text);
  const others = signatures.filter((line) => line.name !== name || line.keyId !== keyId);
  return formatSignedNote({ text, signatures: [...others, signText(text, cosigner, atSeconds)] });
}

/**
 * One note with the signatures of both, which are of the same text. Lines that both have are kept once.
 *
 * @throws TallyError `evidence-malformed` where the texts differ.
 */
export function mergeSignatures(one: string, other: string): string {
  const [first, second] = [parseSignedNote(one), parseSignedNote(other)];
  if (first.text !== second.text) {
    throw new TallyError('evidence-malformed', 'The two notes are not of the same text.');
  }
  const has = new Set(first.signatures.map(({ name, keyId }) => `${name} ${keyId}`));
  const added = second.signatures.filter(({ name, keyId }) => !has.has(`${name} ${keyId}`));
  return formatSignedNote({ text: first.text, signatures: [...first.signatures, ...added] });
}
