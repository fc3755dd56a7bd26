import type { TermsInForce } from '../application.js';
import type { OptionDefinition } from '../command.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
} from '../options.js';
import type { Session } from '../session.js';
import { readText } from './read-text.js';
import { withServices, zoneTable } from './with-services.js';

export interface TermsSourceOptions extends LedgerOption, AgreementOption, KnownAtOption {}

export const termsSourceOptions: readonly OptionDefinition[] = [ledgerOption, agreementOption, knownAtOption];

/** The terms in force of a terms file with its amendments; where no file is named, of a recorded agreement. */
export async function readTermsInForce(
  session: Session,
  options: TermsSourceOptions,
  [terms, ...amendments]: readonly string[],
): Promise<TermsInForce> {
  const { termsOfAgreement, termsOfFiles, theAgreement } = await import('../application.js');
  if (terms !== undefined) {
    return termsOfFiles(
      await zoneTable(session),
      await readText(terms),
      await Promise.all(amendments.map(readText)),
    );
  }
  return withServices(session, options, { readOnly: true }, async (services) =>
    termsOfAgreement(services, await theAgreement(services, options.agreement), options.knownAt),
  );
}
