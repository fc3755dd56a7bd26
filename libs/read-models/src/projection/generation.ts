import type Database from 'better-sqlite3';
import { isOfLedger, type Services, type WarmTimelines } from '@tallystick/application';
import type { LedgerHead } from '@tallystick/ledger';
import { parseInstant } from '@tallystick/quantities';
import { type Checkpoint, readCheckpoints, writeCheckpoint } from '../store/checkpoints.js';
import type { GenerationFiles } from '../store/generation-files.js';
import { RowWriter } from '../store/row-writer.js';
import { createIndexes } from '../store/schema.js';
import { closeForWriting, forgetDigest, openForWriting } from '../store/view-file.js';
import type { AgreementKnowledge } from './agreement-knowledge.js';
import { beginning, bringRows, forgetAgreement, takeFacts } from './project-agreement.js';

/** One file of rows while it is written: brings agreements to heads of the ledger. */
export class Generation {
  private readonly database: Database.Database;
  private readonly writer: RowWriter;
  private readonly checkpoints: Map<string, Checkpoint>;

  /** @param onWrite is called before each write of a row. */
  constructor(
    private readonly files: GenerationFiles,
    readonly number: number,
    private readonly services: Pick<Services, 'ledger' | 'zones'>,
    private readonly timelines: WarmTimelines,
    onWrite?: () => void,
  ) {
    forgetDigest(files.digest(number));
    this.database = openForWriting(files.database(number), services.zones.version);
    this.writer = new RowWriter(this.database, onWrite);
    this.checkpoints = new Map(readCheckpoints(this.database));
  }

  checkpointOf(agreement: string): Checkpoint | undefined {
    return this.checkpoints.get(agreement);
  }

  isAt({ agreement, position, chainHash }: LedgerHead): boolean {
    const checkpoint = this.checkpoints.get(agreement);
    return checkpoint?.position === position && checkpoint.chain === chainHash;
  }

  /** Brings the rows of an agreement to a head. @returns the position before. */
  async bring(head: LedgerHead): Promise<number> {
    const { agreement } = head;
    const start = await this.startFor(head);
    const knowledge: AgreementKnowledge = {
      agreement,
      timeline: await this.timelines.at(head),
      knownAt: { position: head.position, recordedAt: parseInstant(head.recordedAt) },
      chainHash: head.chainHash,
      zones: this.services.zones,
    };
    const taken = await takeFacts(this.writer, this.services.ledger, knowledge, start);
    this.checkpoints.set(agreement, taken);
    this.checkpoints.set(agreement, bringRows(this.writer, knowledge, taken));
    return start.position;
  }

  /** Takes out the agreements that the ledger does not hold. */
  dropOthers(heads: readonly LedgerHead[]): void {
    const held = new Set(heads.map(({ agreement }) => agreement));
    for (const agreement of this.checkpoints.keys()) if (!held.has(agreement)) this.forget(agreement);
  }

  makeIndexes(): void {
    createIndexes(this.database);
  }

  /** Tells readers that have the file open that another one is read now. */
  retire(): void {
    this.writer.run('INSERT OR REPLACE INTO notes VALUES (?, ?)', 'retired', 'yes');
  }

  close(): void {
    closeForWriting(this.database, this.files.database(this.number), this.files.digest(this.number));
  }

  /** Lets go of the file as a process does that ends: what is not committed is undone. */
  abandon(): void {
    this.database.close();
  }

  /** The checkpoint to go on from; the beginning where the ledger is not the one that the rows were made from. */
  private async startFor(head: LedgerHead): Promise<Checkpoint> {
    const { agreement } = head;
    const found = this.checkpoints.get(agreement);
    if (found !== undefined) {
      const { ledger } = this.services;
      const facts = { position: found.factsPosition, chain: found.factsChain };
      const same = (await isOfLedger(ledger, head, found)) && (await isOfLedger(ledger, head, facts));
      if (same) return found;
      this.timelines.forget(agreement);
      this.forget(agreement);
    }
    const start = beginning(agreement);
    writeCheckpoint(this.writer, start);
    this.checkpoints.set(agreement, start);
    return start;
  }

  private forget(agreement: string): void {
    forgetAgreement(this.writer, agreement);
    this.checkpoints.delete(agreement);
  }
}
