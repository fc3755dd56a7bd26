import { join } from 'node:path';
import {
  type EventStoreConnectionOptions,
  isEventStoreAddress,
  parseEventStoreAddress,
} from '@tallystick/ledger';
import { TallyError } from '@tallystick/errors';

/** A ledger on a server, and where this machine keeps what it makes of it. Plain data, so that threads can be told. */
interface ServerLedger extends EventStoreConnectionOptions {
  /** What every file beside the ledger begins with. */
  readonly files: string;
  /** The keys of persons, which every server of the ledger has to share; beside the other files where absent. */
  readonly subjectsFile?: string;
}

/** Where the ledgers of all agreements are: the path of a SQLite file, or a server. */
export type LedgerPlace = string | ServerLedger;

/** What a ledger on a server needs beside its address; all of it says nothing to a ledger in a file. */
export interface LedgerServerSettings {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** A PEM file of the certificate authorities to trust. */
  readonly authorityFile?: string | undefined;
  readonly deadlineSeconds?: number | undefined;
  readonly idleSeconds?: number | undefined;
  readonly appendBytes?: number | undefined;
  /** The folder of this machine's own files. */
  readonly dataFolder: string;
  /** The file of the keys of persons, where it is not in that folder. */
  readonly subjectsFile?: string | undefined;
}

/**
 * Where a ledger is, by what the setting says: an address such as `esdb://host:2113/ledger`, else the path of a file.
 * @throws TallyError `ledger-address-invalid`.
 */
export function ledgerPlace(ledger: string, settings: LedgerServerSettings): LedgerPlace {
  if (!isEventStoreAddress(ledger)) return ledger;
  const { user, password, authorityFile, deadlineSeconds, idleSeconds, appendBytes, dataFolder } = settings;
  if ((user === undefined) !== (password === undefined)) {
    throw new TallyError('ledger-address-invalid', `The ledger at ${ledger} needs a user and a password.`, [
      {
        place: user === undefined ? 'TALLY_LEDGER_USER' : 'TALLY_LEDGER_PASSWORD',
        problem: 'One of them is given without the other.',
        mend: 'Give both, or none.',
      },
    ]);
  }
  const { ledger: name, text } = parseEventStoreAddress(ledger);
  return {
    address: text,
    files: join(dataFolder, name),
    ...(settings.subjectsFile !== undefined && { subjectsFile: settings.subjectsFile }),
    ...(user !== undefined && password !== undefined && { credentials: { username: user, password } }),
    ...(authorityFile !== undefined && { certificateAuthorityFile: authorityFile }),
    ...(deadlineSeconds !== undefined && { deadlineMilliseconds: deadlineSeconds * 1000 }),
    ...(idleSeconds !== undefined && { idleMilliseconds: idleSeconds * 1000 }),
    ...(appendBytes !== undefined && { appendBytes }),
  };
}

/** The file of the keys of persons. */
export function subjectsFileOf(place: LedgerPlace): string {
  const own = typeof place === 'string' ? undefined : place.subjectsFile;
  return own ?? `${filesBeside(place)}.subjects`;
}

/** What the names of the files beside a ledger begin with: the path of the ledger's file, or one in the folder of data. */
export function filesBeside(place: LedgerPlace): string {
  return typeof place === 'string' ? place : place.files;
}
