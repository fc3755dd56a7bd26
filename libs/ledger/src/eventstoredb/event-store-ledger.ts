import { TallyError } from '@tallystick/errors';
import { isUuid, type NewFact } from '@tallystick/facts';
import { compareText, type EpochMilliseconds } from '@tallystick/quantities';
import { checkAgreementName, checkBatch } from '../batch.js';
import { followFacts } from '../follow-facts.js';
import type { AppendResult, ExpectedRevision, Ledger, LedgerHead, ReadRange, RecordedFact } from '../port.js';
import { checkPositions, intervalOf, positionUnknown } from '../read-range.js';
import type { VerificationProgress, VerificationReport } from '../verification-report.js';
import { AgreementLog } from './agreement-log.js';
import { type Appending, appendBatch } from './append-batch.js';
import { Connection } from './connection.js';
import { oneAfterTheOther, severalAtOnce } from './concurrency.js';
import type { EventStoreOptions } from './event-store-options.js';
import { FactIndex } from './fact-index.js';
import { FollowedHeads } from './followed-heads.js';
import { Register } from './register.js';
import { restoreFacts } from './restore-facts.js';
import { scatteredRuns } from './scattered-runs.js';
import { StreamNames } from './streams.js';
import { verifyStreams } from './verify-streams.js';

/** What the ledger keeps of an agreement while it is open. */
interface Known {
  readonly appending: Appending;
  /** Writes of this process take turns; those of others are met by the expected revision. */
  readonly inTurn: <T>(write: () => Promise<T>) => Promise<T>;
  /** The head after the last write of this process, from which the next one sets out. */
  head: LedgerHead | undefined;
}

/** Streams read at once: a connection has room for about a hundred, and others need some of it. */
const readsAtOnce = 16;

/** The ledger on EventStoreDB or KurrentDB: a stream an agreement, whose revisions are the positions. */
export class EventStoreLedger implements Ledger {
  readonly #connection: Connection;
  readonly #streams: StreamNames;
  readonly #register: Register;
  readonly #index: FactIndex;
  readonly #followed: FollowedHeads;
  readonly #clock: () => EpochMilliseconds;
  readonly #readOnly: boolean;
  readonly #known = new Map<string, Known>();
  readonly #sleepers = new Set<() => void>();
  #closing: Promise<void> | undefined;

  constructor(options: EventStoreOptions) {
    this.#connection = new Connection(options);
    this.#streams = new StreamNames(this.#connection.address.ledger);
    this.#register = new Register(this.#connection, this.#streams);
    this.#index = new FactIndex(options.indexFile);
    this.#clock = options.clock ?? (() => Date.now());
    this.#readOnly = options.readOnly ?? false;
    this.#followed = new FollowedHeads(
      this.#connection,
      this.#streams,
      () => this.#readHeads(),
      () => this.#wakeSleepers(),
    );
    if (options.follow === true) this.#followed.start();
  }

  agreements(): Promise<readonly LedgerHead[]> {
    return this.#doing(async () => {
      const heads = this.#followed.heads ?? (await this.#readHeads());
      return heads.toSorted((a, b) => compareText(a.agreement, b.agreement));
    });
  }

  head(agreement: string): Promise<LedgerHead | undefined> {
    return this.#doing(() => this.#log(agreement).head());
  }

  headAt(agreement: string, position: number): Promise<LedgerHead> {
    return this.#doing(async () => {
      const log = this.#log(agreement);
      const head = await log.head();
      const { until } = intervalOf(agreement, { until: position }, head?.position ?? -1);
      if (until < 0) throw positionUnknown(agreement, position);
      return until === head?.position ? head : log.headAt(until);
    });
  }

  async append(
    agreement: string,
    expected: ExpectedRevision,
    facts: readonly NewFact[],
  ): Promise<AppendResult> {
    const result = await this.#writing(agreement, async (known) => {
      checkBatch(agreement, facts);
      try {
        const appended = await appendBatch(known.appending, known.head, expected, facts);
        if (!appended.repeated) known.head = appended.head;
        return appended;
      } catch (error) {
        // Whatever it was, the next write looks first.
        known.head = undefined;
        throw error;
      }
    });
    this.#recorded(result.head);
    return result;
  }

  async *read(
    agreement: string,
    range: ReadRange = {},
  ): AsyncGenerator<readonly RecordedFact[], void, undefined> {
    this.#checkOpen();
    try {
      const log = this.#log(agreement);
      const { from, until, pageSize } = intervalOf(agreement, range, (await log.head())?.position ?? -1);
      if (from > until) return;
      let page: RecordedFact[] = [];
      // The chain is recomputed always: it costs little beside the way over the wire.
      for await (const { position, text } of log.facts(from, until)) {
        page.push({ position, text });
        if (page.length < pageSize && position < until) continue;
        yield page;
        this.#checkOpen();
        page = [];
      }
    } catch (error) {
      throw this.#typed(error);
    }
  }

  factsAt(agreement: string, positions: readonly number[]): Promise<readonly RecordedFact[]> {
    return this.#doing(async () => {
      const log = this.#log(agreement);
      const head = positions.length === 0 ? undefined : await log.head();
      checkPositions(agreement, positions, head?.position ?? -1);
      const found = new Map<number, RecordedFact>();
      const wanted = new Set(positions);
      await severalAtOnce(readsAtOnce, scatteredRuns(positions), async ({ from, until }) => {
        for await (const { position, text } of log.facts(from, until)) {
          if (wanted.has(position)) found.set(position, { position, text });
        }
      });
      return positions.map((position) => found.get(position)!);
    });
  }

  positionAt(agreement: string, instant: EpochMilliseconds): Promise<number | undefined> {
    return this.#doing(async () => {
      const log = this.#log(agreement);
      const head = await log.head();
      if (head === undefined) return undefined;
      return log.indexed(head, (index) => index.positionAt(agreement, instant, head.position));
    });
  }

  positionsOf(agreement: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#doing(async () => {
      for (const id of ids) {
        if (!isUuid(id)) {
          throw new TallyError('ledger-batch-refused', `"${id}" is not a fact's id: a UUID in lower case.`);
        }
      }
      const log = this.#log(agreement);
      const head = ids.length === 0 ? undefined : await log.head();
      if (head === undefined) return new Map<string, number>();
      return log.indexed(head, (index) => index.positionsOf(agreement, ids, head.position));
    });
  }

  async restore(agreement: string, pages: AsyncIterable<readonly string[]>): Promise<LedgerHead> {
    const head = await this.#writing(agreement, async (known) => {
      known.head = await restoreFacts(known.appending, pages);
      return known.head;
    });
    this.#recorded(head);
    return head;
  }

  verify(
    agreement?: string,
    onProgress?: (progress: VerificationProgress) => void,
  ): Promise<VerificationReport> {
    return this.#doing(async () => {
      const names = agreement === undefined ? [...(await this.#register.names())] : [agreement];
      const streams = await severalAtOnce(readsAtOnce, names.sort(compareText), async (name) => ({
        agreement: name,
        stream: this.#streams.ofAgreement(name),
        end: await this.#log(name).end(),
      }));
      const there = streams.filter(({ end }) => end.kind !== 'none');
      return verifyStreams(this.#connection, there, agreement, onProgress);
    });
  }

  async *subscribe(
    agreement: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RecordedFact[], void, undefined> {
    this.#checkOpen();
    this.#followed.start();
    yield* followFacts(
      {
        read: (range) => this.read(agreement, range),
        headPosition: async () => (await this.head(agreement))?.position ?? -1,
        version: () => {
          this.#checkOpen();
          return this.#followed.version;
        },
        onRecorded: (wake) => {
          this.#sleepers.add(wake);
          return () => this.#sleepers.delete(wake);
        },
      },
      after,
      signal,
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#known.values()].map(({ inTurn }) => inTurn(() => Promise.resolve())));
    this.#wakeSleepers();
    await this.#followed.close();
    this.#connection.close();
    this.#index.close();
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw this.#closedError();
  }

  #closedError(): TallyError {
    return new TallyError('ledger-unavailable', `The ledger ${this.#connection.address.text} is closed.`);
  }

  async #doing<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    try {
      return await work();
    } catch (error) {
      throw this.#typed(error);
    }
  }

  /** Reads that the end of the ledger cut off may look like anything. */
  #typed(error: unknown): unknown {
    return this.#closing === undefined ? this.#connection.typed(error) : this.#closedError();
  }

  async #writing<T>(agreement: string, write: (known: Known) => Promise<T>): Promise<T> {
    return this.#doing(async () => {
      if (this.#readOnly) {
        const { text } = this.#connection.address;
        throw new TallyError('ledger-unavailable', `The ledger ${text} was opened for reading only.`);
      }
      checkAgreementName(agreement);
      const known = this.#knownOf(agreement);
      return known.inTurn(() => write(known));
    });
  }

  #recorded(head: LedgerHead): void {
    this.#followed.note(head);
    this.#wakeSleepers();
  }

  #knownOf(agreement: string): Known {
    let known = this.#known.get(agreement);
    if (known === undefined) {
      const stream = this.#streams.ofAgreement(agreement);
      const log = new AgreementLog(this.#connection, stream, agreement, this.#index);
      const appending: Appending = {
        connection: this.#connection,
        register: this.#register,
        clock: this.#clock,
        agreement,
        stream,
        log,
      };
      known = { appending, inTurn: oneAfterTheOther(), head: undefined };
      this.#known.set(agreement, known);
    }
    return known;
  }

  #log(agreement: string): AgreementLog {
    checkAgreementName(agreement);
    return this.#knownOf(agreement).appending.log;
  }

  async #readHeads(): Promise<readonly LedgerHead[]> {
    const names = [...(await this.#register.names())];
    const heads = await severalAtOnce(readsAtOnce, names, (agreement) => this.#log(agreement).head());
    return heads.filter((head) => head !== undefined);
  }

  #wakeSleepers(): void {
    for (const wake of this.#sleepers) wake();
  }
}
