import { resolveKnownAt, type Services } from '@tallystick/application';
import type { Statement } from '@tallystick/engine';
import { isTallyError, TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import { formatInstantSeconds, parseInstant, wholeSecond } from '@tallystick/quantities';
import type Database from 'better-sqlite3';
import { sourcesOf } from './answers/answerer.js';
import { KeptAnswers } from './answers/kept-answers.js';
import { PastKnowledge } from './answers/past-knowledge.js';
import type { PastSource, Question, QuestionReader } from './answers/question.js';
import { readerHere } from './answers/reader-here.js';
import { GenerationReader, type Standing } from './generation-reader.js';
import { LeastRecent } from './least-recent.js';
import type { ProjectorControl } from './projector-control.js';
import { readByKeys } from './query/page.js';
import { refuse } from './query/refuse.js';
import type { ReadConnection } from './query/source.js';
import type { ProjectionMoved, ProjectionStatus, ReadModels } from './read-models.js';
import type { ViewName, ViewRows } from './views/rows.js';
import type { AggregateAnswer, AggregateQuery, ViewPage, ViewQuery } from './views/view-query.js';

const agreementsMost = 1_000;
const answersKept = 500;
const statementsKept = 64;
/** Pages of so many rows at most are kept. */
const pageKept = 100;
/** So many agreements a question about the past is about; twice as many past knowledges are kept. */
const pastMost = 100;
const pollMilliseconds = 50;
/** So long a question waits for the first generation to be built. */
const patienceMilliseconds = 5_000;

interface ReadAs {
  readonly asOf: ReadonlyMap<string, number>;
}

/** The read models as the files of a folder, which a projector keeps as far as the ledger is. */
export class FolderReadModels implements ReadModels {
  private readonly reader: GenerationReader;
  private readonly questions: QuestionReader;
  private readonly answers: KeptAnswers;
  private readonly statements = new LeastRecent<Statement>(statementsKept);
  /** By their digests. */
  private readonly statementBodies = new LeastRecent<Statement>(statementsKept);
  private readonly past: PastKnowledge;
  private readonly listeners = new Set<(moved: ProjectionMoved) => void>();
  private readonly timer: NodeJS.Timeout;
  private seen = new Map<string, number>();
  private seenStanding: Standing | undefined;
  private closed = false;
  private replacing = false;

  /** @param openReader opens what answers the questions that were not answered before; by default this thread does. */
  constructor(
    private readonly services: Pick<Services, 'ledger' | 'zones' | 'clock'>,
    private readonly projector: ProjectorControl,
    folder: string,
    openReader: (onDamaged: () => void) => QuestionReader = (onDamaged) => readerHere(folder, onDamaged),
  ) {
    const onDamaged = (): void => this.replaceDamaged();
    this.reader = new GenerationReader(folder, onDamaged);
    this.questions = openReader(onDamaged);
    this.answers = new KeptAnswers(this.questions, answersKept);
    this.past = new PastKnowledge(projector, 2 * pastMost);
    // Also another process may project, so that its moves are looked for rather than told.
    this.timer = setInterval(() => this.notice(), pollMilliseconds);
    this.timer.unref();
  }

  async page<View extends ViewName>(
    view: View,
    query: ViewQuery<View>,
    signal?: AbortSignal,
  ): Promise<ViewPage<View>> {
    return this.ask({ kind: 'page', view, query: query as never }, signal) as Promise<ViewPage<View>>;
  }

  async count<View extends ViewName>(
    view: View,
    query: Omit<ViewQuery<View>, 'first' | 'after' | 'order'>,
    signal?: AbortSignal,
  ): Promise<number> {
    const answer = await this.ask({ kind: 'count', view, query: query }, signal);
    return (answer as unknown as { readonly count: number }).count;
  }

  async aggregate<View extends ViewName>(
    view: View,
    query: AggregateQuery<View>,
    signal?: AbortSignal,
  ): Promise<AggregateAnswer> {
    const answer = this.ask({ kind: 'aggregate', view, query: query as never }, signal);
    return answer as Promise<unknown> as Promise<AggregateAnswer>;
  }

  async byKeys<View extends ViewName>(
    view: View,
    keys: readonly (readonly (string | number)[])[],
  ): Promise<readonly (ViewRows[View] | undefined)[]> {
    const agreements = [...new Set(keys.map(([agreement]) => String(agreement)))];
    return this.present((connection, standing) =>
      readByKeys(view, keys, sourcesOf(agreements, connection, standing)),
    );
  }

  async statement(agreement: string, period: string): Promise<Statement | undefined> {
    return this.present(({ database }, { checkpoints }) => {
      const checkpoint = checkpoints.get(agreement);
      if (checkpoint === undefined) return undefined;
      const name = JSON.stringify([agreement, period, checkpoint.chain]);
      const kept = this.statements.get(name);
      if (kept !== undefined) return kept;
      const body = this.statementBody(database, agreement, period);
      if (body === undefined) return undefined;
      const { position, recordedAt, chain } = checkpoint;
      const statement: Statement = {
        ...body,
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
    const checkpoints = this.reader.standing()?.checkpoints;
    return heads.map(({ agreement, position }) => ({
      agreement,
      checkpoint: checkpoints?.get(agreement)?.position ?? -1,
      head: position,
    }));
  }

  changeMark(): string | undefined {
    const standing = this.closed ? undefined : this.reader.standing();
    return standing === undefined ? undefined : String(standing.serial);
  }

  stampOf(agreement: string, view?: ViewName): string | undefined {
    const standing = this.closed ? undefined : this.reader.standing();
    return view === undefined ? standing?.stamp(agreement) : standing?.token(agreement, view);
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
    this.reader.close();
    await this.questions.close();
    this.past.close();
    await this.projector.close();
  }

  /** Tells listeners what moved since they were told last. */
  notice(): void {
    if (this.closed) return;
    const standing = this.reader.standing();
    if (standing === undefined || standing === this.seenStanding) return;
    this.seenStanding = standing;
    const moves: ProjectionMoved[] = [];
    for (const [agreement, { position }] of standing.checkpoints) {
      const from = this.seen.get(agreement) ?? -1;
      if (position !== from) moves.push({ agreement, from, to: position });
    }
    this.seen = new Map([...standing.checkpoints].map(([agreement, { position }]) => [agreement, position]));
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

  /** A statement without what moves with every fact; most of them are the same from one checkpoint to the next. */
  private statementBody(
    database: Database.Database,
    agreement: string,
    period: string,
  ): Statement | undefined {
    const read = <Value>(column: 'digest' | 'text'): Value | undefined =>
      database
        .prepare<[string, string], Value>(
          `SELECT ${column} FROM statements WHERE agreement = ? AND period = ?`,
        )
        .pluck()
        .get(agreement, period);
    const digest = read<string>('digest');
    if (digest === undefined) return undefined;
    const kept = this.statementBodies.get(digest);
    if (kept !== undefined) return kept;
    const body = JSON.parse(read<string>('text')!) as Statement;
    this.statementBodies.set(digest, body);
    return body;
  }

  private isAt(agreement: string, position: number): boolean {
    const checkpoint = this.reader.standing()?.checkpoints.get(agreement);
    return checkpoint !== undefined && checkpoint.position >= position;
  }

  /** Asks the rows of a scope; what was answered before is, for as long as no row that it is about became another. */
  private async ask(asked: Question, signal: AbortSignal | undefined): Promise<object & ReadAs> {
    const agreements = [...new Set(asked.query.agreements)];
    if (agreements.length > agreementsMost) {
      refuse('agreements', `A question is about at most ${agreementsMost} agreements.`);
    }
    const question = { ...asked, query: { ...asked.query, agreements } } as Question;
    const { knownAt } = question.query;
    // What a reader pages through is kept; large pages are for those who read everything once.
    const isKept = question.kind !== 'page' || question.query.first <= pageKept;
    if (knownAt === undefined) {
      return this.patiently(() => {
        const standing = this.reader.standing();
        return standing === undefined ? undefined : this.answers.present(question, isKept, standing, signal);
      });
    }
    const heads = await this.pastHeads(agreements, knownAt);
    return this.patiently(async () => {
      const past: PastSource[] = [];
      for (const head of heads) past.push(await this.past.at(head));
      return this.answers.past({ ...question, past }, isKept, signal);
    });
  }

  /** Reads the current generation. */
  private async present<Result>(
    read: (connection: ReadConnection, standing: Standing) => Result,
  ): Promise<Result> {
    return (await this.patiently(() => this.reader.read(read))).result;
  }

  /** Waits a little for rows to read, while there are none. */
  private async patiently<Result>(
    read: () => Result | undefined | Promise<Result | undefined>,
  ): Promise<Result> {
    const deadline = performance.now() + patienceMilliseconds;
    for (;;) {
      const found = this.closed ? undefined : await read();
      if (found !== undefined) return found;
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
    if (agreements.length > pastMost) {
      refuse('agreements', `A question about the past is about at most ${pastMost} agreements.`);
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
}
