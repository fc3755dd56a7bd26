import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import { type LedgerOption, ledgerOption } from '../options.js';
import { ledgerPath } from '../settings.js';

export const init = defineCommand<LedgerOption>({
  name: 'init',
  summary: 'make an empty ledger',
  description:
    'Makes the ledger file. Where it is there already, checks that it is a ledger and changes nothing.',
  options: [ledgerOption],
  json: '{"ledger": path, "created": boolean, "agreements": [name]}',
  examples: ['tally init', 'tally init --ledger contracts.db'],
  run: async (session, options) => {
    const { isEventStoreAddress, listAgreements } = await import('../application.js');
    const named = ledgerPath(options.ledger, session.environment);
    const isServer = isEventStoreAddress(named);
    const path = isServer ? named : resolve(named);
    // A ledger on a server begins with its first fact.
    const created = !isServer && !existsSync(path);
    const agreements = await withServices(session, options, { create: true }, async (services) =>
      (await listAgreements(services)).map(({ agreement }) => agreement),
    );
    await print(session, { ledger: path, created, agreements }, () =>
      created
        ? `Made the ledger ${path}. Next: tally sign TERMS.yaml\n`
        : `The ledger ${path} is there already and holds ${agreements.length === 0 ? 'no agreement' : agreements.join(', ')}.\n`,
    );
  },
});
