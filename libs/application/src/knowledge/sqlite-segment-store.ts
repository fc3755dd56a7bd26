import { existsSync, rmSync } from 'node:fs';
import { sha256Hex } from '@tallystick/facts';
import type BetterSqlite3 from 'better-sqlite3';
import type { SegmentStore, StoredSegment } from './segment-store.js';

/** Part of the seal, so that rows of another layout are no rows. */
const layout = 1;
/** A query does not wait long for a cache that another process writes. */
const waitMilliseconds = 200;

interface SegmentRow {
  readonly first: number;
  readonly last: number;
  readonly chain_hash: string;
  readonly bytes: Uint8Array;
  readonly seal: string;
}

/**
 * Segments in a SQLite file of their own, opened for each use. Every row is sealed by a digest over all that it says, so
 * that a damaged one is passed over, whatever was damaged.
 */
export class SqliteSegmentStore implements SegmentStore {
  private damaged = false;

  constructor(private readonly path: string) {}

  async load(agreement: string): Promise<readonly StoredSegment[]> {
    if (!existsSync(this.path)) return [];
    const rows = await this.use(true, (database) =>
      database
        .prepare<[string], SegmentRow>('SELECT * FROM segments WHERE agreement = ? ORDER BY first')
        .all(agreement),
    );
    const segments: StoredSegment[] = [];
    for (const { first, last, chain_hash: chainHash, bytes, seal } of rows ?? []) {
      if (!(bytes instanceof Uint8Array)) return [];
      const segment = { from: first, to: last, chainHash, bytes };
      if (seal !== sealOf(agreement, segment)) return [];
      segments.push(segment);
    }
    return segments;
  }

  async save(agreement: string, segment: StoredSegment): Promise<void> {
    const write = (database: BetterSqlite3.Database): true => this.write(database, agreement, segment);
    if ((await this.use(false, write)) !== undefined || !this.damaged) return;
    // Nothing in it can be missed, so a damaged file gives way to a new one.
    try {
      rmSync(this.path, { force: true });
    } catch {
      return;
    }
    await this.use(false, write);
  }

  private write(database: BetterSqlite3.Database, agreement: string, segment: StoredSegment): true {
    const { from, to, chainHash, bytes } = segment;
    database.pragma('synchronous = OFF');
    database
      .transaction(() => {
        database.exec(
          'CREATE TABLE IF NOT EXISTS segments (agreement TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, ' +
            'chain_hash TEXT NOT NULL, bytes BLOB NOT NULL, seal TEXT NOT NULL, PRIMARY KEY (agreement, first))',
        );
        // The first segment begins anew, so that a damaged row cannot stay in the way.
        if (from === 0) database.prepare('DELETE FROM segments WHERE agreement = ?').run(agreement);
        database
          .prepare('DELETE FROM segments WHERE agreement = ? AND (first >= ? OR last >= ?)')
          .run(agreement, from, from);
        database
          .prepare('INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)')
          .run(agreement, from, to, chainHash, bytes, sealOf(agreement, segment));
      })
      .immediate();
    return true;
  }

  /** @returns undefined where the file cannot be used, for whatever reason: the ledger is read instead. */
  private async use<Result>(
    readonly: boolean,
    work: (database: BetterSqlite3.Database) => Result,
  ): Promise<Result | undefined> {
    const { default: Database } = await import('better-sqlite3');
    let database: BetterSqlite3.Database | undefined;
    try {
      database = new Database(this.path, { readonly, timeout: waitMilliseconds });
      return work(database);
    } catch (error) {
      const code = error instanceof Database.SqliteError ? error.code : '';
      this.damaged = /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(code);
      return undefined;
    } finally {
      database?.close();
    }
  }
}

function sealOf(agreement: string, { from, to, chainHash, bytes }: StoredSegment): string {
  return sha256Hex(JSON.stringify([layout, agreement, from, to, chainHash, sha256Hex(bytes)]));
}
