import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { defineCommand } from '../command.js';
import { counted } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
} from '../options.js';

interface ExportOptions extends LedgerOption, AgreementOption, KnownAtOption {
  readonly output?: string;
}

export const exportCommand = defineCommand<ExportOptions>({
  name: 'export',
  summary: 'write the facts of an agreement as NDJSON',
  description:
    'Writes the canonical text of every fact, one a line, in ledger order: the bytes that the chain is over. `tally restore` takes them back elsewhere. The chain is recomputed while reading.',
  options: [
    ledgerOption,
    agreementOption,
    knownAtOption,
    { flags: '--output <file>', meaning: 'the file to write (else standard output)' },
  ],
  json: 'the facts themselves, one canonical JSON object a line, with and without --json;\nwith --output and --json: {"agreement": name, "facts": number, "output": path}',
  examples: [
    'tally export --agreement acme-northwind --output acme.ndjson',
    'tally export --agreement acme-northwind | gzip > acme.ndjson.gz',
  ],
  run: async (session, options) => {
    const { exportFacts, theAgreement } = await import('../application.js');
    await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      const pages = exportFacts(services, { agreement, knownAt: options.knownAt });
      if (options.output === undefined) {
        for await (const page of pages) await session.terminal.out(`${page.join('\n')}\n`);
        return;
      }
      let facts = 0;
      async function* bytes() {
        for await (const page of pages) {
          facts += page.length;
          yield `${page.join('\n')}\n`;
        }
      }
      await pipeline(Readable.from(bytes()), createWriteStream(options.output));
      await session.terminal.out(
        session.json
          ? `${JSON.stringify({ agreement, facts, output: options.output })}\n`
          : `Wrote ${counted(facts, 'fact')} of ${agreement} to ${options.output}.\n`,
      );
    });
  },
});
