import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteServices, signAgreement } from '@tallystick/application';
import { sampleTerms } from '../../e2e/support/sample-agreement.js';

/** A folder with a ledger in which sample agreements are signed, for a server to be started in. */
export async function preparedFolder(...agreements: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-server-'));
  const services = await openSqliteServices(join(folder, 'tally.db'));
  try {
    for (const agreement of agreements) {
      const text = sampleTerms
        .replace(/^agreement: .*$/m, `agreement: ${agreement}`)
        .replace(/^term: .*$/m, presentTerm());
      await signAgreement(services, {
        document: { name: 'terms.yaml', text },
        assertedBy: { party: 'client' },
      });
    }
  } finally {
    await services.ledger.close();
  }
  return folder;
}

/** From 2025 on, and still running whenever the test runs. */
function presentTerm(): string {
  return `term: { from: 2025-01-01, to: ${new Date().getUTCFullYear() + 1}-12-31 }`;
}
