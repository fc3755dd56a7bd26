import { TallyError } from '@tallystick/errors';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '@tallystick/evidence';
import { type CommandFields, draft, type Recorded, recordCommand } from '../../commands/command.js';
import type { Services } from '../../services.js';
import { type AnnouncedKey, evidenceAt, evidenceAtHead, type LedgerEvidence } from '../ledger-evidence.js';
import type { KeyFolder } from './key-folder.js';
import { keysOf } from './keys-of.js';
import { originOf } from './origin.js';

export interface AnnounceKeyCommand extends CommandFields {
  /** The public key, in the text form of C2SP signed notes. */
  readonly verifierKey: string;
}

export interface CreateSigningKeyCommand extends CommandFields {
  /** Whose log it is: an address without a scheme, such as `ledger.example.com`. */
  readonly name: string;
}

export interface KeyRecorded extends Recorded {
  readonly verifierKey: string;
}

/**
 * Makes the first key of an agreement's log, and records the fact that names it.
 *
 * @throws TallyError `key-exists` where the log has one; `keys-missing`, `evidence-malformed`.
 */
export async function createSigningKey(
  services: Services,
  command: CreateSigningKeyCommand,
): Promise<KeyRecorded> {
  const { signingKeys } = await evidenceAtHead(services, command.agreement);
  requireNone(command.agreement, signingKeys);
  const key = await keysOf(services).create(originOf(command.name, command.agreement), 'ed25519');
  return announceSigningKey(services, { ...command, verifierKey: formatVerifierKey(key) });
}

/**
 * Records the fact that names the key by which the log's checkpoints are signed from now on.
 *
 * @throws TallyError `key-exists`, `key-refused`, `evidence-malformed`.
 */
export async function announceSigningKey(
  services: Services,
  command: AnnounceKeyCommand,
): Promise<KeyRecorded> {
  const key = parseVerifierKey(command.verifierKey);
  return announce(services, 'announceSigningKey', command, key, ({ signingKeys }) => {
    const current = signingKeys.at(-1);
    if (key.type !== 'ed25519') {
      throw notAnnounced(key, 'It is a key of a cosigner.', 'Announce it as one.');
    }
    if (current !== undefined && current.key.name !== key.name) {
      throw notAnnounced(
        key,
        `The log is named ${current.key.name}.`,
        'A log keeps its name; rotate its key.',
      );
    }
    requireNew(key, signingKeys);
    return draft('SigningKeyAnnounced', {
      verifierKey: formatVerifierKey(key),
      replaces: current === undefined ? undefined : formatVerifierKey(current.key),
    });
  });
}

/**
 * Records the fact by which a party names the key that it cosigns checkpoints by. It takes the place of an earlier one of
 * the same party and name.
 *
 * @throws TallyError `key-exists`, `key-refused`, `evidence-malformed`.
 */
export async function announceCosigningKey(
  services: Services,
  command: AnnounceKeyCommand,
): Promise<KeyRecorded> {
  const key = parseVerifierKey(command.verifierKey);
  return announce(services, 'announceCosigningKey', command, key, ({ cosigningKeys }) => {
    if (key.type !== 'ed25519-cosignature') {
      throw notAnnounced(key, 'It is a key of a log.', 'Make one with `tally key create --cosigner`.');
    }
    requireNew(key, cosigningKeys);
    const { party } = command.assertedBy;
    const current = cosigningKeys.findLast(
      ({ key: { name }, announcedBy }) => name === key.name && announcedBy === party,
    );
    return draft('CosigningKeyAnnounced', {
      verifierKey: formatVerifierKey(key),
      replaces: current === undefined ? undefined : formatVerifierKey(current.key),
    });
  });
}

/**
 * Records the fact that names a key of whichever kind: of the log, or of a cosigner.
 *
 * @throws TallyError as the two above.
 */
export async function announceKey(services: Services, command: AnnounceKeyCommand): Promise<KeyRecorded> {
  const { type } = parseVerifierKey(command.verifierKey);
  return type === 'ed25519' ? announceSigningKey(services, command) : announceCosigningKey(services, command);
}

/** Makes a key by which a party cosigns, in its own folder of keys; no ledger is needed. */
export async function createCosigningKey(keys: KeyFolder, name: string): Promise<string> {
  return formatVerifierKey(await keys.create(name, 'ed25519-cosignature'));
}

async function announce(
  services: Services,
  operation: string,
  command: AnnounceKeyCommand,
  key: VerifierKey,
  decide: (evidence: LedgerEvidence) => ReturnType<typeof draft>,
): Promise<KeyRecorded> {
  const recorded = await recordCommand(services, operation, command, async ({ position }) => [
    decide(await evidenceAt(services, command.agreement, position)),
  ]);
  return { ...recorded, verifierKey: formatVerifierKey(key) };
}

function requireNone(agreement: string, keys: readonly AnnouncedKey[]): void {
  const current = keys.at(-1);
  if (current === undefined) return;
  throw new TallyError(
    'key-exists',
    `The log of "${agreement}" has a key: ${formatVerifierKey(current.key)}.`,
    [{ place: 'name', problem: 'A log has one key at a time.', mend: 'Rotate it with `tally key rotate`.' }],
  );
}

function requireNew(key: VerifierKey, known: readonly AnnouncedKey[]): void {
  const same = known.find((one) => formatVerifierKey(one.key) === formatVerifierKey(key));
  if (same === undefined) return;
  throw new TallyError('key-exists', `The key ${key.keyId} of ${key.name} was announced before.`, [
    {
      place: 'verifierKey',
      problem: `The fact at position ${same.position} names it.`,
      mend: 'Nothing is left to do.',
    },
  ]);
}

function notAnnounced(key: VerifierKey, problem: string, mend: string): TallyError {
  return new TallyError('key-refused', `The key ${key.keyId} of ${key.name} cannot be announced.`, [
    { place: 'verifierKey', problem, mend },
  ]);
}
