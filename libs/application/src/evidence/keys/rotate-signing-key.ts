import { formatVerifierKey } from '@tallystick/evidence';
import type { CommandFields } from '../../commands/command.js';
import type { Services } from '../../services.js';
import { makeCheckpoint } from '../checkpoints/make-checkpoint.js';
import { evidenceAtHead } from '../ledger-evidence.js';
import { announceSigningKey, type KeyRecorded } from './announce-keys.js';
import { keysOf } from './keys-of.js';
import { noSigningKey } from './log-signers.js';

export interface KeyRotated extends KeyRecorded {
  /** The first checkpoint by the new key, which the old one signed as well where it is here. */
  readonly note: string;
}

/**
 * Makes a new key in the place of the one that signs, records the fact that names it, and signs a checkpoint by both: whoever
 * trusts the old key learns of the new one from it. After that the old private key is not needed any more.
 *
 * @throws TallyError `signing-key-missing` where the log has no key yet; `keys-missing`, `checkpoint-refused`.
 */
export async function rotateSigningKey(services: Services, command: CommandFields): Promise<KeyRotated> {
  const { agreement, assertedBy } = command;
  const { signingKeys } = await evidenceAtHead(services, agreement);
  const current = signingKeys.at(-1);
  if (current === undefined) throw noSigningKey(agreement);
  const key = await keysOf(services).create(current.key.name, 'ed25519');
  const recorded = await announceSigningKey(services, { ...command, verifierKey: formatVerifierKey(key) });
  const { note } = await makeCheckpoint(services, { agreement, assertedBy });
  return { ...recorded, note };
}
