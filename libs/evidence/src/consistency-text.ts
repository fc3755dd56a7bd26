import { TallyError } from '@tallystick/errors';
import { base64Of } from './base64.js';
import { type Checkpoint, openCheckpoint, type OpenedCheckpoint } from './checkpoint.js';
import { verifyConsistency } from './merkle-proof.js';
import { parseCountLine, parseHashLines, splitProofText } from './proof-lines.js';
import { parseSignedNote } from './signed-note.js';
import type { VerifierKey } from './verifier-key.js';

/**
 * That a log has only grown since an older size, with its newer checkpoint. The text is the request by which C2SP
 * tlog-witness asks for a cosignature: `old <size>`, one hash a line, an empty line, the checkpoint.
 */
export interface ConsistencyText {
  /** The size of the older tree; 0 where the reader has seen none before. */
  readonly old: number;
  readonly hashes: readonly Uint8Array[];
  /** The newer checkpoint, a signed note as it stands. */
  readonly note: string;
}

export function formatConsistencyText({ old, hashes, note }: ConsistencyText): string {
  return `${[`old ${old}`, ...hashes.map(base64Of)].join('\n')}\n\n${note}`;
}

/** @throws TallyError `evidence-malformed`. */
export function parseConsistencyText(text: string): ConsistencyText {
  const { header, note } = splitProofText(text, 'consistency proof');
  const [first, ...lines] = header;
  const old = parseCountLine(first, 'old');
  if (old === undefined)
    throw new TallyError('evidence-malformed', 'The consistency proof names no older size.');
  const hashes = parseHashLines(lines);
  if (old === 0 && hashes.length > 0) {
    throw new TallyError('evidence-malformed', 'A consistency proof from size 0 has no hashes.');
  }
  parseSignedNote(note);
  return { old, hashes, note };
}

/**
 * Checks that the newer checkpoint is signed by its log and extends the older one, which the caller relies on already;
 * `undefined` where there is none, which is right only for an older size of 0.
 *
 * @throws TallyError `evidence-malformed`, `signature-refused`, `proof-refused`.
 */
export function verifyConsistencyText(
  proof: string | ConsistencyText,
  older: Checkpoint | undefined,
  keys: readonly VerifierKey[],
): OpenedCheckpoint {
  const { old, hashes, note } = typeof proof === 'string' ? parseConsistencyText(proof) : proof;
  const newer = openCheckpoint(note, keys);
  if (old !== (older?.size ?? 0)) {
    throw new TallyError(
      'proof-refused',
      `The proof begins at size ${old}; the last checkpoint seen is of size ${older?.size ?? 0}.`,
    );
  }
  if (older === undefined) return newer;
  if (older.origin !== newer.origin) {
    throw new TallyError('proof-refused', `${newer.origin} is another log than ${older.origin}.`);
  }
  if (old === 0) return newer;
  verifyConsistency({
    from: old,
    to: newer.size,
    fromRoot: older.root,
    toRoot: newer.root,
    proof: hashes,
  });
  return newer;
}
