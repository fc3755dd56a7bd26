import { defineCommand } from '../command.js';
import { print } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';

export const amend = defineCommand<LedgerOption & AgreementOption>({
  name: 'amend',
  arguments: '<amendment>',
  summary: 'record an amendment or a correction of the terms',
  description:
    'Checks an amendment against the terms as they are known and records it. Its effective date may lie in the past: stated periods stay as they were stated, and the difference becomes an adjustment of the next statement. Recording the same amendment again changes nothing.',
  options: [ledgerOption, agreementOption],
  json: '{"agreement": name, "amendment": id, "kind": "amendment"|"correction", "effectiveFrom": date, "repeated": boolean, "position": number, "chainHash": hex}',
  examples: ['tally amend amendment-1.yaml', 'tally amend amendment-1.yaml --agreement acme-northwind'],
  run: async (session, options, [file]) => {
    const { amendAgreement, theAgreement } = await import('../application.js');
    const document = await readText(file!);
    const { head, ...amended } = await withServices(session, options, {}, async (services) =>
      amendAgreement(services, { agreement: await theAgreement(services, options.agreement), document }),
    );
    const shape = { ...amended, position: head.position, chainHash: head.chainHash };
    await print(session, shape, () =>
      amended.repeated
        ? `Amendment ${amended.amendment} was recorded before; nothing changed.\n`
        : `Recorded ${amended.kind} ${amended.amendment} of ${amended.agreement}, in force from ${amended.effectiveFrom}.\n`,
    );
  },
});
