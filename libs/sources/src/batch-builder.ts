import type { ImportBatch, ImportedFact, RejectedRow, WithdrawnKey } from './import-batch.js';
import type { RowFact } from './row-facts.js';

/** Progress is handed out at least so often, in bytes read. */
const bytesPerProgress = 1024 * 1024;
/** Rejects are handed out as soon as there are so many, so that they too need no memory. */
const rejectsPerBatch = 1000;

/** Gathers what rows bring, and counts every row exactly once. */
export class BatchBuilder {
  private facts: ImportedFact[] = [];
  private withdrawnKeys: WithdrawnKey[] = [];
  private rejects: RejectedRow[] = [];
  private phase: ImportBatch['phase'] = 'reading';
  private bytesRead = 0;
  private bytesTold = 0;
  private rowsRead = 0;
  private rowsWithFacts = 0;
  private rowsWithoutChange = 0;
  private rowsRejected = 0;

  constructor(private readonly factsPerBatch: number) {}

  countBytes(count: number): void {
    this.bytesRead += count;
  }

  /** Counts a row as read; its number, from 1. */
  countRow(): number {
    this.rowsRead += 1;
    return this.rowsRead;
  }

  startWalking(): void {
    this.phase = 'walking';
  }

  /** Accounts for a row that was understood. */
  addRow(row: number, facts: readonly RowFact[]): void {
    if (facts.length === 0) this.rowsWithoutChange += 1;
    else this.rowsWithFacts += 1;
    for (const fact of facts) this.facts.push({ row, ...fact });
  }

  addWithdrawn(row: number, system: string, keys: readonly string[]): void {
    for (const key of keys) this.withdrawnKeys.push({ row, system, key });
  }

  reject(rejected: RejectedRow): void {
    this.rowsRejected += 1;
    this.rejects.push(rejected);
  }

  get isFull(): boolean {
    return (
      this.facts.length + this.withdrawnKeys.length >= this.factsPerBatch ||
      this.rejects.length >= rejectsPerBatch
    );
  }

  /** Whether progress was not told for a while. */
  get isStale(): boolean {
    return this.bytesRead - this.bytesTold >= bytesPerProgress;
  }

  take(): ImportBatch {
    const { facts, withdrawnKeys, rejects } = this;
    this.facts = [];
    this.withdrawnKeys = [];
    this.rejects = [];
    this.bytesTold = this.bytesRead;
    return {
      facts,
      withdrawnKeys,
      rejects,
      phase: this.phase,
      bytesRead: this.bytesRead,
      rowsRead: this.rowsRead,
      rowsWithFacts: this.rowsWithFacts,
      rowsWithoutChange: this.rowsWithoutChange,
      rowsRejected: this.rowsRejected,
    };
  }
}
