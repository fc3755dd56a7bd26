import { TallyError } from '@tallystick/errors';
import type { Answered, Question, QuestionReader } from '../answers/question.js';
import { ReaderThread } from './reader-thread.js';

export interface ReadersOptions {
  /** The module that the threads run: one that calls `runReaderWorker()`. */
  readonly module: URL;
  readonly folder: string;
  /** How many threads there are at most. Default 2. */
  readonly threads?: number;
  /** So many questions may wait for a thread; more would wait longer than anybody waits for an answer. Default 500. */
  readonly waitingMost?: number;
  /** A thread that goes on so long with what nobody waits for is ended. Default 2 000. */
  readonly graceMilliseconds?: number;
  readonly onDamaged: () => void;
  /** Called where a thread ended that was not to end; another takes its place. */
  readonly onEnded?: (error: unknown) => void;
}

interface Task {
  readonly question: Question;
  readonly signal: AbortSignal | undefined;
  /** How often a thread has ended over it. */
  failures: number;
  resolve(answered: Answered | undefined): void;
  reject(error: unknown): void;
}

/**
 * A few threads that answer questions, each one at a time, in the order in which they came. The second one is started when
 * there is more to do than one does; the first is asked first, for it knows most of what was asked before.
 */
export class ReadersInWorkers implements QuestionReader {
  private readonly waiting: Task[] = [];
  private readonly threads: (ReaderThread | undefined)[];
  private readonly ending = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly options: ReadersOptions) {
    this.threads = Array.from({ length: options.threads ?? 2 }, () => undefined);
    // The first is made at once, so that the first question need not wait for it.
    this.threads[0] = this.start();
  }

  ask(question: Question, signal?: AbortSignal): Promise<Answered | undefined> {
    const most = this.options.waitingMost ?? 500;
    if (this.closed) return Promise.reject(unavailable());
    if (signal?.aborted === true) return Promise.reject(givenUp());
    if (this.waiting.length >= most) {
      return Promise.reject(
        new TallyError('work-queue-full', `${most} questions to the read models are waiting already.`),
      );
    }
    return new Promise((resolve, reject) => {
      const task: Task = { question, signal, failures: 0, resolve, reject };
      this.waiting.push(task);
      signal?.addEventListener('abort', () => this.drop(task), { once: true });
      this.advance();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.waiting.splice(0)) task.reject(unavailable());
    for (const thread of this.threads) if (thread !== undefined) this.terminate(thread);
    await Promise.all(this.ending);
  }

  private start(): ReaderThread {
    const { module, folder, onDamaged } = this.options;
    return new ReaderThread(module, folder, onDamaged);
  }

  /** Takes out a question that waits, and for which nobody waits. */
  private drop(task: Task): void {
    const at = this.waiting.indexOf(task);
    if (at === -1) return;
    this.waiting.splice(at, 1);
    task.reject(givenUp());
  }

  private advance(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const thread = this.idle();
      if (thread === undefined) return;
      const task = this.waiting.shift()!;
      void this.perform(thread, task).finally(() => this.advance());
    }
  }

  private idle(): ReaderThread | undefined {
    for (const [at, thread] of this.threads.entries()) {
      if (thread !== undefined && !thread.hasEnded && thread.isBusy) continue;
      if (thread !== undefined && !thread.hasEnded) return thread;
      const fresh = this.start();
      this.threads[at] = fresh;
      return fresh;
    }
    return undefined;
  }

  private async perform(thread: ReaderThread, task: Task): Promise<void> {
    const { question, signal } = task;
    let timer: NodeJS.Timeout | undefined;
    const leave = (): void => {
      thread.giveUp();
      task.reject(givenUp());
      timer = setTimeout(() => this.terminate(thread), this.options.graceMilliseconds ?? 2_000);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      task.resolve(await thread.ask(question));
    } catch (error) {
      if (thread.hasEnded) this.takeUpAgain(task, error);
      else task.reject(error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    }
  }

  /** A question during which a thread ended is asked once more: perhaps it was not the question's fault. */
  private takeUpAgain(task: Task, error: unknown): void {
    if (this.closed || task.signal?.aborted === true) {
      task.reject(error);
      return;
    }
    this.options.onEnded?.(error);
    task.failures += 1;
    if (task.failures > 1) task.reject(error);
    else this.waiting.unshift(task);
  }

  private terminate(thread: ReaderThread): void {
    const end = thread.terminate();
    this.ending.add(end);
    void end.finally(() => this.ending.delete(end));
  }
}

function unavailable(): TallyError {
  return new TallyError('read-models-unavailable', 'The read models are being closed.');
}

function givenUp(): TallyError {
  return new TallyError('request-abandoned', 'Nobody waits for the answer any more.');
}
