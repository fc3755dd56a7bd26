export type { AppendResult, ExpectedRevision, Ledger, LedgerHead, ReadRange, RecordedFact } from './port.js';
export type {
  LedgerFault,
  LedgerFaultKind,
  VerificationProgress,
  VerificationReport,
  VerifiedAgreement,
} from './verification-report.js';
export { LedgerConflict } from './batch.js';
export { chainHashOver } from './chain.js';
export { ledgerLimits } from './limits.js';
export { openSqliteLedger } from './sqlite/open-sqlite-ledger.js';
export type { SqliteLedgerOptions } from './sqlite/sqlite-ledger-options.js';
export { isEventStoreAddress, parseEventStoreAddress } from './eventstoredb/address.js';
export type { EventStoreConnectionOptions, EventStoreOptions } from './eventstoredb/event-store-options.js';
export { openEventStoreLedger } from './eventstoredb/open-event-store-ledger.js';
