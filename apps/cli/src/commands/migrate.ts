import { defineCommand } from '../command.js';
import { counted, print } from '../console/print.js';
import { ProgressBar } from '../console/progress.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import { type AgreementOption, agreementOption } from '../options.js';

interface MigrateOptions extends AgreementOption {
  readonly from: string;
  readonly to: string;
}

export const migrate = defineCommand<MigrateOptions>({
  name: 'migrate',
  summary: 'copy a ledger to another store, and prove it',
  description:
    'Copies agreements from one ledger to another, between files and servers in any direction, byte for byte with the instants at which facts were recorded. Then both are read back from their first fact, and revision, chain and the digests of all issued statements are compared; where they are not equal, the exit code is 1. Nothing is written before every agreement is known to be absent there or the same: different histories are never made one. A migration that was broken off is finished by the same command. Stop whatever writes to the first ledger before; facts recorded meanwhile are not copied, and the report says so.',
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
  json: '{"equal": boolean, "facts": number, "agreements": [{"agreement", "outcome": "copied"|"already-there", "facts", "position", "chainHash",\n "statements": [{"period", "position", "digest"}], "differences": [text]}], "grew": [name]}',
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
    await print(session, migration, () => {
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
      return `${table}\n${verdict}`;
    });
    return migration.equal ? 'success' : 'check-failed';
  },
});
