import { Worker } from 'node:worker_threads';
import { TallyError } from '@tallystick/errors';
import { type CalculatorSettings, errorOfCarried, type WorkMessage, type WorkReport } from './messages.js';
import type { RecordedWork } from './record-work.js';

/** The side of the server of one calculator thread. It has one request at a time. */
export class Calculator {
  private readonly worker: Worker;
  private pending: { resolve(answer: WorkReport): void; reject(error: Error): void } | undefined;
  private ended: Error | undefined;
  private readonly exit: Promise<void>;
  private readonly whenReady: Promise<unknown>;

  constructor(settings: CalculatorSettings) {
    this.worker = new Worker(new URL('./calculator-worker.js', import.meta.url), { workerData: settings });
    this.whenReady = this.next();
    // Whoever asks hears of it; nobody may have asked yet.
    this.whenReady.catch(() => undefined);
    this.worker.on('message', (answer: WorkReport) => {
      const { pending } = this;
      this.pending = undefined;
      pending?.resolve(answer);
    });
    this.worker.on('error', (error: Error) => this.fail(error));
    this.exit = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.fail(new TallyError('work-failed', 'The thread that worked on the request has ended.'));
        resolve();
      });
    });
  }

  /** Resolves when it has opened its files. @throws TallyError `work-failed` where it cannot. */
  async ready(): Promise<void> {
    await this.whenReady;
  }

  /** Whether it can work no more, and another has to take its place. */
  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  /**
   * @param tell is told what the thread did for it, before the answer is given.
   * @throws what the request throws; TallyError `work-failed` where the thread ends before.
   */
  async perform(message: WorkMessage, tell: (work: RecordedWork) => void): Promise<unknown> {
    await this.whenReady;
    const answered = this.next();
    this.worker.postMessage(message);
    const answer = await answered;
    if (answer.recorded !== undefined) tell(answer.recorded);
    switch (answer.kind) {
      case 'value':
        return answer.value;
      case 'items':
        return new Items(answer.items);
      case 'error':
        throw errorOfCarried(answer.error);
      case 'ready':
        throw new TallyError('internal-invariant', 'Invariant broken: a calculator is ready once.');
    }
  }

  /** Ends it at once, whatever it is doing. The ledger is as it was before an append or after it, never between. */
  async terminate(): Promise<void> {
    this.fail(new TallyError('work-failed', 'The thread that worked on the request was ended.'));
    await this.worker.terminate();
  }

  /** Lets it put its files down, once it has nothing to do any more. */
  async close(): Promise<void> {
    if (this.hasEnded) return;
    await this.whenReady.catch(() => undefined);
    this.worker.postMessage('close');
    await this.exit;
  }

  private next(): Promise<WorkReport> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) reject(this.ended);
      else this.pending = { resolve, reject };
    });
  }

  private fail(cause: Error): void {
    this.ended ??=
      cause instanceof TallyError
        ? cause
        : new TallyError('work-failed', 'The thread that worked on the request has failed.', [], cause);
    const { pending } = this;
    this.pending = undefined;
    pending?.reject(this.ended);
  }
}

/** What came from a thread all at once, one at a time again, as often as it is asked for. */
class Items implements AsyncIterable<unknown> {
  constructor(private readonly items: readonly unknown[]) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    for (const item of this.items) yield await Promise.resolve(item);
  }
}
