import { invariant, isTallyError } from '@tallystick/errors';
import { signCheckpoint, uncheckedCheckpoint } from '@tallystick/evidence';
import type { AssertedBy } from '@tallystick/facts';
import { type CommandFields, draft, type Recorded, recordCommand } from '../../commands/command.js';
import { headAt } from '../../knowledge/head-at.js';
import { agreementUnknown } from '../../knowledge/known-at.js';
import type { Services } from '../../services.js';
import { checkpointSigners, noSigningKey } from '../keys/log-signers.js';
import { isSigningSetUp, keysOf } from '../keys/keys-of.js';
import { evidenceAtHead, type LedgerEvidence, ledgerEvidence } from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';
import { requireOnlyGrown } from './only-grown.js';

/** A checkpoint as it was signed. */
interface SignedCheckpoint {
  /** The signed note: the text of the file that is given away. */
  readonly note: string;
  readonly origin: string;
  /** How many facts it covers. */
  readonly size: number;
  /** The root in hexadecimal. */
  readonly rootHash: string;
}

export interface CheckpointMade extends Recorded, SignedCheckpoint {}

/**
 * Signs what the ledger comes to now, and records the checkpoint in it. Where nothing but checkpoints was recorded since
 * the last one, that one is given again.
 *
 * @throws TallyError `signing-key-missing`, `keys-missing`, `checkpoint-refused` where the ledger is not the one that was
 * signed before; whatever recording throws.
 */
export async function makeCheckpoint(services: Services, command: CommandFields): Promise<CheckpointMade> {
  const { agreement } = command;
  let made: SignedCheckpoint | undefined;
  const recorded = await recordCommand(services, 'signCheckpoint', command, async ({ position }) => {
    const head = await services.ledger.head(agreement);
    if (head === undefined) throw agreementUnknown(agreement);
    const known = await headAt(services, head, position);
    const signed = await withLedgerTree(services, agreement, (tree) => signedNow(services, tree), known);
    made = signed;
    const { size, rootHash, note } = signed;
    return signed.isNew ? [draft('CheckpointSigned', { size, rootHash, note })] : [];
  });
  invariant(made !== undefined, 'a checkpoint that was recorded was signed');
  const { note, origin, size, rootHash } = made;
  return {
    ...recorded,
    repeated: recorded.repeated || recorded.facts.length === 0,
    note,
    origin,
    size,
    rootHash,
  };
}

async function signedNow(
  services: Services,
  tree: LedgerTree,
): Promise<SignedCheckpoint & { readonly isNew: boolean }> {
  const evidence = await ledgerEvidence(services, tree);
  const last = lastIfNothingNew(tree, evidence);
  if (last !== undefined) return { ...last, isNew: false };
  const signers = await checkpointSigners(services, tree.agreement, evidence);
  const { name: origin } = signers[0].key;
  await requireOnlyGrown(services, tree, origin);
  const root = tree.rootAt(tree.size);
  const note = signCheckpoint({ origin, size: tree.size, root }, ...signers);
  for (const { key } of signers) await keysOf(services).keepSigned(key, note);
  return { note, origin, size: tree.size, rootHash: hex(root), isNew: true };
}

/** The last checkpoint, where all facts since are checkpoints themselves. */
function lastIfNothingNew(
  { size, marks }: LedgerTree,
  { signingKeys, cosigningKeys, checkpoints }: LedgerEvidence,
): SignedCheckpoint | undefined {
  const last = checkpoints.at(-1);
  if (last === undefined) return undefined;
  const keyPositions = new Set([...signingKeys, ...cosigningKeys].map(({ position }) => position));
  const since = marks.filter((position) => position >= last.size && !keyPositions.has(position));
  if (since.length !== size - last.size) return undefined;
  return { note: last.note, origin: last.origin, size: last.size, rootHash: hex(last.root) };
}

/** What became of the checkpoint that belongs to an issued statement. */
export type CheckpointOfIssue =
  | ({ readonly signed: true } & SignedCheckpoint)
  | {
      readonly signed: false;
      /** `not-set-up`: no folder of keys here, or no fact names a key that signs. `refused`: it should have been signed. */
      readonly reason: 'not-set-up' | 'refused';
      readonly problem: string;
    };

/**
 * The checkpoint after a seal. A statement stands without one as well, so that what hinders it is told and not thrown; but
 * a ledger that was set back is refused before it is sealed (`requireNotSetBack`).
 */
export async function checkpointAfterSeal(
  services: Services,
  agreement: string,
  assertedBy: AssertedBy,
  sealedAt: number,
): Promise<CheckpointOfIssue> {
  if (!(await isSigningSetUp(services, agreement))) {
    return { signed: false, reason: 'not-set-up', problem: 'No keys are set up here.' };
  }
  const { checkpoints, signingKeys } = await evidenceAtHead(services, agreement);
  if (signingKeys.length === 0) {
    return { signed: false, reason: 'not-set-up', problem: noSigningKey(agreement).message };
  }
  const covering = checkpoints.find(({ size }) => size > sealedAt);
  if (covering !== undefined) {
    const { origin, size, root } = uncheckedCheckpoint(covering.note);
    return { signed: true, note: covering.note, origin, size, rootHash: hex(root) };
  }
  try {
    const { note, origin, size, rootHash } = await makeCheckpoint(services, { agreement, assertedBy });
    return { signed: true, note, origin, size, rootHash };
  } catch (error) {
    if (!isTallyError(error)) throw error;
    return { signed: false, reason: 'refused', problem: error.message };
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
