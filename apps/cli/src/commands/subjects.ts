import { defineCommand } from '../command.js';
import { counted, print } from '../console/print.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';

interface SubjectsOptions extends LedgerOption, AgreementOption {
  readonly mentioning?: string;
}

export const subjects = defineCommand<SubjectsOptions>({
  name: 'subjects',
  summary: 'whose personal texts the ledger holds',
  description:
    'Lists the persons, tickets and facts whose texts are sealed in the ledger of an agreement, each with its pseudonym and how many texts its key seals. With --mentioning, only those with a text that has this in it: what has to be erased for a person is their own name and whatever else names them. Also says how many texts were recorded plain, before texts were sealed: they cannot be erased.',
  options: [
    ledgerOption,
    agreementOption,
    { flags: '--mentioning <text>', meaning: 'only those that have this in a text or in their name' },
  ],
  json: '{"agreement": name, "subjects": [{"subject": pseudonym, "kind": "person"|"ticket"|"fact"|null, "name": text|null, "state": "kept"|"erasing"|"erased", "texts": number}],\n "plainTexts": recorded unsealed, "foreignTexts": sealed under keys that are not here}',
  examples: ['tally subjects', 'tally subjects --mentioning "Jane"'],
  run: async (session, options) => {
    const { listSubjects, theAgreement } = await import('../application.js');
    const view = await withServices(session, options, { readOnly: true }, async (services) =>
      listSubjects(services, {
        agreement: await theAgreement(services, options.agreement),
        mentioning: options.mentioning,
      }),
    );
    await print(session, view, () => {
      const table = renderTable(
        [
          { head: 'Kind' },
          { head: 'Name' },
          { head: 'State' },
          { head: 'Texts', align: 'right' },
          { head: 'Pseudonym' },
        ],
        view.subjects.map(({ kind, name, state, texts, subject }) => [
          kind ?? '',
          name ?? '',
          state,
          String(texts),
          subject,
        ]),
      );
      const plain =
        view.plainTexts === 0
          ? ''
          : `${counted(view.plainTexts, 'text')} recorded before texts were sealed: no erasure reaches them.\n`;
      const foreign =
        view.foreignTexts === 0
          ? ''
          : `${counted(view.foreignTexts, 'text')} sealed under keys that are not here.\n`;
      return `${table}${plain}${foreign}`;
    });
  },
});
