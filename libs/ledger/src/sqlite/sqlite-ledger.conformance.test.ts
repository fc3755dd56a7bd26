import { describeLedgerCompliance } from '../compliance/describe-ledger-compliance.js';
import { makeSqliteLedger } from './sqlite-under-test.js';

describeLedgerCompliance('SQLite', makeSqliteLedger);
