import { TallyError } from '@tallystick/errors';
import type { Services } from '../../services.js';
import type { KeyFolder } from './key-folder.js';

/** The folder of keys. @throws TallyError `keys-missing` where none is set up. */
export function keysOf(services: Pick<Services, 'evidence'>): KeyFolder {
  const keys = services.evidence?.keys;
  if (keys !== undefined) return keys;
  throw new TallyError('keys-missing', 'No folder of keys is set up, so nothing can be signed here.', [
    { place: 'TALLY_KEYS', problem: 'It names no folder.', mend: 'Name the folder that holds the keys.' },
  ]);
}

/**
 * Whether checkpoints can be expected of a ledger here: there are keys, or the ledger is known to name some. Without
 * either, nobody pays for a tree.
 */
export async function isSigningSetUp(
  { evidence }: Pick<Services, 'evidence'>,
  agreement: string,
): Promise<boolean> {
  if (evidence?.keys === undefined) return false;
  if ((await evidence.keys.list()).length > 0) return true;
  const kept = await evidence.trees.load(agreement);
  return kept !== undefined && kept.marks.length > 0;
}
