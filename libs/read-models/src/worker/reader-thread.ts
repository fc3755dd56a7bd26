import { Worker } from 'node:worker_threads';
import { TallyError } from '@tallystick/errors';
import type { Answered, Question } from '../answers/question.js';
import { errorOfCarried, type ReaderReport, type ReaderStart } from './reader-messages.js';

interface Pending {
  readonly number: number;
  resolve(answered: Answered | undefined): void;
  reject(error: Error): void;
}

/** This side of one thread that reads. It has one question at a time. */
export class ReaderThread {
  private readonly worker: Worker;
  private readonly givenUp = new SharedArrayBuffer(4);
  private pending: Pending | undefined;
  private last = 0;
  private ended: TallyError | undefined;

  /** @param onDamaged is called where the file that it reads turns out to be damaged. */
  constructor(module: URL, folder: string, onDamaged: () => void) {
    const { givenUp } = this;
    const start: ReaderStart = { folder, givenUp };
    this.worker = new Worker(module, { workerData: start, name: 'reader' });
    // It only reads: a process that has nothing else to do need not wait for it.
    this.worker.unref();
    this.worker.on('message', (report: ReaderReport) => {
      if (report.kind === 'damaged') {
        onDamaged();
        return;
      }
      const { pending } = this;
      if (pending?.number !== report.number) return;
      this.settle();
      if (report.kind === 'answered') pending.resolve(report.answered);
      else pending.reject(errorOfCarried(report.error));
    });
    this.worker.on('error', (error: Error) => this.end(error));
    this.worker.on('exit', () => this.end(undefined));
  }

  get isBusy(): boolean {
    return this.pending !== undefined;
  }

  /** Whether it can read no more, and another has to take its place. */
  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  /** @throws what the question throws; TallyError `read-models-unavailable` where the thread ends before. */
  ask(question: Question): Promise<Answered | undefined> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) {
        reject(this.ended);
        return;
      }
      this.last += 1;
      this.pending = { number: this.last, resolve, reject };
      // Whoever waits for an answer keeps the process.
      this.worker.ref();
      this.worker.postMessage({ number: this.last, question });
    });
  }

  /** Asks it to leave the question that it has. It does so before the next thing that it would read. */
  giveUp(): void {
    Atomics.store(new Int32Array(this.givenUp), 0, this.last);
  }

  async terminate(): Promise<void> {
    this.end(undefined);
    await this.worker.terminate();
  }

  private settle(): void {
    this.pending = undefined;
    this.worker.unref();
  }

  private end(cause: Error | undefined): void {
    this.ended ??= new TallyError(
      'read-models-unavailable',
      'The thread that read the rows has ended.',
      [],
      cause,
    );
    const { pending } = this;
    this.settle();
    pending?.reject(this.ended);
  }
}
