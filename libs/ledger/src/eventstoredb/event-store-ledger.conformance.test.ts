import { afterAll } from 'vitest';
import { describeLedgerCompliance } from '../compliance/describe-ledger-compliance.js';
import { makeEventStoreLedgers, realServer } from './event-store-under-test.js';

const where =
  realServer() === undefined
    ? "a server in this process that speaks EventStoreDB's protocol"
    : 'the server of ESDB_URL';
const ledgers = makeEventStoreLedgers();
afterAll(() => ledgers.close());

describeLedgerCompliance(`EventStoreDB, on ${where},`, ledgers.make);
