import type { ComparedLedger } from '../application.js';
import { defineCommand } from '../command.js';
import { counted, print } from '../console/print.js';
import { ProgressBar } from '../console/progress.js';
import { readKeys, readText } from '../console/read-text.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption, type LedgerOption, ledgerOption } from '../options.js';

interface VerifyOptions extends LedgerOption, AgreementOption {
  readonly replay?: boolean;
  readonly against?: readonly string[];
  readonly key?: readonly string[];
}

export const verify = defineCommand<VerifyOptions>({
  name: 'verify',
  summary: 'recompute every hash of the ledger',
  description:
    'Recomputes the chain from the bytes of every fact and hashes every issued statement again. Any changed byte, removed, swapped or inserted fact is reported with its position, and the exit code is 1. With --replay every issued statement is also computed again from the facts. Checkpoints in the ledger, and those that keys here have signed, must be of these very facts. With --against it is also held against checkpoints and proofs that were kept elsewhere: a ledger that was set back to an older file, or has another history, is whole by itself and found only so; the answer says from which position, as closely as the files tell.',
  options: [
    ledgerOption,
    { ...agreementOption, meaning: 'only this agreement' },
    { flags: '--replay', meaning: 'also compute every issued statement again' },
    {
      flags: '--against <file...>',
      meaning: 'checkpoints, consistency proofs and .tlog-proof files that were kept elsewhere',
    },
    { flags: '--key <key...>', meaning: 'further keys of the log that you trust, or files that hold one' },
  ],
  json: '{"whole": boolean, "facts": number, "agreements": [{"agreement", "facts", "chainHash", "faults"}],\n "faults": [{"kind", "agreement", "position", "problem"}], "faultsNotListed": number,\n "statements": [{"agreement", "period", "digest", "sealHolds": boolean, "replayed": "same"|"differs"|null}], "notChecked": [text],\n "comparisons": [{"agreement", "facts", "verdict": "same"|"set-back"|"forked", "firstDifference": {"from", "until"} or null, "missing": {"from", "until"} or null,\n  "checkpoints": [{"from": "ledger"|"keys"|file, "origin", "size", "verdict", "signedBy": [{"name", "cosignedAt"}]}], "problems": [text]}]}',
  examples: [
    'tally verify',
    'tally verify --agreement acme-northwind --replay',
    'tally verify --against 2025-03.checkpoint --key acme.vkey',
  ],
  run: async (session, options) => {
    const { verifyLedger } = await import('../application.js');
    const bar = new ProgressBar(session.terminal, 'verifying');
    const against = await Promise.all((options.against ?? []).map(readText));
    const keys = await readKeys(options.key ?? []);
    const report = await withServices(session, options, { readOnly: true }, (services) =>
      verifyLedger(
        services,
        { agreement: options.agreement, replay: options.replay ?? false, against, keys },
        (progress) =>
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
      const comparisons = report.comparisons.flatMap(wordsOfComparison);
      const held = report.comparisons.reduce((sum, { checkpoints }) => sum + checkpoints.length, 0);
      const verdict = report.whole
        ? `The ledger is whole: ${counted(report.facts, 'fact')}, ${counted(report.statements.length, 'issued statement')}${held === 0 ? '' : `, ${counted(held, 'checkpoint')}`}.\n`
        : `The ledger is NOT whole:\n${faults.join('')}${statements.join('')}${comparisons.join('')}`;
      const notChecked = report.notChecked.map((sentence) => `  ${sentence}\n`).join('');
      return `${agreements}\n${verdict}${notChecked === '' ? '' : `Not checked:\n${notChecked}`}`;
    });
    return report.whole ? 'success' : 'check-failed';
  },
});

/** Says what differs from what was kept, and from which position. */
function wordsOfComparison({
  agreement,
  facts,
  firstDifference,
  missing,
  checkpoints,
  problems,
}: ComparedLedger) {
  const lines = problems.map((problem) => `  ${agreement}: ${problem}\n`);
  if (firstDifference !== null) {
    const { from, until } = firstDifference;
    const where = from === until - 1 ? `at position ${from}` : `at a position from ${from} to ${until - 1}`;
    const before = from === 0 ? 'No fact' : `Every fact before ${from}`;
    lines.push(
      `  ${agreement}: ANOTHER HISTORY begins ${where}. ${before} is shown to be as it was signed.\n`,
    );
  }
  if (missing !== null) {
    const { from, until } = missing;
    lines.push(
      `  ${agreement}: SET BACK. ${counted(until, 'fact')} were signed, ${facts} are there: positions ${from} to ${until - 1} are missing.\n`,
    );
  }
  const against = checkpoints.filter(({ verdict }) => verdict !== 'same');
  for (const { from, size, signedBy } of against) {
    const names = signedBy.map(({ name }) => name).join(', ');
    lines.push(`    against the checkpoint over ${counted(size, 'fact')} (${from}), signed by ${names}\n`);
  }
  return lines;
}
