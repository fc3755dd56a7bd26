import { filesBeside, type LedgerPlace, ledgerPlace } from '@tallystick/application';
import type { Configuration } from './settings.js';

/** Where the ledger is, by the settings. @throws TallyError `ledger-address-invalid`. */
export function ledgerOf(configuration: Configuration): LedgerPlace {
  return ledgerPlace(configuration.ledger, {
    user: configuration.ledgerUser,
    password: configuration.ledgerPassword,
    authorityFile: configuration.ledgerAuthorityFile,
    deadlineSeconds: configuration.ledgerDeadlineSeconds,
    idleSeconds: configuration.ledgerIdleSeconds,
    appendBytes: configuration.ledgerAppendBytes,
    dataFolder: configuration.dataFolder,
    subjectsFile: configuration.subjectsFile,
  });
}

/** What the names of the files that lie beside the ledger begin with. */
export function filesOf({ ledger, dataFolder }: Pick<Configuration, 'ledger' | 'dataFolder'>): string {
  return filesBeside(ledgerPlace(ledger, { dataFolder }));
}
