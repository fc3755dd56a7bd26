import { existsSync, rmSync } from 'node:fs';
import { invariant } from '@tallystick/errors';
import { sha256Hex } from '@tallystick/facts';
import type BetterSqlite3 from 'better-sqlite3';
import type { KeptTile, KeptTree, TreeStore } from './tree-store.js';

/** Part of every seal, so that rows of another layout are no rows. */
const layout = 1;
const waitMilliseconds = 500;
const hashBytes = 32;

interface TreeRow {
  readonly size: number;
  readonly edge: Uint8Array;
  readonly chain_hash: string;
  readonly marks: string;
  readonly seal: string;
}
interface TileRow {
  readonly hashes: Uint8Array;
  readonly seal: string;
}

/**
 * Trees in a SQLite file of their own beside the ledger. Every row is sealed by a digest over all that it says, so that a
 * damaged one is as if it were not there. Whatever goes wrong with the file, the tree is made from the ledger again.
 */
export class SqliteTreeStore implements TreeStore {
  #driver: typeof BetterSqlite3 | undefined;
  #isDamaged = false;

  constructor(private readonly path: string) {}

  async load(agreement: string): Promise<KeptTree | undefined> {
    await this.#loadDriver();
    const row = this.#use(true, (database) =>
      database.prepare<[string], TreeRow>('SELECT * FROM trees WHERE agreement = ?').get(agreement),
    );
    return row === undefined ? undefined : treeOfRow(agreement, row);
  }

  tile(agreement: string, level: number, index: number): Uint8Array | undefined {
    const row = this.#use(true, (database) =>
      database
        .prepare<[string, number, number], TileRow>(
          'SELECT hashes, seal FROM tiles WHERE agreement = ? AND level = ? AND place = ?',
        )
        .get(agreement, level, index),
    );
    if (row === undefined || !(row.hashes instanceof Uint8Array)) return undefined;
    const tile = { level, index, hashes: row.hashes };
    return row.seal === sealOfTile(agreement, tile) ? row.hashes : undefined;
  }

  async save(agreement: string, from: number, tree: KeptTree, tiles: readonly KeptTile[]): Promise<boolean> {
    await this.#loadDriver();
    const saved = this.#use(false, (database) => write(database, agreement, from, tree, tiles));
    if (saved !== undefined || !this.#isDamaged || from > 0) return saved ?? false;
    await this.drop(agreement);
    return this.#use(false, (database) => write(database, agreement, from, tree, tiles)) ?? false;
  }

  async drop(agreement: string): Promise<void> {
    await this.#loadDriver();
    const dropped = this.#use(false, (database) => {
      database.exec(schema);
      database.prepare('DELETE FROM trees WHERE agreement = ?').run(agreement);
      database.prepare('DELETE FROM tiles WHERE agreement = ?').run(agreement);
      return true;
    });
    // Nothing in it can be missed, so a damaged file gives way to a new one.
    if (dropped === undefined && this.#isDamaged) rmSync(this.path, { force: true });
  }

  async #loadDriver(): Promise<void> {
    this.#driver ??= (await import('better-sqlite3')).default;
  }

  /** @returns undefined where the file cannot be used, for whatever reason. */
  #use<Result>(readonly: boolean, work: (database: BetterSqlite3.Database) => Result): Result | undefined {
    const Database = this.#driver;
    invariant(Database !== undefined, 'a store of trees is loaded from before tiles are asked for');
    if (readonly && !existsSync(this.path)) return undefined;
    let database: BetterSqlite3.Database | undefined;
    try {
      database = new Database(this.path, { readonly, timeout: waitMilliseconds });
      return work(database);
    } catch (error) {
      const code = error instanceof Database.SqliteError ? error.code : '';
      this.#isDamaged = /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(code);
      return undefined;
    } finally {
      database?.close();
    }
  }
}

const schema =
  'CREATE TABLE IF NOT EXISTS trees (agreement TEXT PRIMARY KEY, size INTEGER NOT NULL, edge BLOB NOT NULL, ' +
  'chain_hash TEXT NOT NULL, marks TEXT NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;' +
  'CREATE TABLE IF NOT EXISTS tiles (agreement TEXT NOT NULL, level INTEGER NOT NULL, place INTEGER NOT NULL, ' +
  'hashes BLOB NOT NULL, seal TEXT NOT NULL, PRIMARY KEY (agreement, level, place));';

function write(
  database: BetterSqlite3.Database,
  agreement: string,
  from: number,
  tree: KeptTree,
  tiles: readonly KeptTile[],
): boolean {
  database.pragma('synchronous = OFF');
  return database
    .transaction(() => {
      database.exec(schema);
      const kept = database
        .prepare<[string], { size: number }>('SELECT size FROM trees WHERE agreement = ?')
        .get(agreement);
      if ((kept?.size ?? 0) !== from) return false;
      const putTile = database.prepare('INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?)');
      for (const tile of tiles) {
        putTile.run(agreement, tile.level, tile.index, tile.hashes, sealOfTile(agreement, tile));
      }
      const edge = Buffer.concat(tree.edge);
      const marks = JSON.stringify(tree.marks);
      database
        .prepare('INSERT OR REPLACE INTO trees VALUES (?, ?, ?, ?, ?, ?)')
        .run(agreement, tree.size, edge, tree.chainHash, marks, sealOfTree(agreement, tree));
      return true;
    })
    .immediate();
}

function treeOfRow(agreement: string, row: TreeRow): KeptTree | undefined {
  if (!(row.edge instanceof Uint8Array)) return undefined;
  const edge: Uint8Array[] = [];
  for (let at = 0; at < row.edge.length; at += hashBytes) edge.push(row.edge.subarray(at, at + hashBytes));
  let marks: readonly number[];
  try {
    marks = JSON.parse(row.marks) as readonly number[];
  } catch {
    return undefined;
  }
  const tree = { size: row.size, edge, chainHash: row.chain_hash, marks };
  return row.seal === sealOfTree(agreement, tree) ? tree : undefined;
}

function sealOfTree(agreement: string, { size, edge, chainHash, marks }: KeptTree): string {
  return sha256Hex(
    JSON.stringify([layout, agreement, size, sha256Hex(Buffer.concat(edge)), chainHash, marks]),
  );
}

function sealOfTile(agreement: string, { level, index, hashes }: KeptTile): string {
  return sha256Hex(JSON.stringify([layout, agreement, level, index, sha256Hex(hashes)]));
}
