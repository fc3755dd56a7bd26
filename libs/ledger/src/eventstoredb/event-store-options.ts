import type { EpochMilliseconds } from '@tallystick/quantities';

interface EventStoreCredentials {
  readonly username: string;
  readonly password: string;
}

/** How a ledger on EventStoreDB or KurrentDB is reached. Plain data, but for the clock, so that threads can be told. */
export interface EventStoreConnectionOptions {
  /** `esdb://…` (address.ts). */
  readonly address: string;
  /** Needed where TLS is on: a server with TLS lets nobody in without. */
  readonly credentials?: EventStoreCredentials;
  /** A PEM file of certificate authorities to trust in place of the system's. */
  readonly certificateAuthorityFile?: string;
  /** How long one call may take, and for how long one that fails is repeated; 10,000 where absent. */
  readonly deadlineMilliseconds?: number;
  /** After how long without a word a read or a subscription is taken for dead and begun again; 30,000 where absent. */
  readonly idleMilliseconds?: number;
  /** What the server takes in one append (its `MaxAppendSize`); 1,048,576 where absent, its own default. */
  readonly appendBytes?: number;
}

export interface EventStoreOptions extends EventStoreConnectionOptions {
  /** The instant that now is. The machine's clock where absent. */
  readonly clock?: () => EpochMilliseconds;
  /** Refuse to record anything. */
  readonly readOnly?: boolean;
  /**
   * Keep the heads of all agreements by the one subscription, for whoever asks for them again and again. Otherwise
   * each `agreements()` reads them, and the subscription begins with the first `subscribe`.
   */
  readonly follow?: boolean;
  /** Where the disposable index of fact ids is kept; in memory where absent. */
  readonly indexFile?: string;
}

export const eventStoreDefaults = {
  deadlineMilliseconds: 10_000,
  idleMilliseconds: 30_000,
  appendBytes: 1_048_576,
} as const;
