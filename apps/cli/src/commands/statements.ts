import { defineCommand } from '../command.js';
import { groupDigits, print } from '../console/print.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
} from '../options.js';

export const statements = defineCommand<LedgerOption & AgreementOption & KnownAtOption>({
  name: 'statements',
  summary: 'list the issued statements, or the agreements',
  description:
    'Lists the statements issued for an agreement, with what each came to. Where the ledger holds several agreements and none is named, lists those instead.',
  options: [ledgerOption, agreementOption, knownAtOption],
  json: '{"agreement": name, "statements": [{"period", "issuedAt", "position", "knownAtPosition", "digest", "currency",\n "credits", "adjustments", "total", "missed": [service level]}]};\nwithout an agreement: {"agreements": [{"agreement", "position", "recordedAt", "chainHash"}]}',
  examples: ['tally statements', 'tally statements --agreement acme-northwind --known-at 2025-07-05'],
  run: async (session, options) => {
    const { listAgreements, listStatements } = await import('../application.js');
    await withServices(session, options, { readOnly: true }, async (services) => {
      const agreements = await listAgreements(services);
      const agreement = options.agreement ?? (agreements.length === 1 ? agreements[0]!.agreement : undefined);
      if (agreement === undefined) {
        await print(session, { agreements }, () =>
          renderTable(
            [{ head: 'Agreement' }, { head: 'Revision', align: 'right' }, { head: 'Last recorded' }],
            agreements.map((head) => [head.agreement, String(head.position), head.recordedAt]),
          ),
        );
        return;
      }
      const issued = await listStatements(services, { agreement, knownAt: options.knownAt });
      await print(session, { agreement, statements: issued }, () =>
        issued.length === 0
          ? `No statement of ${agreement} has been issued.\n`
          : renderTable(
              [
                { head: 'Period' },
                { head: 'Issued' },
                { head: 'Revision', align: 'right' },
                { head: 'Credits', align: 'right' },
                { head: 'Adjustments', align: 'right' },
                { head: 'Total', align: 'right' },
                { head: '' },
                { head: 'Missed' },
                { head: 'Digest' },
              ],
              issued.map((each) => [
                each.period,
                each.issuedAt.slice(0, 10),
                String(each.knownAtPosition),
                groupDigits(each.credits),
                groupDigits(each.adjustments),
                groupDigits(each.total),
                each.currency,
                String(each.missed.length),
                each.digest.slice(0, 12),
              ]),
            ),
      );
    });
  },
});
