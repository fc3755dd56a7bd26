import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Credentials } from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import { type EventStoreAddress, parseEventStoreAddress } from './address.js';
import { failureOf, typedError } from './client-errors.js';
import { ClosableClient } from './closable-client.js';
import { type EventStoreConnectionOptions, eventStoreDefaults } from './event-store-options.js';

const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 1_000;

/** What every call needs: the client, what goes with each call, and how long failing ones are repeated. */
export class Connection {
  readonly address: EventStoreAddress;
  readonly client: ClosableClient;
  readonly deadlineMilliseconds: number;
  readonly idleMilliseconds: number;
  readonly appendBytes: number;
  readonly #credentials: Credentials;
  #closed = false;

  /** Nothing is sent yet. @throws TallyError `ledger-address-invalid`, `file-not-found`. */
  constructor(options: EventStoreConnectionOptions) {
    const address = parseEventStoreAddress(options.address);
    if (address.tls && options.credentials === undefined) {
      throw new TallyError('ledger-address-invalid', `The ledger at ${address.text} needs a user.`, [
        {
          place: 'TALLY_LEDGER_USER',
          problem: 'A server that speaks TLS lets nobody in without one.',
          mend: 'Give TALLY_LEDGER_USER and TALLY_LEDGER_PASSWORD, or turn TLS off for a try-out: ?tls=false.',
        },
      ]);
    }
    this.address = address;
    this.deadlineMilliseconds = options.deadlineMilliseconds ?? eventStoreDefaults.deadlineMilliseconds;
    this.idleMilliseconds = options.idleMilliseconds ?? eventStoreDefaults.idleMilliseconds;
    this.appendBytes = options.appendBytes ?? eventStoreDefaults.appendBytes;
    // A call with credentials takes the client's plain way, also where there are none to send: its batch way mixes
    // clients up and never gives up waiting. Without TLS the client sends none.
    this.#credentials = options.credentials ?? { username: 'nobody', password: '' };
    this.client = clientOf(address, this.deadlineMilliseconds, options.certificateAuthorityFile);
  }

  /** What goes with each call. Only the leader is asked, since others may lag behind what was recorded. */
  get callOptions(): { credentials: Credentials; deadline: number; requiresLeader: boolean } {
    return {
      credentials: this.#credentials,
      deadline: this.deadlineMilliseconds,
      requiresLeader: true,
    };
  }

  /**
   * Does what changes nothing, and does it again where the outcome is unknown, until the deadline has passed.
   * @throws TallyError as `typedError` says.
   */
  async repeated<T>(call: () => Promise<T>): Promise<T> {
    const backOff = this.backOff();
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (failureOf(error) !== 'unknown' || !(await backOff())) throw this.typed(error);
      }
    }
  }

  typed(error: unknown): unknown {
    return typedError(this.address.text, error);
  }

  /** Pauses longer each time; false, without a pause, once as much time has passed as a call may take, or at the end. */
  backOff(): () => Promise<boolean> {
    const giveUpAt = performance.now() + this.deadlineMilliseconds;
    let milliseconds = firstPauseMilliseconds;
    return async () => {
      if (this.#closed || performance.now() + milliseconds > giveUpAt) return false;
      await pause(milliseconds);
      milliseconds = Math.min(2 * milliseconds, longestPauseMilliseconds);
      return true;
    };
  }

  close(): void {
    this.#closed = true;
    this.client.close();
  }
}

function clientOf(
  { hosts, discover, tls }: EventStoreAddress,
  defaultDeadline: number,
  certificateAuthorityFile: string | undefined,
): ClosableClient {
  const settings = { throwOnAppendFailure: true, defaultDeadline };
  const channel = tls
    ? {
        insecure: false,
        ...(certificateAuthorityFile !== undefined && {
          rootCertificate: readAuthority(certificateAuthorityFile),
        }),
      }
    : { insecure: true };
  const [first] = hosts;
  if (discover) return new ClosableClient({ ...settings, discover: first! }, channel);
  if (hosts.length > 1) return new ClosableClient({ ...settings, endpoints: [...hosts] }, channel);
  return new ClosableClient({ ...settings, endpoint: first! }, channel);
}

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TallyError(
      'file-not-found',
      `The certificate authority ${file} cannot be read.`,
      [
        {
          place: file,
          problem: 'It cannot be read.',
          mend: 'Check TALLY_LEDGER_CA_FILE and the permissions.',
        },
      ],
      error,
    );
  }
}
