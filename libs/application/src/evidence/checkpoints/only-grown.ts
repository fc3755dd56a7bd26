import { TallyError } from '@tallystick/errors';
import { sameHash, uncheckedCheckpoint } from '@tallystick/evidence';
import type { Services } from '../../services.js';
import { isOriginOf } from '../keys/origin.js';
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
 * The same before anything is sealed. The folder knows the log's name even where the ledger was set back to before the fact
 * that names its key.
 *
 * @throws TallyError `checkpoint-refused`.
 */
export async function requireNotSetBack(services: Services, agreement: string): Promise<void> {
  const keys = (await services.evidence?.keys?.list()) ?? [];
  const names = keys.map(({ name }) => name).filter((name) => isOriginOf(name, agreement));
  if (names.length === 0) return;
  await withLedgerTree(services, agreement, async (tree) => {
    for (const origin of new Set(names)) await requireOnlyGrown(services, tree, origin);
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
