import { binaryEvent, NO_STREAM } from '@eventstore/db-client';
import { TallyError } from '@tallystick/errors';
import { appendEvents } from './append-events.js';
import type { Connection } from './connection.js';
import { readEvents } from './read-events.js';
import type { StoredEvent } from './stored-event.js';
import { type StreamNames, uuidOfText } from './streams.js';

const mostNames = Number.MAX_SAFE_INTEGER;

/**
 * The names of all agreements, in a stream of their own: a server cannot be asked for its streams. A name is written
 * before the first fact, so that no agreement is ever missing; one whose first fact never came has no head.
 */
export class Register {
  readonly #connection: Connection;
  readonly #stream: string;
  readonly #names = new Set<string>();
  #read = 0;
  /** The registration under way, after which the next one begins: only other processes get in its way then. */
  #registering: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, streams: StreamNames) {
    this.#connection = connection;
    this.#stream = streams.register;
  }

  /** All names that are registered by now. @throws TallyError `ledger-unavailable`, `ledger-broken`. */
  async names(): Promise<ReadonlySet<string>> {
    for await (const event of readEvents(this.#connection, this.#stream, this.#read, mostNames)) {
      if (event.position < this.#read) continue;
      this.#names.add(nameIn(event, this.#read));
      this.#read = event.position + 1;
    }
    return this.#names;
  }

  /** Registers an agreement where that was not done before. */
  async ensure(agreement: string): Promise<void> {
    if (this.#names.has(agreement)) return;
    const turn = this.#registering.then(() => this.#register(agreement));
    this.#registering = turn.catch(() => undefined);
    await turn;
  }

  async #register(agreement: string): Promise<void> {
    const backOff = this.#connection.backOff();
    const data = new Uint8Array(Buffer.from(JSON.stringify({ agreement }), 'utf8'));
    const id = uuidOfText(JSON.stringify(['tallystick/register/1', this.#stream, agreement]));
    const event = binaryEvent({ id, type: 'AgreementRegistered', data });
    while (!(await this.names()).has(agreement)) {
      const last = this.#read === 0 ? NO_STREAM : BigInt(this.#read - 1);
      const outcome = await appendEvents(this.#connection, this.#stream, last, [
        { event, id, bytes: data.length },
      ]);
      // Others register, too. Where this goes on and on, somebody else's programs write here.
      if (outcome === 'conflict' && !(await backOff())) {
        throw new TallyError(
          'ledger-unavailable',
          `"${agreement}" cannot be registered: others keep writing to ${this.#stream}.`,
        );
      }
    }
  }
}

function nameIn({ content, position }: StoredEvent, expected: number): string {
  try {
    const { agreement } = JSON.parse(String(content)) as { agreement?: unknown };
    if (typeof agreement === 'string' && position === expected) return agreement;
  } catch {
    // Said below.
  }
  throw new TallyError('ledger-broken', `The register of agreements is broken at ${expected}.`);
}
