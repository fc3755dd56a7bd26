import { describe } from 'vitest';
import { appendCompliance } from './append-compliance.js';
import type { MakeLedger } from './ledger-under-test.js';
import { modelCompliance } from './model-compliance.js';
import { readCompliance } from './read-compliance.js';
import { restoreCompliance } from './restore-compliance.js';
import { subscribeCompliance } from './subscribe-compliance.js';

/**
 * The suite that every ledger adapter passes (design 4). An adapter's own test calls it with a way to make new,
 * empty ledgers.
 */
export function describeLedgerCompliance(name: string, makeLedger: MakeLedger): void {
  describe(`${name} keeps the ledger's port`, () => {
    describe('append', () => appendCompliance(makeLedger));
    describe('read', () => readCompliance(makeLedger));
    describe('restore', () => restoreCompliance(makeLedger));
    describe('subscribe', () => subscribeCompliance(makeLedger));
    describe('model', () => modelCompliance(makeLedger));
  });
}
