import { TallyError } from '@tallystick/errors';
import { currentScope, type RequestScope } from '../http/request-scope.js';
import type { TellWork } from '../operations/tell-work.js';
import { Calculator } from './calculator.js';
import type { CalculatorSettings, WorkMessage } from './messages.js';

/** So many requests may wait for a thread; more would wait longer than anybody waits for an answer. */
const waitingRequests = 200;

interface Task {
  readonly message: WorkMessage;
  readonly signal: AbortSignal | undefined;
  /** The request that it is worked out for. */
  readonly scope: RequestScope | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface CalculatorsOptions {
  readonly threads: number;
  readonly seconds: number;
  readonly settings: CalculatorSettings;
  readonly tellWork: TellWork;
}

/** A number of threads that work out heavy requests, each one at a time, in the order in which they came. */
export class Calculators {
  private readonly waiting: Task[] = [];
  private readonly idle: Calculator[] = [];
  private readonly all = new Set<Calculator>();
  private busy = 0;
  private closing = false;

  constructor(private readonly options: CalculatorsOptions) {
    // The first is made at once, so that the first request need not wait for it.
    this.idle.push(this.start());
  }

  get figures(): { readonly busy: number; readonly waiting: number } {
    return { busy: this.busy, waiting: this.waiting.length };
  }

  /**
   * @param signal when it aborts, a request that waits is dropped and the thread of one that runs is ended.
   * @throws what the request throws; TallyError `work-queue-full`, `work-failed`, `query-timeout`, `request-abandoned`.
   */
  run(message: WorkMessage, signal?: AbortSignal): Promise<unknown> {
    if (this.closing)
      return Promise.reject(new TallyError('server-stopping', 'The server is being stopped.'));
    if (this.waiting.length >= waitingRequests) {
      return Promise.reject(
        new TallyError('work-queue-full', `${waitingRequests} requests are waiting already.`),
      );
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ message, signal, scope: currentScope(), resolve, reject });
      this.advance();
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const task of this.waiting.splice(0)) {
      task.reject(new TallyError('server-stopping', 'The server is being stopped.'));
    }
    await Promise.all([...this.all].map((calculator) => calculator.close()));
  }

  private start(): Calculator {
    const calculator = new Calculator(this.options.settings);
    this.all.add(calculator);
    return calculator;
  }

  private advance(): void {
    while (this.waiting.length > 0 && this.busy < this.options.threads) {
      const task = this.waiting.shift()!;
      if (task.signal?.aborted === true) {
        task.reject(abandoned());
        continue;
      }
      this.busy += 1;
      void this.perform(task).finally(() => {
        this.busy -= 1;
        this.advance();
      });
    }
  }

  private async perform(task: Task): Promise<void> {
    const { signal } = task;
    let calculator = this.idle.pop();
    if (calculator === undefined || calculator.hasEnded) {
      if (calculator !== undefined) this.all.delete(calculator);
      calculator = this.start();
    }
    const own = calculator;
    let givenUp: TallyError | undefined;
    const giveUp = (error: TallyError): void => {
      givenUp ??= error;
      void own.terminate();
    };
    const { seconds } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => giveUp(abandoned());
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      // A thread that takes the place of one that was ended has to open its files first; that is not the request's time.
      await own.ready();
      timer = setTimeout(
        () => giveUp(new TallyError('query-timeout', `It was not worked out within ${seconds} s.`)),
        seconds * 1000,
      );
      task.resolve(await own.perform(task.message, (work) => this.options.tellWork(work, task.scope)));
    } catch (error) {
      task.reject(givenUp ?? (error as Error));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (own.hasEnded) this.all.delete(own);
      else this.idle.push(own);
    }
  }
}

function abandoned(): TallyError {
  return new TallyError('request-abandoned', 'Nobody waits for the answer any more.');
}
