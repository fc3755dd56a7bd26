import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { GenerationReader, type Standing } from '../generation-reader.js';
import { LeastRecent } from '../least-recent.js';
import { planAggregate } from '../query/aggregate.js';
import { planCount, planPage } from '../query/page.js';
import { answerWhole, type Plan } from '../query/plan.js';
import { ReadConnection, type Source } from '../query/source.js';
import { noMonth } from '../store/months.js';
import { readMonthTokens } from '../store/touched.js';
import { openForReading } from '../store/view-file.js';
import type { Answered, PastSource, Question } from './question.js';

/** Files of past knowledge that are kept open. */
const pastKept = 100;
/** Questions of which the parts are kept, and about how many values in all of them. */
const questionsKept = 500;
const valuesKept = 400_000;
/** The rows of an agreement with more facts than this are read month by month, where that is worth it. */
const factsOfLarge = 20_000;

interface KeptPart {
  readonly token: string;
  readonly part: unknown;
  readonly weight: number;
}

/** A question that was asked before: what was read for it, by agreement and month. */
interface KeptQuestion {
  readonly plan: Plan<unknown, object>;
  parts: ReadonlyMap<string, KeptPart>;
}

/** What is to be read for one part, unless it was read before under the same token. */
interface PartToRead {
  readonly name: string;
  readonly token: string;
  readonly read: () => unknown;
}

/**
 * Answers questions from the files of a folder. What it read for a question is kept by agreement, and of a large agreement
 * by month: when the question comes again, only what became another since is read.
 */
export class Answerer {
  private readonly reader: GenerationReader;
  private readonly past = new LeastRecent<ReadConnection>(pastKept, (connection) => connection.close());
  private readonly questions = new LeastRecent<KeptQuestion>(questionsKept, ({ parts }) => {
    this.values -= weightOf(parts);
  });
  private values = 0;

  /** @param onRead is called before each part is read. */
  constructor(
    folder: string,
    onDamaged: () => void,
    private readonly factsOfLargeAgreement = factsOfLarge,
    private readonly onRead: () => void = () => undefined,
  ) {
    this.reader = new GenerationReader(folder, onDamaged);
  }

  /**
   * @param isGivenUp is asked between the parts whether anybody still waits.
   * @returns undefined where there is nothing to read yet.
   * @throws TallyError `view-query-invalid`, `cursor-invalid`, `request-abandoned`.
   */
  answer(question: Question, isGivenUp: () => boolean = () => false): Answered | undefined {
    const { past, ...asked } = question;
    if (past !== undefined) return this.answerPast(question, past);
    const name = JSON.stringify(asked);
    const kept = this.questions.get(name) ?? { plan: planOf(question), parts: new Map<string, KeptPart>() };
    return this.reader.read((connection, standing) => {
      const agreements = question.query.agreements;
      const sources = new Map(sourcesOf(agreements, connection, standing).map((one) => [one.agreement, one]));
      const toRead = [...sources.values()].flatMap((source) => this.partsOf(kept.plan, source, standing));
      const parts = this.readParts(kept, toRead, isGivenUp);
      const answer = kept.plan.join([...parts.values()].map(({ part }) => part));
      this.keep(name, kept, parts);
      return {
        answer,
        asOf: new Map(agreements.map((agreement) => [agreement, sources.get(agreement)?.position ?? -1])),
        tokens: agreements.map((agreement) => standing.token(agreement, question.view)),
      };
    })?.result;
  }

  close(): void {
    this.past.clear();
    this.questions.clear();
    this.reader.close();
  }

  private answerPast(question: Question, past: readonly PastSource[]): Answered | undefined {
    const plan = planOf(question);
    const sources: Source[] = [];
    for (const { agreement, position, file } of past) {
      const database = this.openPast(file);
      if (database === undefined) return undefined;
      sources.push({ agreement, database, position, hasFactsBeyond: false });
    }
    this.onRead();
    const positions = new Map(past.map(({ agreement, position }) => [agreement, position]));
    return {
      answer: answerWhole(plan, sources),
      asOf: new Map(
        question.query.agreements.map((agreement) => [agreement, positions.get(agreement) ?? -1]),
      ),
      tokens: past.map(({ chain }) => chain),
    };
  }

  /** @returns undefined where the file was put away since the question was asked. */
  private openPast(file: string): ReadConnection | undefined {
    const open = this.past.get(file);
    if (open !== undefined) return open;
    try {
      const connection = new ReadConnection(openForReading(file));
      this.past.set(file, connection);
      return connection;
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_CANTOPEN') return undefined;
      throw error;
    }
  }

  private partsOf(plan: Plan<unknown, object>, source: Source, standing: Standing): PartToRead[] {
    const { agreement, database, position } = source;
    const { view } = plan;
    const token = standing.token(agreement, view);
    if (!plan.byMonth || position < this.factsOfLargeAgreement) {
      return [{ name: agreement, token, read: () => plan.read(source) }];
    }
    const months = readMonthTokens(database.database, agreement, view);
    const generation = token.slice(0, token.indexOf('/'));
    return months.map(([month, own]) => ({
      name: `${agreement} ${month}`,
      token: `${generation}/${own}`,
      read: () => plan.read(source, { month: month === noMonth ? null : month }),
    }));
  }

  private readParts(
    { parts: before, plan }: KeptQuestion,
    toRead: readonly PartToRead[],
    isGivenUp: () => boolean,
  ): ReadonlyMap<string, KeptPart> {
    const parts = new Map<string, KeptPart>();
    for (const { name, token, read } of toRead) {
      let kept = before.get(name);
      if (kept?.token !== token) {
        if (isGivenUp()) throw new TallyError('request-abandoned', 'Nobody waits for the answer any more.');
        this.onRead();
        const part = read();
        kept = { token, part, weight: plan.weigh(part) };
      }
      parts.set(name, kept);
    }
    return parts;
  }

  private keep(name: string, kept: KeptQuestion, parts: ReadonlyMap<string, KeptPart>): void {
    this.questions.delete(name);
    const weight = weightOf(parts);
    // One question must not push out all others.
    if (weight > valuesKept / 4) return;
    kept.parts = parts;
    this.values += weight;
    this.questions.set(name, kept);
    while (this.values > valuesKept) this.questions.letGoOldest();
  }
}

function planOf(question: Question): Plan<unknown, object> {
  const { view } = question;
  switch (question.kind) {
    case 'page':
      return planPage(view, question.query);
    case 'count':
      return planCount(view, question.query);
    case 'aggregate':
      return planAggregate(view, question.query);
  }
}

function weightOf(parts: ReadonlyMap<string, KeptPart>): number {
  let sum = 0;
  for (const { weight } of parts.values()) sum += weight + 1;
  return sum;
}

/** The agreements that have rows, as sources to read. */
export function sourcesOf(
  agreements: readonly string[],
  database: ReadConnection,
  { checkpoints }: Standing,
): Source[] {
  return agreements.flatMap((agreement) => {
    const checkpoint = checkpoints.get(agreement);
    if (checkpoint === undefined || checkpoint.position < 0) return [];
    const { position, factsPosition } = checkpoint;
    return [{ agreement, database, position, hasFactsBeyond: factsPosition > position }];
  });
}
