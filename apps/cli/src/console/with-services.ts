import { readFile } from 'node:fs/promises';
import type { Services, ZoneTable } from '../application.js';
import type { LedgerOption } from '../options.js';
import type { Session } from '../session.js';
import { keysPath, ledgerPath, settings } from '../settings.js';

export interface ServicesUse {
  /** Whether the command only reads; then nothing of the file is changed. */
  readonly readOnly?: boolean;
  /** Make the ledger file where there is none. */
  readonly create?: boolean;
}

/**
 * Opens the ledger that the command line names, hands it to the work, and closes it however the work ends.
 * @throws TallyError `ledger-unavailable` where the file is missing and is not to be made.
 */
export async function withServices<T>(
  session: Session,
  options: LedgerOption,
  use: ServicesUse,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const { openServices, textOpener } = await import('../application.js');
  const { placeOfLedger } = await import('./place-of-ledger.js');
  const services = await openServices(
    placeOfLedger(ledgerPath(options.ledger, session.environment), session.environment),
    {
      clock: session.clock,
      zones: await zoneTable(session),
      keysFolder: keysPath(session.environment),
      readOnly: use.readOnly ?? false,
      mustExist: use.create !== true,
    },
  );
  session.personalTexts.opener = textOpener(services.subjects);
  try {
    return await work(services);
  } finally {
    await services.ledger.close();
    services.subjects?.close();
  }
}

/** The time-zone table: the one that comes with tally, or the file that the setting names. */
export async function zoneTable(session: Session): Promise<ZoneTable> {
  const { pinnedZoneTable, zoneTableOfText } = await import('../application.js');
  const file = session.environment[settings.zones.variable];
  if (file === undefined || file === '') return pinnedZoneTable();
  return zoneTableOfText(await readFile(file, 'utf8'), file);
}
