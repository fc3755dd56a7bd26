import { TallyError } from '@tallystick/errors';
import { base64Of, bytesOfBase64 } from './base64.js';
import { openCheckpoint, type OpenedCheckpoint } from './checkpoint.js';
import { leafHash } from './merkle-hash.js';
import { verifyInclusion } from './merkle-proof.js';
import { parseCountLine, parseHashLines, splitProofText } from './proof-lines.js';
import { parseSignedNote } from './signed-note.js';
import type { VerifierKey } from './verifier-key.js';

/** That an entry is in a log: where, the hashes up to the root, and a signed checkpoint with that root (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint, a signed note as it stands. */
  readonly note: string;
  /** Anything else, which nobody signed. */
  readonly extra?: Uint8Array;
}

const firstLine = 'c2sp.org/tlog-proof@v1';

/** The text of a `.tlog-proof` file. */
export function formatTlogProof({ index, hashes, note, extra }: TlogProof): string {
  const header = extra === undefined ? [firstLine] : [firstLine, `extra ${base64Of(extra)}`];
  return `${[...header, `index ${index}`, ...hashes.map(base64Of)].join('\n')}\n\n${note}`;
}

/**
 * Takes a proof apart without checking it.
 *
 * @throws TallyError `evidence-malformed`.
 */
export function parseTlogProof(text: string): TlogProof {
  const { header, note } = splitProofText(text, 'proof');
  const [first, ...lines] = header;
  if (first !== firstLine) throw new TallyError('evidence-malformed', `A proof begins with ${firstLine}.`);
  const extraText =
    lines[0]?.startsWith('extra ') === true ? lines.shift()!.slice('extra '.length) : undefined;
  const index = parseCountLine(lines.shift(), 'index');
  if (index === undefined) throw new TallyError('evidence-malformed', 'The proof names no index.');
  parseSignedNote(note);
  return {
    index,
    hashes: parseHashLines(lines),
    note,
    ...(extraText === undefined ? {} : { extra: bytesOfBase64(extraText, 'The extra data') }),
  };
}

/**
 * Checks that a log whose key the caller trusts holds these bytes at the proof's index.
 *
 * @returns the checkpoint, and the index.
 * @throws TallyError `evidence-malformed`, `signature-refused`, `proof-refused`.
 */
export function verifyTlogProof(
  proof: string | TlogProof,
  entry: string | Uint8Array,
  keys: readonly VerifierKey[],
): { readonly index: number; readonly checkpoint: OpenedCheckpoint } {
  const { index, hashes, note } = typeof proof === 'string' ? parseTlogProof(proof) : proof;
  const checkpoint = openCheckpoint(note, keys);
  const { size, root } = checkpoint;
  verifyInclusion({ index, size, leafHash: leafHash(entry), proof: hashes, root });
  return { index, checkpoint };
}
