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
