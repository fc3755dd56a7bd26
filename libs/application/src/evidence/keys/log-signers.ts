import { TallyError } from '@tallystick/errors';
import type { Signer } from '@tallystick/evidence';
import type { Services } from '../../services.js';
import type { AnnouncedKey, LedgerEvidence } from '../ledger-evidence.js';
import { keysOf } from './keys-of.js';

/**
 * Who signs for an agreement's log now: the key announced last, whose private key is in the folder here.
 *
 * @throws TallyError `signing-key-missing`, `keys-missing`, `key-refused`.
 */
export async function logSigner(
  services: Pick<Services, 'evidence'>,
  agreement: string,
  { signingKeys }: Pick<LedgerEvidence, 'signingKeys'>,
): Promise<Signer> {
  const current = signingKeys.at(-1);
  if (current === undefined) throw noSigningKey(agreement);
  const signer = await keysOf(services).signer(current.key);
  if (signer !== undefined) return signer;
  const { name, keyId } = current.key;
  throw new TallyError('signing-key-missing', `The private key ${keyId} of ${name} is not here.`, [
    {
      place: 'TALLY_KEYS',
      problem: `The folder has no file ${keyId}.pem.`,
      mend: 'Name the folder that holds it, or rotate to a new key with `tally key rotate`.',
    },
  ]);
}

/**
 * Who signs the next checkpoint: the current key, and while no checkpoint tells of it yet, also the one before, so that
 * whoever trusts that one learns of the new one.
 *
 * @throws TallyError as `logSigner`.
 */
export async function checkpointSigners(
  services: Pick<Services, 'evidence'>,
  agreement: string,
  evidence: LedgerEvidence,
): Promise<[Signer, ...Signer[]]> {
  const signer = await logSigner(services, agreement, evidence);
  const before: AnnouncedKey | undefined = evidence.signingKeys.at(-2);
  const current = evidence.signingKeys.at(-1)!;
  const isToldOf = evidence.checkpoints.some(({ size }) => size > current.position);
  if (before === undefined || isToldOf) return [signer];
  const older = await keysOf(services).signer(before.key);
  return older === undefined ? [signer] : [signer, older];
}

export function noSigningKey(agreement: string): TallyError {
  return new TallyError('signing-key-missing', `The log of "${agreement}" has no key yet.`, [
    {
      place: 'agreement',
      problem: 'No fact names a key that signs for it.',
      mend: 'Make one with `tally key create --agreement … --name …`.',
    },
  ]);
}
