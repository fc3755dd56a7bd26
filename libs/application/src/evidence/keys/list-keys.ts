import { formatVerifierKey, type SignatureType, type VerifierKey } from '@tallystick/evidence';
import type { Services } from '../../services.js';
import { type AnnouncedKey, evidenceAtHead } from '../ledger-evidence.js';

import type { KeyFolder } from './key-folder.js';

/** A key as it is shown: where it is held, and who announced it. */
export interface KeyView {
  readonly verifierKey: string;
  readonly name: string;
  readonly keyId: string;
  readonly type: SignatureType;
  /** Whether its private key is in the folder of keys here. */
  readonly isHeld: boolean;
  /** The fact that names it; null where the ledger has none. */
  readonly announced: Omit<AnnouncedKey, 'key'> | null;
  /** Whether it is the one that signs the log's checkpoints from now on. */
  readonly isCurrent: boolean;
}

/**
 * The keys that the agreement's ledger names, in the order of their facts, and then those in the folder that it does not name;
 * without an agreement only the folder's.
 *
 * @throws TallyError `agreement-unknown`.
 */
export async function listKeys(
  services: Services,
  agreement: string | undefined,
): Promise<readonly KeyView[]> {
  const held = (await services.evidence?.keys?.list()) ?? [];
  const isHeld = (key: VerifierKey) => held.some((one) => formatVerifierKey(one) === formatVerifierKey(key));
  const { signingKeys, cosigningKeys } =
    agreement === undefined
      ? { signingKeys: [], cosigningKeys: [] }
      : await evidenceAtHead(services, agreement);
  const named = [...signingKeys, ...cosigningKeys].sort((a, b) => a.position - b.position);
  const current = signingKeys.at(-1);
  const others = held.filter(
    (key) => !named.some((one) => formatVerifierKey(one.key) === formatVerifierKey(key)),
  );
  return [
    ...named.map(({ key, ...announced }) => ({
      ...shown(key),
      isHeld: isHeld(key),
      announced,
      isCurrent: current?.position === announced.position,
    })),
    ...others.map((key) => ({ ...shown(key), isHeld: true, announced: null, isCurrent: false })),
  ];
}

/** The keys in a folder, without a ledger. */
export async function listHeldKeys(keys: KeyFolder): Promise<readonly KeyView[]> {
  const held = await keys.list();
  return held.map((key) => ({ ...shown(key), isHeld: true, announced: null, isCurrent: false }));
}

function shown(key: VerifierKey) {
  return { verifierKey: formatVerifierKey(key), name: key.name, keyId: key.keyId, type: key.type };
}
