/**
 * `npm run test:esdb`: the ledger's compliance suite against a real EventStoreDB or KurrentDB, named by ESDB_URL, e.g.
 * `ESDB_URL=esdb://admin:changeit@localhost:2113?tls=false`. Each test has a ledger of its own, and leaves it there.
 */
import { spawnSync } from 'node:child_process';

if (!process.env.ESDB_URL) {
  process.stderr.write(
    'ESDB_URL names no server, e.g. ESDB_URL=esdb://admin:changeit@localhost:2113?tls=false\n',
  );
  process.exit(64);
}
const suite = 'libs/ledger/src/eventstoredb/event-store-ledger.conformance.test.ts';
const { status } = spawnSync('npx', ['vitest', 'run', suite], { stdio: 'inherit' });
process.exit(status ?? 1);
