import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand } from '../command.js';
import { linesOf } from '../console/lines.js';
import { counted, print } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import { type LedgerOption, ledgerOption } from '../options.js';

export const restore = defineCommand<LedgerOption>({
  name: 'restore',
  arguments: '<file>',
  summary: 'take an export back into a ledger',
  description:
    'Records an export (`-` for standard input) byte for byte, with the instants at which its facts were recorded, so that the chain and every replay come out as they were. The ledger must not hold the agreement yet; it is made where there is none. All or nothing.',
  options: [ledgerOption],
  json: '{"agreement": name, "facts": number, "position": number, "chainHash": hex}',
  examples: ['tally restore acme.ndjson --ledger elsewhere.db', 'zcat acme.ndjson.gz | tally restore -'],
  run: async (session, options, [file]) => {
    const { restoreLedger } = await import('../application.js');
    const input = file === '-' ? session.terminal.input : createReadStream(file!);
    const name = file === '-' ? 'standard input' : basename(file!);
    const { agreement, position, chainHash } = await withServices(
      session,
      options,
      { create: true },
      (services) => restoreLedger(services, linesOf(input), name),
    );
    await print(
      session,
      { agreement, facts: position + 1, position, chainHash },
      () => `Restored ${counted(position + 1, 'fact')} of ${agreement}. Chain: ${chainHash}\n`,
    );
  },
});
