import { TallyError } from '@tallystick/errors';
import { bytesOfBase64 } from './base64.js';
import { treeHashBytes } from './merkle-hash.js';

/** What the texts of proofs have in common: a header, one base64 hash a line, an empty line, a checkpoint. */
export interface ProofText {
  readonly header: readonly string[];
  readonly note: string;
}

/** A proof has one hash a level, and no tree that a `number` counts has more levels than this. */
const mostHashes = 64;

/** @throws TallyError `evidence-malformed` where there is no empty line before a checkpoint. */
export function splitProofText(text: string, what: string): ProofText {
  const separator = text.indexOf('\n\n');
  if (separator < 0) throw new TallyError('evidence-malformed', `The ${what} holds no checkpoint.`);
  return { header: text.slice(0, separator).split('\n'), note: text.slice(separator + 2) };
}

/** @throws TallyError `evidence-malformed`. */
export function parseHashLines(lines: readonly string[]): Buffer[] {
  if (lines.length > mostHashes) {
    throw new TallyError('evidence-malformed', `A proof has at most ${mostHashes} hashes.`);
  }
  return lines.map((line) => {
    const hash = bytesOfBase64(line, 'A hash of the proof');
    if (hash.length !== treeHashBytes) {
      throw new TallyError('evidence-malformed', 'A hash of the proof is not 32 bytes.');
    }
    return hash;
  });
}

/** `<word> <number>`, the number in decimal digits without leading zeros; undefined where the line is another. */
export function parseCountLine(line: string | undefined, word: string): number | undefined {
  const digits = new RegExp(`^${word} (0|[1-9][0-9]*)$`).exec(line ?? '')?.[1];
  const count = Number(digits);
  return digits === undefined || !Number.isSafeInteger(count) ? undefined : count;
}
