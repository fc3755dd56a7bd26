import { isEventStoreAddress } from '@tallystick/application';
import Database from 'better-sqlite3';
import type { Surroundings } from '../surroundings.js';
import type { AcceptedRequests } from './accepted-requests.js';

/** One look at the file is enough for so long, however many probes ask. */
const lookMilliseconds = 2_000;
const waitMilliseconds = 1_000;

export interface Readiness {
  readonly ready: boolean;
  /** What is not as it should be, in sentences; empty where all is. */
  readonly problems: readonly string[];
}

function tryLock(ledgerFile: string): void {
  const database = new Database(ledgerFile, { fileMustExist: true, timeout: waitMilliseconds });
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
  } finally {
    database.close();
  }
}

/** Whether the server can do its work: it is not stopping, the ledger can be read and written, views keep up. */
export class ReadinessProbe {
  private last: { readonly at: number; readonly problem: string | undefined } | undefined;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly requests: AcceptedRequests,
  ) {}

  async look(): Promise<Readiness> {
    const problems = [
      this.requests.stopping ? 'The server is being stopped.' : undefined,
      await this.readingProblem(),
      await this.writingProblem(),
      await this.lagProblem(),
    ].filter((problem) => problem !== undefined);
    return { ready: problems.length === 0, problems };
  }

  private async readingProblem(): Promise<string | undefined> {
    try {
      await this.surroundings.services.ledger.agreements();
      return undefined;
    } catch {
      return 'The ledger cannot be read.';
    }
  }

  /**
   * Takes the lock of a writer and lets it go: that shows that the file may be written and nobody holds it for good. A
   * server is asked for the head of an agreement, which only the leader of its cluster answers.
   */
  private async writingProblem(): Promise<string | undefined> {
    const now = Date.now();
    if (this.last !== undefined && now - this.last.at < lookMilliseconds) return this.last.problem;
    let problem: string | undefined;
    try {
      const { configuration, services } = this.surroundings;
      if (isEventStoreAddress(configuration.ledger)) await services.ledger.head('readiness');
      else tryLock(configuration.ledger);
    } catch {
      problem = 'The ledger cannot be written.';
    }
    this.last = { at: now, problem };
    return problem;
  }

  private async lagProblem(): Promise<string | undefined> {
    const { readModels, configuration } = this.surroundings;
    try {
      const behind = (await readModels.status()).filter(
        ({ head, checkpoint }) => head - checkpoint > configuration.readyLag,
      );
      // Names of agreements are for members only.
      return behind.length === 0
        ? undefined
        : `The read models of ${behind.length} agreements are more than ${configuration.readyLag} facts behind.`;
    } catch {
      return 'The read models cannot be read.';
    }
  }
}
