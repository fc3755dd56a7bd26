import { defineCommand } from '../command.js';
import { counted, print } from '../console/print.js';
import { ProgressBar } from '../console/progress.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';

interface VerifyOptions extends LedgerOption, AgreementOption {
  readonly replay?: boolean;
}

export const verify = defineCommand<VerifyOptions>({
  name: 'verify',
  summary: 'recompute every hash of the ledger',
  description:
    'Recomputes the chain from the bytes of every fact and hashes every issued statement again. Any changed byte, removed, swapped or inserted fact is reported with its position, and the exit code is 1. With --replay every issued statement is also computed again from the facts.',
  options: [
    ledgerOption,
    { ...agreementOption, meaning: 'only this agreement' },
    { flags: '--replay', meaning: 'also compute every issued statement again' },
  ],
  json: '{"whole": boolean, "facts": number, "agreements": [{"agreement", "facts", "chainHash", "faults"}],\n "faults": [{"kind", "agreement", "position", "problem"}], "faultsNotListed": number,\n "statements": [{"agreement", "period", "digest", "sealHolds": boolean, "replayed": "same"|"differs"|null}], "notChecked": [text]}',
  examples: ['tally verify', 'tally verify --agreement acme-northwind --replay'],
  run: async (session, options) => {
    const { verifyLedger } = await import('../application.js');
    const bar = new ProgressBar(session.terminal, 'verifying');
    const report = await withServices(session, options, { readOnly: true }, (services) =>
      verifyLedger(services, { agreement: options.agreement, replay: options.replay ?? false }, (progress) =>
        bar.update(progress.verifiedFacts, progress.totalFacts, counted(progress.verifiedFacts, 'fact')),
      ),
    ).finally(() => bar.end());
    await print(session, report, () => {
      const agreements = renderTable(
        [
          { head: 'Agreement' },
          { head: 'Facts', align: 'right' },
          { head: 'Faults', align: 'right' },
          { head: 'Chain' },
        ],
        report.agreements.map(({ agreement, facts, faults, chainHash }) => [
          agreement,
          String(facts),
          String(faults),
          chainHash ?? '',
        ]),
      );
      const faults = report.faults.map(
        ({ kind, agreement, position, problem }) =>
          `  ${[agreement, position].filter((part) => part !== undefined).join(' ')} ${kind}: ${problem}\n`,
      );
      const statements = report.statements
        .filter(({ sealHolds, replayed }) => !sealHolds || replayed === 'differs')
        .map(({ agreement, period }) => `  ${agreement} ${period}: the statement is not what was sealed\n`);
      const verdict = report.whole
        ? `The ledger is whole: ${counted(report.facts, 'fact')}, ${counted(report.statements.length, 'issued statement')}.\n`
        : `The ledger is NOT whole:\n${faults.join('')}${statements.join('')}`;
      const notChecked = report.notChecked.map((sentence) => `  ${sentence}\n`).join('');
      return `${agreements}\n${verdict}${notChecked === '' ? '' : `Not checked:\n${notChecked}`}`;
    });
    return report.whole ? 'success' : 'check-failed';
  },
});
