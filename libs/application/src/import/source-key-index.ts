import { type AssertedBy, type Fact, readRecordedFact } from '@tallystick/facts';
import type { Ledger } from '@tallystick/ledger';
import Database from 'better-sqlite3';
import type { SubjectKeys } from '../erasure/subject-keys.js';
import { contentOf } from '../facts/fact-content.js';

/**
 * What is known of a key of a source: the last fact recorded for it, and whether that still stands. `withdrawn`: an
 * import took it back because the source said otherwise. `refused`: a person took it back, so that the same words
 * of the source do not bring it in again.
 */
export interface KeyedFact {
  readonly id: string;
  readonly content: string;
  /** As the fact says them; a retraction repeats them. */
  readonly effectiveAt: string;
  readonly assertedBy: AssertedBy;
  readonly state: 'stands' | 'withdrawn' | 'refused';
}

interface KeyedRow {
  readonly id: string;
  readonly content: string;
  readonly effective_at: string;
  readonly asserted_by: string;
  readonly state: KeyedFact['state'];
}

function keyedFact(row: KeyedRow): KeyedFact {
  const { id, content, state } = row;
  const assertedBy = JSON.parse(row.asserted_by) as AssertedBy;
  return { id, content, effectiveAt: row.effective_at, assertedBy, state };
}

/**
 * The last fact of each key of one source system, for exports that show only the latest value of a thing (ticket
 * tables, outages). It is built from the ledger when an import first needs it, into a temporary file that SQLite
 * removes by itself, so that memory stays flat; nothing of it is kept.
 */
export class SourceKeyIndex {
  private readonly database = new Database('');
  private readonly put;
  private readonly find;
  private readonly settle;
  private readTo = -1;

  constructor(
    private readonly system: string,
    private readonly keys: SubjectKeys | undefined,
  ) {
    this.database.exec(
      'CREATE TABLE keyed (key TEXT PRIMARY KEY, id TEXT NOT NULL, content TEXT NOT NULL, effective_at TEXT NOT NULL, ' +
        'asserted_by TEXT NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;' +
        'CREATE INDEX keyed_ids ON keyed (id)',
    );
    this.put = this.database.prepare<[string, string, string, string, string]>(
      "INSERT OR REPLACE INTO keyed VALUES (?, ?, ?, ?, ?, 'stands')",
    );
    this.find = this.database.prepare<[string], KeyedRow>('SELECT * FROM keyed WHERE key = ?');
    this.settle = this.database.prepare<[KeyedFact['state'], string]>(
      'UPDATE keyed SET state = ? WHERE id = ?',
    );
  }

  /** Takes in what the ledger has recorded since the last time, up to position `until`. */
  async catchUp(ledger: Ledger, agreement: string, until: number): Promise<void> {
    if (until <= this.readTo) return;
    for await (const page of ledger.read(agreement, { from: this.readTo + 1, until })) {
      this.database.transaction(() => {
        for (const { text } of page) this.note(readRecordedFact(text));
      })();
    }
    this.readTo = until;
  }

  last(key: string): KeyedFact | undefined {
    const row = this.find.get(key);
    return row === undefined ? undefined : keyedFact(row);
  }

  close(): void {
    this.database.close();
  }

  private note(fact: Fact): void {
    if (fact.type === 'FactRetracted') {
      // The retractions that an import makes name their source; those of people do not.
      this.settle.run(fact.source === undefined ? 'refused' : 'withdrawn', fact.fact);
    } else if (fact.source?.system === this.system) {
      const { key } = fact.source;
      this.put.run(
        key,
        fact.id,
        contentOf(this.keys, fact),
        fact.effectiveAt,
        JSON.stringify(fact.assertedBy),
      );
    }
  }
}
