import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import { agreementUnknown } from '../knowledge/known-at.js';
import type { Services } from '../services.js';

/** The agreements that the ledger holds, by name. */
export async function listAgreements(services: Services): Promise<readonly LedgerHead[]> {
  return services.ledger.agreements();
}

/**
 * The agreement that a person with the ledger's file at hand means: where none is named, the only one.
 * @throws TallyError `usage` where there are several, `agreement-unknown` where there is none, with the names of those that
 * there are.
 */
export async function theAgreement(services: Services, named: string | undefined): Promise<string> {
  const held = await services.ledger.agreements();
  if (named !== undefined) {
    const names = held.map(({ agreement }) => agreement);
    if (!names.includes(named)) throw agreementUnknown(named, names);
    return named;
  }
  const [first, ...others] = held;
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
