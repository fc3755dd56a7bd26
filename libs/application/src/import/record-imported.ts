import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import type { ImportBatch } from '@tallystick/sources';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import type { Services } from '../services.js';
import { ImportDecider, type ImportDecision } from './decide-import.js';

/** What the facts of a source came to against what is recorded. */
export interface ImportedRecorded {
  /** Facts newly recorded, retractions of older values among them. */
  readonly facts: number;
  readonly retractions: number;
  readonly head: LedgerHead;
}

/**
 * Records what sources push as it comes, by the same decisions as an import. It keeps what it knows of the sources' keys
 * for as long as it lives, so a server holds one an agreement; calls take turns.
 */
export class ImportedFactsRecorder {
  private readonly decider: ImportDecider;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly services: Pick<Services, 'ledger' | 'clock' | 'subjects'>,
    private readonly agreement: string,
  ) {
    this.decider = new ImportDecider(services, agreement);
  }

  /** @throws TallyError `agreement-unknown`; what the ledger throws. All of it is recorded, or nothing. */
  record(batch: Pick<ImportBatch, 'facts' | 'withdrawnKeys'>): Promise<ImportedRecorded> {
    const turn = this.last.then(() => this.recordNow(batch));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.decider.close();
  }

  private async recordNow(batch: Pick<ImportBatch, 'facts' | 'withdrawnKeys'>): Promise<ImportedRecorded> {
    const { agreement } = this;
    let decision: ImportDecision | undefined;
    const { head } = await decideAndAppend(
      this.services,
      agreement,
      async (now) => {
        if (now === undefined) {
          throw new TallyError('agreement-unknown', `The ledger holds no agreement "${agreement}".`);
        }
        decision = await this.decider.decide(batch, now.position);
        return decision.facts;
      },
      { about: ({ id }) => decision?.about.get(id) },
    );
    return { facts: decision!.facts.length, retractions: decision!.retractions, head: head! };
  }
}
