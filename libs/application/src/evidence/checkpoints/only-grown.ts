import { TallyError } from '@tallystick/errors';
import { sameHash, uncheckedCheckpoint } from '@tallystick/evidence';
import type { Services } from '../../services.js';
import { ledgerEvidence } from '../ledger-evidence.js';
import { type LedgerTree, withLedgerTree } from '../tree/ledger-tree.js';

/**
 * Refuses a ledger that is not the one of the last checkpoint signed here: it was set back to an older state, or another
 * history was put in its place. The keys' folder remembers what the ledger cannot.
 *
 * @throws TallyError `checkpoint-refused`.
 */
export async function requireOnlyGrown(
  services: Pick<Services, 'evidence'>,
  tree: LedgerTree,
  origin: string,
): Promise<void> {
  const notes = (await services.evidence?.keys?.signedByAny(origin)) ?? [];
  const signed = notes.map(uncheckedCheckpoint).sort((a, b) => a.size - b.size);
  const last = signed.at(-1);
  if (last === undefined) return;
  if (last.size > tree.size) {
    throw refused(
      tree.agreement,
      `A checkpoint over ${last.size} facts was signed, and the ledger has ${tree.size}: it was set back.`,
    );
  }
  if (!sameHash(tree.rootAt(last.size), last.root)) {
    throw refused(
      tree.agreement,
      `The first ${last.size} facts are not those that were signed: another history stands in their place.`,
    );
  }
}

/**
 * The same before anything is sealed. A ledger that names no signing key has never been signed.
 *
 * @throws TallyError `checkpoint-refused`.
 */
export async function requireNotSetBack(services: Services, agreement: string): Promise<void> {
  if (services.evidence?.keys === undefined) return;
  await withLedgerTree(services, agreement, async (tree) => {
    const { signingKeys } = await ledgerEvidence(services, tree);
    const origin = signingKeys.at(-1)?.key.name;
    if (origin !== undefined) await requireOnlyGrown(services, tree, origin);
  });
}

function refused(agreement: string, problem: string): TallyError {
  return new TallyError('checkpoint-refused', `Nothing more is signed for "${agreement}". ${problem}`, [
    {
      place: agreement,
      problem,
      mend: 'Run `tally verify --against` with that checkpoint, and put the right ledger back.',
    },
  ]);
}
