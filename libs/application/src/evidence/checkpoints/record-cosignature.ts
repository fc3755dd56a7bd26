import { TallyError } from '@tallystick/errors';
import { mergeSignatures, openCheckpoint, sameHash } from '@tallystick/evidence';
import { type CommandFields, draft, type Recorded, recordCommand } from '../../commands/command.js';
import { headAt } from '../../knowledge/head-at.js';
import { agreementUnknown } from '../../knowledge/known-at.js';
import type { Services } from '../../services.js';
import { ledgerEvidence } from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';

export interface RecordCosignatureCommand extends CommandFields {
  /** The checkpoint with the party's cosignature, as it came back. */
  readonly note: string;
}

export interface CosignatureRecorded extends Recorded {
  readonly origin: string;
  readonly size: number;
}

/**
 * Records the cosignature of a party below a checkpoint of this ledger. The party's key must have been announced by that
 * party, and the checkpoint be of these very facts.
 *
 * @throws TallyError `evidence-malformed`, `signature-refused`, `checkpoint-refused`; whatever recording throws.
 */
export async function recordCosignature(
  services: Services,
  command: RecordCosignatureCommand,
): Promise<CosignatureRecorded> {
  const { agreement, note, assertedBy } = command;
  const decide = async (position: number) => {
    const head = await services.ledger.head(agreement);
    if (head === undefined) throw agreementUnknown(agreement);
    const known = await headAt(services, head, position);
    return withLedgerTree(
      services,
      agreement,
      (tree) => cosignatureOf(services, tree, note, assertedBy.party),
      known,
    );
  };
  let cosigned: Awaited<ReturnType<typeof decide>> | undefined;
  const recorded = await recordCommand(services, 'recordCosignature', command, async ({ position }) => {
    cosigned = await decide(position);
    const { size, rootHash, isKnown } = cosigned;
    return isKnown ? [] : [draft('CheckpointCosigned', { size, rootHash, note })];
  });
  const { origin, size } = cosigned!;
  return { ...recorded, repeated: recorded.repeated || recorded.facts.length === 0, origin, size };
}

async function cosignatureOf(services: Services, tree: LedgerTree, note: string, party: string) {
  const { signingKeys, cosigningKeys, checkpoints } = await ledgerEvidence(services, tree);
  const partysKeys = cosigningKeys.filter(({ announcedBy }) => announcedBy === party).map(({ key }) => key);
  const checkpoint = openCheckpoint(note, [...signingKeys.map(({ key }) => key), ...partysKeys]);
  const { origin, size, root, cosignatures } = checkpoint;
  if (cosignatures.length === 0) {
    throw new TallyError('signature-refused', `No key that "${party}" announced has cosigned it.`, [
      {
        place: 'note',
        problem: 'A cosignature by an unknown key proves nothing.',
        mend: `Announce the key with \`tally key announce --asserted-by ${party}\`.`,
      },
    ]);
  }
  if (size > tree.size || !sameHash(tree.rootAt(size), root)) {
    throw new TallyError(
      'checkpoint-refused',
      `The checkpoint is not of this ledger: its first ${size} facts do not come to that root.`,
    );
  }
  const recorded = checkpoints.find((one) => one.size === size);
  const isKnown = recorded !== undefined && mergeSignatures(recorded.note, note) === recorded.note;
  return { origin, size, rootHash: Buffer.from(root).toString('hex'), isKnown };
}
