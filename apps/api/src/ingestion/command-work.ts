import { openServices } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import type { Ingestion } from '@tallystick/ingestion';
import type { CommandSession } from '../commands/command.js';
import { ledgerOf } from '../configuration/ledger-of.js';
import { loadConfiguration } from '../configuration/load-configuration.js';
import { openIngestion } from './open-ingestion.js';

export { shownLetter } from './dead-letters.types.js';
export { replayAll } from './replay-all.js';

/** What a command of dead letters works on. */
export interface OpenedIngestion {
  readonly ingestion: Ingestion;
  /** Every agreement that the ledger or a source names. */
  readonly agreements: () => Promise<readonly string[]>;
}

export async function withIngestion(
  session: CommandSession,
  work: (opened: OpenedIngestion) => void | Promise<void>,
): Promise<void> {
  const configuration = loadConfiguration(session.environment);
  const services = await openServices(ledgerOf(configuration));
  try {
    const ingestion = openIngestion(configuration, services);
    try {
      await work({
        ingestion,
        agreements: async () => {
          const signed = (await services.ledger.agreements()).map(({ agreement }) => agreement);
          return [...new Set([...signed, ...ingestion.webhooks.map(({ agreement }) => agreement)])];
        },
      });
    } finally {
      await ingestion.close();
    }
  } finally {
    await services.ledger.close();
  }
}

/** @throws TallyError `dead-letter-unknown` for what is no id. */
export function letterId(text: string | undefined): number {
  if (text !== undefined && /^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw unknownLetter(text);
}

export function unknownLetter(text: string | undefined): TallyError {
  return new TallyError('dead-letter-unknown', `There is no dead letter ${text ?? ''}.`);
}

/** Either letters by their ids, or all of a source. */
export function requireOneChoice(source: string | undefined, ids: readonly string[]): void {
  if ((source === undefined) !== (ids.length === 0)) return;
  throw new TallyError('usage', 'Name letters, or a source with --source, and not both.');
}
