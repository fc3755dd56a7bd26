import { TallyError } from '@tallystick/errors';
import {
  addCosignature,
  type Checkpoint,
  formatVerifierKey,
  openCheckpoint,
  parseConsistencyText,
  parseVerifierKey,
  sameHash,
  uncheckedCheckpoint,
  verifyConsistencyText,
  type VerifierKey,
} from '@tallystick/evidence';
import { type EpochMilliseconds, wholeSecond } from '@tallystick/quantities';
import type { KeyFolder } from '../keys/key-folder.js';

/** What a cosigner works with: its own keys and clock. It needs no ledger and no system shared with the other party. */
export interface CosignerSurroundings {
  readonly keys: KeyFolder;
  readonly clock: () => EpochMilliseconds;
}

export interface CosignCommand {
  /** A checkpoint, or a consistency proof with the checkpoint, as `tally checkpoint show` prints them. */
  readonly text: string;
  /** The name or id of the cosigner's key; may be left out where there is only one. */
  readonly key?: string | undefined;
  /** The keys of the log that the cosigner trusts, as it got them from the log's keeper. */
  readonly logKeys: readonly string[];
}

export interface Cosigned extends Checkpoint {
  /** The checkpoint with the cosignature: the text of the file that goes back. */
  readonly note: string;
  readonly verifierKey: string;
  /** The size of the checkpoint that was cosigned last, which this one was proved to extend; null for the first one. */
  readonly since: number | null;
}

/**
 * Cosigns a checkpoint: checks that the log signed it, and that it extends the last one cosigned by this key; then signs,
 * and keeps it as the last one. From then on neither party can deny that state of the ledger, nor go back behind it.
 *
 * @throws TallyError `key-unknown`, `evidence-malformed`, `signature-refused`, `proof-refused`, `checkpoint-refused`.
 */
export async function cosignCheckpoint(
  { keys, clock }: CosignerSurroundings,
  command: CosignCommand,
): Promise<Cosigned> {
  const cosigner = await cosignerKey(keys, command.key);
  const signer = await keys.signer(cosigner);
  if (signer === undefined) {
    throw new TallyError('key-unknown', `The private key ${cosigner.keyId} of ${cosigner.name} is not here.`);
  }
  const logKeys = command.logKeys.map(parseVerifierKey);
  const isProof = command.text.startsWith('old ');
  const note = isProof ? parseConsistencyText(command.text).note : command.text;
  const { origin } = openCheckpoint(note, logKeys);
  const lastNote = (await keys.signed(cosigner, origin)).at(-1);
  const last = lastNote === undefined ? undefined : uncheckedCheckpoint(lastNote);
  const checkpoint = isProof
    ? verifyConsistencyText(command.text, last, logKeys)
    : withoutProof(openCheckpoint(note, logKeys), last);
  const cosigned = addCosignature(note, signer, wholeSecond(clock()));
  await keys.keepSigned(cosigner, cosigned);
  const { size, root } = checkpoint;
  return {
    origin,
    size,
    root,
    note: cosigned,
    verifierKey: formatVerifierKey(cosigner),
    since: last?.size ?? null,
  };
}

/** A checkpoint alone is enough where it is the first, or the same as the last. */
function withoutProof(checkpoint: Checkpoint, last: Checkpoint | undefined): Checkpoint {
  if (last === undefined) return checkpoint;
  if (checkpoint.size === last.size && sameHash(checkpoint.root, last.root)) return checkpoint;
  const problem =
    checkpoint.size < last.size
      ? `It covers ${checkpoint.size} facts, and one over ${last.size} was cosigned before: the ledger was set back.`
      : checkpoint.size === last.size
        ? `It is of another history: one over as many facts, ${last.size}, was cosigned with another root.`
        : `Nothing shows that it extends the one over ${last.size} facts that was cosigned last.`;
  throw new TallyError('checkpoint-refused', `The checkpoint is not cosigned. ${problem}`, [
    {
      place: 'checkpoint',
      problem,
      mend: `Ask for a consistency proof: \`tally checkpoint show --since ${last.size}\`.`,
    },
  ]);
}

async function cosignerKey(keys: KeyFolder, wanted: string | undefined): Promise<VerifierKey> {
  const own = (await keys.list()).filter(({ type }) => type === 'ed25519-cosignature');
  const fitting = own.filter(
    ({ name, keyId }) => wanted === undefined || wanted === name || wanted === keyId,
  );
  const [key, ...others] = fitting;
  if (key !== undefined && others.length === 0) return key;
  const problem =
    key === undefined
      ? 'The folder of keys has no such key of a cosigner.'
      : `It may be ${fitting.map(({ name, keyId }) => `${name} (${keyId})`).join(', ')}.`;
  throw new TallyError('key-unknown', `Which key cosigns is not clear. ${problem}`, [
    { place: '--key', problem, mend: 'Name one, or make one with `tally key create --cosigner`.' },
  ]);
}
