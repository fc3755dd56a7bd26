import type { EpochMilliseconds } from '@tallystick/quantities';
import type { TextOpener } from './application.js';
import type { Terminal } from './console/terminal.js';

/** What every command is given: where it talks, its surroundings, and how it hears of Ctrl-C. */
export interface Session {
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: () => EpochMilliseconds;
  /** True where `--json` was asked for. */
  readonly json: boolean;
  /** Opens what is sealed in answers, once a command has opened the ledger that the keys are of. */
  readonly personalTexts: { opener?: TextOpener };
  /**
   * Runs work that must end at a clean place when the person presses Ctrl-C: the signal tells it to stop after what
   * it has in hand. A second Ctrl-C ends the program at once, which is safe as well: batches are whole or absent.
   */
  interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * Answers SIGINT and SIGTERM while a command runs. Work that did not ask to stop cleanly is given up at once: reads lose
 * nothing, and each write is one transaction.
 */
export class Interruptions {
  private controller: AbortController | undefined;
  private readonly giveUp: () => void;

  /** @param giveUp ends the program. */
  constructor(giveUp: () => void) {
    this.giveUp = giveUp;
  }

  private readonly answer = (): void => {
    if (this.controller === undefined || this.controller.signal.aborted) this.giveUp();
    else this.controller.abort();
  };

  listen(): void {
    process.on('SIGINT', this.answer);
    process.on('SIGTERM', this.answer);
  }

  stopListening(): void {
    process.off('SIGINT', this.answer);
    process.off('SIGTERM', this.answer);
  }

  async interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.controller = new AbortController();
    try {
      return await work(this.controller.signal);
    } finally {
      this.controller = undefined;
    }
  }
}
