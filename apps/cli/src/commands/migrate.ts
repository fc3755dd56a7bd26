import { existsSync } from 'node:fs';
import { defineCommand } from '../command.js';
import { counted, print } from '../console/print.js';
import { ProgressBar } from '../console/progress.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption } from '../options.js';
import type { Session } from '../session.js';

interface MigrateOptions extends AgreementOption {
  readonly from: string;
  readonly to: string;
}

/** What lies beside a ledger, is no part of it, and cannot be made again: tokens, keys of personal text, deliveries. */
const besides = ['access', 'subjects', 'ingestion'];

/** The files beside the first ledger that somebody has to carry over. */
async function filesToCarry(session: Session, from: string): Promise<readonly string[]> {
  const { filesBeside } = await import('../application.js');
  const { placeOfLedger } = await import('../console/place-of-ledger.js');
  const stem = filesBeside(placeOfLedger(from, session.environment));
  return besides.map((name) => `${stem}.${name}`).filter((path) => existsSync(path));
}

export const migrate = defineCommand<MigrateOptions>({
  name: 'migrate',
  summary: 'copy a ledger to another store, and prove it',
  description:
    'Copies agreements from one ledger to another, between files and servers in any direction, byte for byte with the instants at which facts were recorded. Then both are read back from their first fact, and revision, chain and the digests of all issued statements are compared; where they are not equal, the exit code is 1. Nothing is written before every agreement is known to be absent there or the same: different histories are never made one. A migration that was broken off is finished by the same command. Tokens, keys of personal text and deliveries lie beside a ledger and are not copied; the report names the files. Stop whatever writes to the first ledger before; facts recorded meanwhile are not copied, and the report says so.',
  options: [
    {
      flags: '--from <ledger>',
      meaning: 'the ledger to copy: a file, or the address of a server',
      required: true,
    },
    {
      flags: '--to <ledger>',
      meaning: 'where to: a file, made where there is none, or the address of a server',
      required: true,
    },
    { ...agreementOption, meaning: 'only this agreement' },
  ],
  json: '{"equal": boolean, "facts": number, "agreements": [{"agreement", "outcome": "copied"|"already-there", "facts", "position", "chainHash",\n "statements": [{"period", "position", "digest"}], "differences": [text]}], "grew": [name], "notCopied": [path]}',
  examples: [
    'tally migrate --from tally.db --to "esdb://node1:2113,node2:2113,node3:2113/tallystick?tls=true"',
    'tally migrate --from "esdb://localhost:2113?tls=false" --to copy.db',
  ],
  run: async (session, { from, to, agreement }) => {
    const { migrateLedger } = await import('../application.js');
    const bar = new ProgressBar(session.terminal, 'migrating');
    const migration = await withServices(session, { ledger: from }, { readOnly: true }, (origin) =>
      withServices(session, { ledger: to }, { create: true }, (destination) =>
        migrateLedger(origin.ledger, destination.ledger, { agreement }, (progress) =>
          bar.update(progress.facts, progress.ofFacts, `${progress.step} ${progress.agreement}`),
        ),
      ),
    ).finally(() => bar.end());
    const notCopied = await filesToCarry(session, from);
    await print(session, { ...migration, notCopied }, () => {
      const table = renderTable(
        [
          { head: 'Agreement' },
          { head: 'Facts', align: 'right' },
          { head: 'Statements', align: 'right' },
          { head: 'Outcome' },
          { head: 'Chain' },
        ],
        migration.agreements.map(
          ({ agreement: name, facts, statements, outcome, differences, chainHash }) => [
            name,
            String(facts),
            String(statements.length),
            differences.length > 0
              ? 'DIFFERENT'
              : outcome === 'copied'
                ? 'copied, equal'
                : 'was there, equal',
            chainHash,
          ],
        ),
      );
      const differences = migration.agreements.flatMap(({ agreement: name, differences: found }) =>
        found.map((difference) => `  ${name}: ${difference}\n`),
      );
      const grew = migration.grew.map(
        (name) => `  ${name}: facts were recorded in ${from} while it was copied; they are not in ${to}.\n`,
      );
      const verdict = migration.equal
        ? `Equal: ${counted(migration.facts, 'fact')} of ${counted(migration.agreements.length, 'agreement')}, read back from both ledgers.\n`
        : `NOT equal:\n${differences.join('')}${grew.join('')}`;
      const carry =
        notCopied.length === 0 ? '' : `Not part of the ledger, carry them over: ${notCopied.join(', ')}\n`;
      return `${table}\n${verdict}${carry}`;
    });
    return migration.equal ? 'success' : 'check-failed';
  },
});
