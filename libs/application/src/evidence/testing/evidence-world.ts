import { join } from 'node:path';
import type { Services } from '../../services.js';
import type { TemporaryServices } from '../../testing/temporary-services.js';
import { twoParty, twoPartyWorld, theClient } from '../../testing/two-party-world.js';
import { KeyFolder } from '../keys/key-folder.js';
import { createSigningKey } from '../keys/announce-keys.js';
import { MemoryTreeStore } from '../tree/tree-store.js';

export const logName = 'ledger.example.com';

/** The two-party world with a folder of keys. */
export async function keyedWorld(): Promise<TemporaryServices> {
  const services = await twoPartyWorld();
  const keys = new KeyFolder(join(services.folder, 'keys'));
  return { ...services, evidence: { trees: services.evidence?.trees ?? new MemoryTreeStore(), keys } };
}

/** The same with a key that signs for the agreement's log; returns the key as text. */
export async function signedWorld(): Promise<{ services: TemporaryServices; logKey: string }> {
  const services = await keyedWorld();
  const { verifierKey } = await createSigningKey(services, {
    agreement: twoParty,
    assertedBy: theClient,
    name: logName,
  });
  return { services, logKey: verifierKey };
}

/** The same services with another folder of keys: another party's machine, or none. */
export function withKeys(services: Services, folder: string | undefined): Services {
  const trees = services.evidence?.trees ?? new MemoryTreeStore();
  return {
    ...services,
    evidence: folder === undefined ? { trees } : { trees, keys: new KeyFolder(folder) },
  };
}
