import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';

/** The agreements that the ledger holds, by name. */
export async function listAgreements(services: Services): Promise<readonly LedgerHead[]> {
  return services.ledger.agreements();
}

/**
 * The agreement meant where a person named none: the only one.
 * @throws TallyError `usage` where there are several, `agreement-unknown` where there is none.
 */
export async function theAgreement(services: Services, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const [first, ...others] = await services.ledger.agreements();
  if (first === undefined) {
    throw new TallyError('agreement-unknown', 'The ledger holds no agreement yet.', [
      { place: '--agreement', problem: 'There is none to name.', mend: 'Record one with `tally sign`.' },
    ]);
  }
  if (others.length === 0) return first.agreement;
  throw new TallyError('usage', 'The ledger holds several agreements.', [
    {
      place: '--agreement',
      problem: `It may be ${[first, ...others].map(({ agreement }) => agreement).join(', ')}.`,
      mend: 'Name one of them.',
    },
  ]);
}
