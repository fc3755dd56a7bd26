import type { Ledger } from '../port.js';
import type { EventStoreOptions } from './event-store-options.js';

/**
 * Opens the ledger kept on EventStoreDB or KurrentDB. Nothing is sent before something is asked of it. Several processes
 * on several machines may have it open.
 *
 * The client is loaded only here, so that whoever keeps a ledger in a file starts without it.
 *
 * @throws TallyError `ledger-address-invalid`, `file-not-found` (the certificate authority).
 */
export async function openEventStoreLedger(options: EventStoreOptions): Promise<Ledger> {
  const { EventStoreLedger } = await import('./event-store-ledger.js');
  return new EventStoreLedger(options);
}
