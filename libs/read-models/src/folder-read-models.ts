import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { resolveKnownAt, type Services } from '@tallystick/application';
import type { Statement } from '@tallystick/engine';
import { isTallyError, TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import { formatInstantSeconds, parseInstant, wholeSecond } from '@tallystick/quantities';
import { GenerationReader } from './generation-reader.js';
import { LeastRecent } from './least-recent.js';
import type { ProjectorControl } from './projector-control.js';
import { aggregateRows } from './query/aggregate.js';
import { countRows, readByKeys, readPage } from './query/page.js';
import { refuse } from './query/refuse.js';
import { ReadConnection, type Source } from './query/source.js';
import type { ProjectionMoved, ProjectionStatus, ReadModels } from './read-models.js';
import type { Checkpoint } from './store/checkpoints.js';
import { openForReading } from './store/view-file.js';
import type { ViewName, ViewRows } from './views/rows.js';
import type { AggregateAnswer, AggregateQuery, ViewPage, ViewQuery, ViewScope } from './views/view-query.js';

const agreementsMost = 1_000;
const answersKept = 500;
const statementsKept = 64;
/** Pages of so many rows at most are kept. */
const pageKept = 100;
/** Past knowledge is kept open, an agreement and position each; so many agreements a question about the past is about. */
const pastKept = 100;
const pollMilliseconds = 50;
/** So long a question waits for the first generation to be built. */
const patienceMilliseconds = 5_000;

interface ReadAs {
  readonly asOf: ReadonlyMap<string, number>;
}

/** The read models as the files of a folder, which a projector keeps as far as the ledger is. */
export class FolderReadModels implements ReadModels {
  private readonly reader: GenerationReader;
  private readonly answers = new LeastRecent<unknown>(answersKept);
  private readonly statements = new LeastRecent<Statement>(statementsKept);
  private readonly past = new LeastRecent<ReadConnection>(pastKept, (connection) => connection.close());
  private readonly pastBuilds = new Map<string, Promise<ReadConnection>>();
  private readonly listeners = new Set<(moved: ProjectionMoved) => void>();
  private readonly timer: NodeJS.Timeout;
  private seen = new Map<string, number>();
  private seenVersion: string | undefined;
  private stamped:
    { readonly version: string; readonly checkpoints: ReadonlyMap<string, Checkpoint> } | undefined;
  private closed = false;
  private replacing = false;

  constructor(
    private readonly services: Pick<Services, 'ledger' | 'zones' | 'clock'>,
    private readonly projector: ProjectorControl,
    folder: string,
  ) {
    this.reader = new GenerationReader(folder, () => this.replaceDamaged());
    // Also another process may project, so that its moves are looked for rather than told.
    this.timer = setInterval(() => this.notice(), pollMilliseconds);
    this.timer.unref();
  }

  async page<View extends ViewName>(view: View, query: ViewQuery<View>): Promise<ViewPage<View>> {
    // What a reader pages through is kept; large pages are for those who read everything once.
    const name = query.first <= pageKept ? JSON.stringify(['page', view, query]) : undefined;
    return this.ask(query, name, (sources) => readPage(view, query, sources));
  }

  async count<View extends ViewName>(
    view: View,
    query: Omit<ViewQuery<View>, 'first' | 'after' | 'order'>,
  ): Promise<number> {
    const name = JSON.stringify(['count', view, query]);
    return (await this.ask(query, name, (sources) => ({ count: countRows(view, query, sources) }))).count;
  }

  async aggregate<View extends ViewName>(view: View, query: AggregateQuery<View>): Promise<AggregateAnswer> {
    const name = JSON.stringify(['aggregate', view, query]);
    return this.ask(query, name, (sources) => aggregateRows(view, query, sources));
  }

  async byKeys<View extends ViewName>(
    view: View,
    keys: readonly (readonly (string | number)[])[],
  ): Promise<readonly (ViewRows[View] | undefined)[]> {
    const agreements = [...new Set(keys.map(([agreement]) => String(agreement)))];
    return this.present((connection, checkpoints) =>
      readByKeys(view, keys, sourcesOf(agreements, connection, checkpoints)),
    );
  }

  async statement(agreement: string, period: string): Promise<Statement | undefined> {
    return this.present(({ database }, checkpoints) => {
      const checkpoint = checkpoints.get(agreement);
      if (checkpoint === undefined) return undefined;
      const name = JSON.stringify([agreement, period, checkpoint.chain]);
      const kept = this.statements.get(name);
      if (kept !== undefined) return kept;
      const text = database
        .prepare<[string, string], string>('SELECT text FROM statements WHERE agreement = ? AND period = ?')
        .pluck()
        .get(agreement, period);
      if (text === undefined) return undefined;
      const { position, recordedAt, chain } = checkpoint;
      const statement: Statement = {
        ...(JSON.parse(text) as Statement),
        knownAt: { position, recordedAt },
        valuedAt: formatInstantSeconds(wholeSecond(parseInstant(recordedAt))),
        ledger: { chainHash: chain },
      };
      this.statements.set(name, statement);
      return statement;
    });
  }

  async waitFor(agreement: string, position: number, timeoutMilliseconds: number): Promise<void> {
    if (this.isAt(agreement, position)) return;
    await new Promise<void>((resolve, reject) => {
      const stop = this.onMoved((moved) => {
        if (moved.agreement !== agreement || moved.to < position) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(
          new TallyError(
            'projection-behind',
            `The read models of "${agreement}" have not reached position ${position} in ${timeoutMilliseconds} milliseconds.`,
          ),
        );
      }, timeoutMilliseconds);
      this.projector.look(agreement, position);
      this.notice();
    });
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    const heads = await this.services.ledger.agreements();
    const read = this.reader.read((_, checkpoints) => checkpoints);
    return heads.map(({ agreement, position }) => ({
      agreement,
      checkpoint: read?.result.get(agreement)?.position ?? -1,
      head: position,
    }));
  }

  changeMark(): string | undefined {
    return this.closed ? undefined : this.reader.version();
  }

  stampOf(agreement: string): string | undefined {
    // The version is read first: what is written in between makes the next one another.
    const version = this.changeMark();
    if (version === undefined) return undefined;
    if (this.stamped?.version !== version) {
      const read = this.reader.read((_, checkpoints) => checkpoints);
      if (read === undefined) return undefined;
      this.stamped = { version, checkpoints: read.result };
    }
    return JSON.stringify([this.stamped.checkpoints.get(agreement)]);
  }

  onMoved(listener: (moved: ProjectionMoved) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  rebuild(): Promise<void> {
    return this.projector.rebuild();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    this.past.clear();
    this.reader.close();
    await this.projector.close();
  }

  /** Tells listeners what moved since they were told last. */
  notice(): void {
    if (this.closed) return;
    const version = this.reader.version();
    if (version === undefined) return;
    const retiredOrMoved = version !== this.seenVersion || this.listeners.size > 0;
    if (!retiredOrMoved) return;
    this.seenVersion = version;
    const read = this.reader.read((_, checkpoints) => checkpoints);
    if (read === undefined) return;
    const moves: ProjectionMoved[] = [];
    for (const [agreement, { position }] of read.result) {
      const from = this.seen.get(agreement) ?? -1;
      if (position !== from) moves.push({ agreement, from, to: position });
    }
    this.seen = new Map([...read.result].map(([agreement, { position }]) => [agreement, position]));
    for (const moved of moves) for (const listener of [...this.listeners]) listener(moved);
  }

  /** Has another generation built in place of a damaged one; until then questions wait, and are refused. */
  private replaceDamaged(): void {
    if (this.replacing || this.closed) return;
    this.replacing = true;
    void this.projector
      .rebuild()
      // The projector tells of its own faults; the next question finds the file damaged again and asks once more.
      .catch(() => undefined)
      .finally(() => {
        this.replacing = false;
      });
  }

  private isAt(agreement: string, position: number): boolean {
    const read = this.reader.read((_, checkpoints) => checkpoints.get(agreement)?.position ?? -1);
    return read !== undefined && read.result >= position;
  }

  /** Asks the rows of a scope; the answer to a named question is kept until a checkpoint of the scope moves. */
  private async ask<Answer extends object>(
    scope: ViewScope,
    name: string | undefined,
    answer: (sources: readonly Source[]) => Answer,
  ): Promise<Answer & ReadAs> {
    const agreements = [...new Set(scope.agreements)];
    if (agreements.length > agreementsMost) {
      refuse('agreements', `A question is about at most ${agreementsMost} agreements.`);
    }
    const past = scope.knownAt === undefined ? undefined : await this.pastHeads(agreements, scope.knownAt);
    if (past === undefined) {
      return this.present((connection, checkpoints) => {
        const sources = sourcesOf(agreements, connection, checkpoints);
        const chains = agreements.map((agreement) => checkpoints.get(agreement)?.chain);
        return this.kept(name, chains, () => ({ ...answer(sources), asOf: asOf(agreements, sources) }));
      });
    }
    const sources: Source[] = [];
    for (const head of past) sources.push(await this.pastSource(head));
    return this.kept(
      name,
      past.map(({ chainHash }) => chainHash),
      () => ({ ...answer(sources), asOf: asOf(agreements, sources) }),
    );
  }

  private kept<Answer extends object>(
    name: string | undefined,
    chains: readonly (string | undefined)[],
    make: () => Answer,
  ): Answer {
    if (name === undefined) return make();
    const full = `${name}\n${chains.join(' ')}`;
    const found = this.answers.get(full) as Answer | undefined;
    if (found !== undefined) return found;
    const made = make();
    this.answers.set(full, made);
    return made;
  }

  /** Reads the current generation; waits a little for the first one. */
  private async present<Result>(
    read: (connection: ReadConnection, checkpoints: ReadonlyMap<string, Checkpoint>) => Result,
  ): Promise<Result> {
    const deadline = performance.now() + patienceMilliseconds;
    for (;;) {
      const found = this.closed ? undefined : this.reader.read(read);
      if (found !== undefined) return found.result;
      if (this.closed || performance.now() > deadline) {
        throw new TallyError('read-models-unavailable', 'The read models cannot be read at present.');
      }
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds / 2));
    }
  }

  /** The heads that `knownAt` names; an agreement of which nothing was known then has no rows. */
  private async pastHeads(agreements: readonly string[], knownAt: string): Promise<readonly LedgerHead[]> {
    if (/^\d+$/.test(knownAt) && agreements.length !== 1) {
      refuse(
        'knownAt',
        'A revision is of one agreement.',
        'Ask for one agreement, or name a date or an instant.',
      );
    }
    if (agreements.length > pastKept) {
      refuse('agreements', `A question about the past is about at most ${pastKept} agreements.`);
    }
    const heads: LedgerHead[] = [];
    for (const agreement of agreements) {
      try {
        heads.push(await resolveKnownAt(this.services, agreement, knownAt));
      } catch (error) {
        const unknownThen = isTallyError(error) && error.code === 'ledger-position-unknown';
        const unknown = isTallyError(error) && error.code === 'agreement-unknown';
        if (!unknown && (!unknownThen || agreements.length === 1)) throw error;
      }
    }
    return heads;
  }

  private async pastSource(head: LedgerHead): Promise<Source> {
    const name = `${head.agreement}\n${head.chainHash}`;
    let database = this.past.get(name);
    if (database === undefined) {
      // Several questions about one past are answered by one build of it.
      const build = this.pastBuilds.get(name) ?? this.buildPast(head);
      this.pastBuilds.set(name, build);
      try {
        database = await build;
      } finally {
        this.pastBuilds.delete(name);
      }
      this.past.set(name, database);
    }
    return { agreement: head.agreement, database, position: head.position, hasFactsBeyond: false };
  }

  private async buildPast(head: LedgerHead): Promise<ReadConnection> {
    const file = await this.projector.projectAt(head);
    const connection = new ReadConnection(openForReading(file));
    // It is read through the open connection from here on; nothing stays behind when that closes.
    rmSync(dirname(file), { recursive: true, force: true });
    return connection;
  }
}

function sourcesOf(
  agreements: readonly string[],
  database: ReadConnection,
  checkpoints: ReadonlyMap<string, Checkpoint>,
): Source[] {
  return agreements.flatMap((agreement) => {
    const checkpoint = checkpoints.get(agreement);
    if (checkpoint === undefined || checkpoint.position < 0) return [];
    const { position, factsPosition } = checkpoint;
    return [{ agreement, database, position, hasFactsBeyond: factsPosition > position }];
  });
}

function asOf(agreements: readonly string[], sources: readonly Source[]): ReadonlyMap<string, number> {
  const positions = new Map(sources.map(({ agreement, position }) => [agreement, position]));
  return new Map(agreements.map((agreement) => [agreement, positions.get(agreement) ?? -1]));
}
