import type { Standing } from '../generation-reader.js';
import { LeastRecent } from '../least-recent.js';
import type { Answered, Question, QuestionReader } from './question.js';

type Answer = object & { readonly asOf: ReadonlyMap<string, number> };

interface KeptAnswer {
  answer: Answer;
  readonly tokens: readonly string[];
  /** That at which the answer was last found to hold. */
  standing: Standing | undefined;
}

/** One question that is being answered, and how many wait for it. */
interface Running {
  /** The moment from which on it is answered. */
  readonly since: Standing | undefined;
  readonly answered: Promise<Answered | undefined>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Answers that hold for as long as no row that they are about became another, whatever else was recorded. Those who ask the
 * same at the same moment wait for one answer; when none waits any more, it is given up.
 */
export class KeptAnswers {
  private readonly kept: LeastRecent<KeptAnswer>;
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly reader: QuestionReader,
    most: number,
  ) {
    this.kept = new LeastRecent(most);
  }

  /**
   * An answer over the rows as they are. It is never older than `standing`, and says itself what it is as of.
   * @returns undefined where there are no rows to read yet.
   */
  present(
    question: Question,
    keep: boolean,
    standing: Standing,
    signal: AbortSignal | undefined,
  ): Answer | Promise<Answer | undefined> {
    const name = JSON.stringify(question);
    const kept = this.kept.get(name);
    if (kept !== undefined) {
      if (kept.standing === standing) return kept.answer;
      const { agreements } = question.query;
      if (agreements.every((agreement, at) => standing.token(agreement, question.view) === kept.tokens[at])) {
        kept.standing = standing;
        kept.answer = { ...kept.answer, asOf: asOf(agreements, standing) };
        return kept.answer;
      }
    }
    return this.ask(name, question, keep, standing, signal);
  }

  /** An answer over rows of an earlier knowledge, which never come out otherwise. */
  past(
    question: Question,
    keep: boolean,
    signal: AbortSignal | undefined,
  ): Answer | Promise<Answer | undefined> {
    const chains = question.past?.map(({ chain }) => chain);
    const name = JSON.stringify({ ...question, past: chains });
    return this.kept.get(name)?.answer ?? this.ask(name, question, keep, undefined, signal);
  }

  private async ask(
    name: string,
    question: Question,
    keep: boolean,
    since: Standing | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Answer | undefined> {
    const answered = await this.shared(name, question, since, signal);
    if (answered === undefined) return undefined;
    const answer = { ...answered.answer, asOf: answered.asOf };
    if (keep) this.kept.set(name, { answer, tokens: answered.tokens, standing: undefined });
    return answer;
  }

  private async shared(
    name: string,
    question: Question,
    since: Standing | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Answered | undefined> {
    let running = this.running.get(name);
    // What began to be answered before is perhaps not as far as whoever asks now has seen already.
    if (running === undefined || running.since !== since) {
      const controller = new AbortController();
      const answered = this.reader.ask(question, controller.signal);
      running = { since, answered, controller, waiters: 0 };
      this.running.set(name, running);
      const own = running;
      const forget = (): void => this.forget(name, own);
      answered.then(forget, forget);
    }
    const joined = running;
    joined.waiters += 1;
    const leave = (): void => {
      joined.waiters -= 1;
      if (joined.waiters > 0) return;
      this.forget(name, joined);
      joined.controller.abort();
    };
    if (signal?.aborted === true) leave();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await joined.answered;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  private forget(name: string, running: Running): void {
    if (this.running.get(name) === running) this.running.delete(name);
  }
}

function asOf(agreements: readonly string[], { checkpoints }: Standing): ReadonlyMap<string, number> {
  return new Map(agreements.map((agreement) => [agreement, checkpoints.get(agreement)?.position ?? -1]));
}
