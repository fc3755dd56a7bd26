import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand } from '../command.js';
import { linesOf } from '../console/lines.js';
import { counted, print } from '../console/print.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';

interface RecordOptions extends LedgerOption, AgreementOption {
  readonly assertedBy?: string;
  readonly actor?: string;
}

export const record = defineCommand<RecordOptions>({
  name: 'record',
  arguments: '<file>',
  summary: 'record facts from NDJSON',
  description:
    'Records facts, one JSON object a line (`-` for standard input): {"type", "effectiveAt", ...payload}, with optional id, assertedBy and source. A line without an id gets one that follows from what it says, so recording the same file again changes nothing. Up to 10,000 lines are recorded all or none. Corrections are facts as well: {"type": "FactRetracted", "effectiveAt", "fact": id, "reason"}.',
  options: [
    ledgerOption,
    agreementOption,
    { flags: '--asserted-by <party>', meaning: 'who says so where a line does not tell (else client)' },
    { flags: '--actor <name>', meaning: 'the person or program that speaks for that party' },
  ],
  json: '{"agreement": name, "lines": number, "facts": newly recorded, "unchanged": number, "position": number, "chainHash": hex}',
  examples: [
    'tally record facts.ndjson --agreement acme-northwind',
    `echo '{"type":"OutageEnded","effectiveAt":"2025-03-04T10:12:00Z","outage":"OUT-7"}' | tally record -`,
  ],
  run: async (session, options, [file]) => {
    const { recordFacts, theAgreement } = await import('../application.js');
    const { head, ...counts } = await withServices(session, options, {}, async (services) =>
      recordFacts(services, {
        agreement: await theAgreement(services, options.agreement),
        lines: linesOf(file === '-' ? session.terminal.input : createReadStream(file!)),
        name: file === '-' ? 'standard input' : basename(file!),
        assertedBy: {
          party: options.assertedBy ?? 'client',
          ...(options.actor === undefined ? {} : { actor: options.actor }),
        },
      }),
    );
    const shape = {
      agreement: head.agreement,
      ...counts,
      position: head.position,
      chainHash: head.chainHash,
    };
    await print(
      session,
      shape,
      () =>
        `Recorded ${counted(counts.facts, 'fact')} of ${counted(counts.lines, 'line')}; ${counts.unchanged} recorded before. ` +
        `The ledger of ${head.agreement} is at revision ${head.position}.\n`,
    );
  },
});
