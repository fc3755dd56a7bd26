import { TallyError } from '@tallystick/errors';
import { formatInstant } from '@tallystick/quantities';
import { chainBefore, extendChain, type HashText, hashTextOfHex, hashTextToHex } from '../chain.js';
import type { LedgerHead } from '../port.js';
import { brokenLedger } from '../read-range.js';
import type { RecordedEnvelope } from '../recorded-text.js';
import type { Connection } from './connection.js';
import { type FactIndex, type IndexedFact, IndexLost } from './fact-index.js';
import { readEvents, readLast } from './read-events.js';
import { envelopeOf, type StoredEvent } from './stored-event.js';

/** A fact as its event says it, with the chain after it. */
export interface LoggedFact {
  readonly position: number;
  readonly text: string;
  readonly chain: HashText;
}

/** What is at the end of an agreement's stream. */
export type StreamEnd =
  | { readonly kind: 'none' }
  /** A restore that has not written all of its facts yet; none of them count. */
  | { readonly kind: 'restoring'; readonly position: number; readonly wholeAt: number }
  | { readonly kind: 'head'; readonly head: LedgerHead };

/** Facts that go into the index at once. */
const indexedAtOnce = 1_000;
const mostIndexAttempts = 3;

/** One agreement's stream: its end, its facts with the chain recomputed, and its part of the index. */
export class AgreementLog {
  readonly #connection: Connection;
  readonly #stream: string;
  readonly #agreement: string;
  readonly #index: FactIndex;
  #indexing: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, stream: string, agreement: string, index: FactIndex) {
    this.#connection = connection;
    this.#stream = stream;
    this.#agreement = agreement;
    this.#index = index;
  }

  /** The end of the stream as the server holds it now. @throws TallyError `ledger-unavailable`, `ledger-broken`. */
  async end(): Promise<StreamEnd> {
    const last = await readLast(this.#connection, this.#stream);
    return last === undefined ? { kind: 'none' } : endAt(this.#agreement, last);
  }

  async head(): Promise<LedgerHead | undefined> {
    const end = await this.end();
    return end.kind === 'head' ? end.head : undefined;
  }

  /** The head as it was at a position up to the present one. */
  async headAt(position: number): Promise<LedgerHead> {
    for await (const event of readEvents(this.#connection, this.#stream, position, 1)) {
      if (event.position === position) return headOf(this.#agreement, event);
    }
    throw brokenLedger(this.#agreement, `position ${position} is missing`);
  }

  /**
   * The facts from one position to another, both included, each checked to lead the chain from the stored hash of the one
   * before it to its own. @throws TallyError `ledger-broken` where one is missing or the chain does not hold.
   */
  async *facts(from: number, until: number): AsyncGenerator<LoggedFact, void, undefined> {
    let chain = from === 0 ? chainBefore(this.#agreement) : undefined;
    let expected = Math.max(0, from - 1);
    for await (const event of readEvents(this.#connection, this.#stream, expected, until - expected + 1)) {
      if (event.position !== expected) break;
      expected += 1;
      const stored = storedChain(this.#agreement, event);
      if (chain === undefined) {
        // The fact before the first: what the chain came to there is taken as stored.
        chain = stored;
        continue;
      }
      const { content, position } = event;
      if (typeof content !== 'string')
        throw brokenLedger(this.#agreement, `the bytes at ${position} are not UTF-8`);
      chain = extendChain(chain, content);
      if (chain !== stored)
        throw brokenLedger(this.#agreement, `the chain does not hold at position ${position}`);
      yield { position, text: content, chain };
    }
    if (expected <= until) throw brokenLedger(this.#agreement, `position ${expected} is missing`);
  }

  /** What the index says, once it reaches the head. It is made again where it was lost or is not of this log. */
  async indexed<Answer>(head: LedgerHead, ask: (index: FactIndex) => Answer): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const turn = this.#indexing.then(() => this.#bringIndexTo(head));
      this.#indexing = turn.catch(() => undefined);
      await turn;
      try {
        return ask(this.#index);
      } catch (error) {
        if (!(error instanceof IndexLost) || attempt === mostIndexAttempts) throw error;
      }
    }
  }

  /** Takes in what was just recorded, where the index reaches up to there; else it is read when it is needed. */
  noteRecorded(after: LedgerHead | undefined, facts: readonly IndexedFact[], chain: HashText): void {
    const indexed = this.#index.indexedTo(this.#agreement);
    if (indexed?.chain === after?.chainHash) {
      this.#index.add(this.#agreement, after?.position ?? -1, facts, hashTextToHex(chain));
    }
  }

  async #bringIndexTo(head: LedgerHead): Promise<void> {
    const indexed = this.#index.indexedTo(this.#agreement);
    if (indexed !== undefined && indexed.position >= head.position) {
      const then = indexed.position === head.position ? head : await this.#headIfThere(indexed.position);
      if (then?.chainHash === indexed.chain) return;
    }
    if (indexed !== undefined && indexed.position < head.position) {
      const then = await this.headAt(indexed.position);
      if (then.chainHash === indexed.chain) return this.#readIntoIndex(indexed.position + 1, head);
    }
    this.#index.forget(this.#agreement);
    await this.#readIntoIndex(0, head);
  }

  async #headIfThere(position: number): Promise<LedgerHead | undefined> {
    const end = await this.head();
    return end === undefined || end.position < position ? undefined : this.headAt(position);
  }

  async #readIntoIndex(from: number, head: LedgerHead): Promise<void> {
    let batch: IndexedFact[] = [];
    let chain: HashText | undefined;
    const add = (): void => {
      if (chain === undefined || batch.length === 0) return;
      this.#index.add(this.#agreement, batch[0]!.position - 1, batch, hashTextToHex(chain));
      batch = [];
    };
    for await (const fact of this.facts(from, head.position)) {
      const { id, recordedAt } = envelope(this.#agreement, fact.position, fact.text);
      batch.push({ id, recordedAt, position: fact.position });
      chain = fact.chain;
      if (batch.length === indexedAtOnce) add();
    }
    add();
  }
}

function envelope(agreement: string, position: number, content: string): RecordedEnvelope {
  const found = envelopeOf({ content });
  if (found === undefined) throw brokenLedger(agreement, `the text at position ${position} is unreadable`);
  return found;
}

function storedChain(agreement: string, { chain, position }: StoredEvent): HashText {
  if (chain === undefined) throw brokenLedger(agreement, `position ${position} has no chain hash`);
  return hashTextOfHex(chain);
}

function headOf(agreement: string, event: StoredEvent): LedgerHead {
  const found = envelopeOf(event);
  if (found === undefined || event.chain === undefined) {
    throw brokenLedger(agreement, `the event at position ${event.position} is no fact`);
  }
  return {
    agreement,
    position: event.position,
    chainHash: event.chain,
    recordedAt: formatInstant(found.recordedAt),
  };
}

/** What the last event of an agreement's stream makes of it. */
export function endAt(agreement: string, event: StoredEvent): StreamEnd {
  const { position, wholeAt } = event;
  if (wholeAt !== undefined && position < wholeAt) return { kind: 'restoring', position, wholeAt };
  return { kind: 'head', head: headOf(agreement, event) };
}

/** The error of whoever would write where a restore is not whole yet. */
export function restoreUnderWay(
  agreement: string,
  { position, wholeAt }: Extract<StreamEnd, { kind: 'restoring' }>,
): TallyError {
  return new TallyError(
    'ledger-unavailable',
    `A restore of "${agreement}" is under way or was broken off: ${position + 1} of ${wholeAt + 1} facts are there.`,
    [
      {
        place: agreement,
        problem: 'Until the last of them is there, the agreement does not exist, and nobody may write to it.',
        mend: 'Wait for it, or restore from the same export again: it goes on where it was broken off.',
      },
    ],
  );
}
