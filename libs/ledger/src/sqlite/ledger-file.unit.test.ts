import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCode, facts, readAll } from '../compliance/ledger-under-test.js';
import { openSqliteLedger } from './open-sqlite-ledger.js';
import { temporaryFolder } from './sqlite-under-test.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'ledger.tally');
});
afterEach(() => rm(folder, { recursive: true }));

async function makeLedger(): Promise<void> {
  const ledger = await openSqliteLedger(path);
  await ledger.append('A', 'none', facts(0, 5));
  await ledger.close();
}

function change(sql: string): void {
  const database = new Database(path);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

describe('which files are opened', () => {
  it('makes a new one, unless it must exist', async () => {
    expect(await errorCode(openSqliteLedger(path, { mustExist: true }))).toBe('ledger-unavailable');
    expect(await errorCode(openSqliteLedger(path, { readOnly: true }))).toBe('ledger-unavailable');
    expect(await errorCode(openSqliteLedger(join(folder, 'none', 'ledger.tally')))).toBe(
      'ledger-unavailable',
    );
    expect(await errorCode(openSqliteLedger(''))).toBe('ledger-unavailable');
    expect(await readdir(folder)).toEqual([]);
    await makeLedger();
    const ledger = await openSqliteLedger(path, { mustExist: true });
    expect((await ledger.head('A'))?.position).toBe(4);
    await ledger.close();
  });

  it('makes one where a crash left an empty file, but does not take that for a ledger', async () => {
    await writeFile(path, '');
    expect(await errorCode(openSqliteLedger(path, { readOnly: true }))).toBe('ledger-file-refused');
    expect(await errorCode(openSqliteLedger(path, { mustExist: true }))).toBe('ledger-file-refused');
    await makeLedger();
  });

  it('refuses files of others, and leaves them as they are', async () => {
    await writeFile(path, 'opened,closed\n'.repeat(1000));
    expect(await errorCode(openSqliteLedger(path))).toBe('ledger-file-refused');
    await rm(path);
    change('CREATE TABLE tickets (a)');
    const before = await readFile(path);
    expect(await errorCode(openSqliteLedger(path))).toBe('ledger-file-refused');
    change('PRAGMA application_id = 7');
    expect(await errorCode(openSqliteLedger(path))).toBe('ledger-file-refused');
    change('PRAGMA application_id = 0');
    expect((await readFile(path)).length).toBe(before.length);
  });

  it('refuses a newer format, and one that never was', async () => {
    await makeLedger();
    change('PRAGMA user_version = 2');
    await expect(openSqliteLedger(path)).rejects.toThrow(/format 2.*up to 1/);
    expect(await errorCode(openSqliteLedger(path, { readOnly: true }))).toBe('ledger-file-refused');
    change('PRAGMA user_version = 0');
    expect(await errorCode(openSqliteLedger(path))).toBe('ledger-broken');
  });
});

describe('how a file is used', () => {
  it('changes nothing when opened for reading', async () => {
    await makeLedger();
    const before = await readFile(path);
    const ledger = await openSqliteLedger(path, { readOnly: true });
    expect((await readAll(ledger, 'A')).length).toBe(5);
    expect(await errorCode(ledger.append('A', 'any', facts(5, 6)))).toBe('ledger-unavailable');
    const restoring = ledger.restore('B', (async function* () {})());
    expect(await errorCode(restoring)).toBe('ledger-unavailable');
    expect((await ledger.verify()).whole).toBe(true);
    await ledger.close();
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('is whole in one file after close, so that a copy is a backup', async () => {
    await makeLedger();
    expect(await readdir(folder)).toEqual(['ledger.tally']);
    const backup = join(folder, 'backup.tally');
    await copyFile(path, backup);
    const ledger = await openSqliteLedger(backup, { readOnly: true });
    expect((await ledger.verify()).facts).toBe(5);
    await ledger.close();
  });

  it('leaves everything in the one file also where another process has it open still', async () => {
    const ledger = await openSqliteLedger(path);
    const other = new Database(path);
    await ledger.append('A', 'none', facts(0, 5));
    expect(other.prepare('SELECT count(*) FROM facts').pluck().get()).toBe(5);
    await ledger.close();
    const backup = join(folder, 'backup.tally');
    await copyFile(path, backup);
    other.close();
    const copied = await openSqliteLedger(backup, { readOnly: true });
    expect((await readAll(copied, 'A')).length).toBe(5);
    await copied.close();
  });

  it('gives up on a file that another process holds, and works again after', async () => {
    await makeLedger();
    const ledger = await openSqliteLedger(path, { waitMilliseconds: 10 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    expect(await errorCode(ledger.append('A', 4, facts(5, 6)))).toBe('ledger-unavailable');
    expect((await readAll(ledger, 'A')).length).toBe(5);
    other.exec('ROLLBACK');
    other.close();
    expect(await ledger.append('A', 4, facts(5, 6))).toMatchObject({ firstPosition: 5 });
    await ledger.close();
  });
});

describe('what the file refuses by itself, whoever writes', () => {
  const insert = (what: string, columns: string) =>
    `INSERT ${what} INTO facts SELECT ${columns} FROM facts WHERE position = 2`;
  it.each([
    ['a change', "UPDATE facts SET text = '{}' WHERE position = 2"],
    ['a removal', 'DELETE FROM facts WHERE position = 4'],
    [
      'replacing by position',
      insert('OR REPLACE', "agreement, position, randomblob(16), recorded_at, chain, '{}'"),
    ],
    ['replacing by id', insert('OR REPLACE', "agreement, 5, id, recorded_at, chain, '{}'")],
    ['an id twice', insert('', 'agreement, 5, id, recorded_at, chain, text')],
    ['a gap', insert('', 'agreement, 6, randomblob(16), recorded_at, chain, text')],
    ['an instant before the last', insert('', 'agreement, 5, randomblob(16), recorded_at - 1, chain, text')],
    ['a short id', insert('', 'agreement, 5, randomblob(15), recorded_at, chain, text')],
    ['a short hash', insert('', 'agreement, 5, randomblob(16), recorded_at, randomblob(31), text')],
    ['text that is no text', insert('', 'agreement, 5, randomblob(16), recorded_at, chain, randomblob(9)')],
    ['removing an agreement', 'DELETE FROM agreements'],
    ['renaming an agreement', "UPDATE agreements SET name = 'B', head_position = 9"],
    ['moving the head back', 'UPDATE agreements SET head_position = 3'],
    [
      'replacing an agreement',
      "REPLACE INTO agreements SELECT agreement, 'B', 9, 0, head_chain FROM agreements",
    ],
    ['replacing a name', 'REPLACE INTO agreements SELECT 9, name, 9, 0, head_chain FROM agreements'],
  ])('%s', async (_, sql) => {
    await makeLedger();
    expect(() => change(sql)).toThrow();
    const ledger = await openSqliteLedger(path, { readOnly: true });
    expect((await ledger.verify()).faults).toEqual([]);
    await ledger.close();
  });
});
