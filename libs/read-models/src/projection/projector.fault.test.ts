import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openSqliteServices } from '@tallystick/application';
import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderReadModels } from '../folder-read-models.js';
import { GenerationFiles } from '../store/generation-files.js';
import { emptyLedger, type ExampleLedger, signExample } from '../testing/example-ledger.js';
import { currentRows } from '../testing/stored-rows.js';
import { Projector } from './projector.js';

const agreement = 'acme-northwind';
let ledger: ExampleLedger;
let folder: string;
let files: GenerationFiles;

beforeEach(async () => {
  ledger = await emptyLedger('2025-03-03T08:00:00Z');
  folder = join(ledger.folder, 'views');
  files = new GenerationFiles(folder);
  await signExample(ledger.services);
  await record(...tickets(0, 20));
});
afterEach(() => ledger.remove());

async function record(...facts: readonly NewFact[]): Promise<void> {
  await ledger.services.ledger.append(agreement, 'any', facts);
}

function tickets(first: number, end: number, title = 'No paper'): NewFact[] {
  return Array.from({ length: end - first }, (_, index) =>
    newFact('TicketOpened', {
      id: factIdOf(['fault', String(first + index)], 0),
      effectiveAt: '2025-03-03T07:00:00Z',
      assertedBy: { party: 'client' },
      ticket: `INC${String(first + index).padStart(3, '0')}`,
      ticketType: 'incident',
      priority: 'P2',
      title,
    }),
  );
}

function projector(services = ledger.services, to = folder): Projector {
  return new Projector({ services, folder: to });
}

async function project(): Promise<void> {
  const one = projector();
  expect(await one.catchUp()).toBe(true);
  await one.close();
}

/** The rows as they come out in one go in another folder. */
async function expectedRows(): Promise<unknown> {
  const other = join(ledger.folder, `other-${readdirSync(ledger.folder).length}`);
  const one = projector(ledger.services, other);
  await one.catchUp();
  await one.close();
  return currentRows(other);
}

test('a file that was closed whole is gone on with', async () => {
  await project();
  await record(...tickets(20, 25));
  await project();
  expect(files.numbers()).toEqual([1]);
  expect(currentRows(folder)).toEqual(await expectedRows());
});

test('a byte flipped anywhere in a closed file is noticed, and the rows are built anew', async () => {
  await project();
  const file = files.database(1);
  const whole = readFileSync(file);
  const digest = readFileSync(files.digest(1));
  const expected = await expectedRows();
  for (let at = 5; at < whole.length; at += Math.floor(whole.length / 23)) {
    for (const number of files.numbers()) files.remove(number);
    const damaged = Buffer.from(whole);
    damaged[at] = damaged[at]! ^ 0x10;
    writeFileSync(file, damaged);
    writeFileSync(files.digest(1), digest);
    files.setCurrent(1);
    await project();
    expect(files.current(), `byte ${at}`).toBe(2);
    expect(currentRows(folder)).toEqual(expected);
  }
});

test.each([
  ['cut short', (file: string) => truncateSync(file, 5_000)],
  ['emptied', (file: string) => truncateSync(file, 0)],
  ['overwritten by something else', (file: string) => writeFileSync(file, 'This is no database.')],
  [
    'a database of something else',
    (file: string) => {
      truncateSync(file, 0);
      const other = new Database(file);
      other.exec('CREATE TABLE tickets (ticket TEXT)');
      other.close();
    },
  ],
  [
    'a table changed by hand',
    (file: string) => {
      const other = new Database(file);
      other.exec('ALTER TABLE tickets ADD COLUMN note TEXT');
      other.close();
    },
  ],
])('a file whose process did not close it and that is %s is built anew', async (_, damage) => {
  await project();
  const expected = await expectedRows();
  files.remove(7);
  damage(files.database(1));
  rmSync(files.digest(1), { force: true });
  await project();
  expect(currentRows(folder)).toEqual(expected);
});

test.each(['', '0', '-1', '1.5', 'one', '999'])('a pointer of %j is not followed', async (pointer) => {
  await project();
  const expected = await expectedRows();
  const name = readdirSync(folder).find((each) => each.startsWith('current-'))!;
  writeFileSync(join(folder, name), pointer);
  await project();
  expect(currentRows(folder)).toEqual(expected);
});

test('rows of a ledger that an older copy replaced are made anew, where its facts are others and where they are fewer', async () => {
  const copy = join(ledger.folder, 'copy.db');
  const database = new Database(ledger.file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  copyFileSync(ledger.file, copy);
  await record(...tickets(20, 40));
  await project();
  const older = await openSqliteServices(copy, { clock: () => Date.UTC(2025, 2, 4) });
  for (const facts of [[], tickets(40, 45), tickets(50, 90, 'Other words')]) {
    if (facts.length > 0) await older.ledger.append(agreement, 'any', facts);
    const one = projector(older);
    await one.catchUp();
    await one.close();
    const fresh = join(ledger.folder, `fresh-${facts.length}`);
    const other = projector(older, fresh);
    await other.catchUp();
    await other.close();
    expect(currentRows(folder)).toEqual(currentRows(fresh));
    // And back, so that each copy is met by rows of the other ledger.
    await project();
  }
  await older.ledger.close();
});

test('rows that were made under other time zones are made anew', async () => {
  await project();
  const { zones } = ledger.services;
  const other = { version: 'another', transitionsOf: (zone: string) => zones.transitionsOf(zone) };
  const one = projector({ ...ledger.services, zones: other });
  await one.catchUp();
  await one.close();
  expect(files.current()).toBe(2);
});

test('an agreement that the ledger no longer holds has no rows', async () => {
  await signExample(ledger.services, 'another');
  await project();
  const alone = await emptyLedger('2025-03-03T08:00:00Z');
  const one = projector(alone.services);
  await one.catchUp();
  await one.close();
  expect(Object.values(currentRows(folder)).every((rows) => rows.length === 0)).toBe(true);
  await alone.remove();
});

test('one projects, another waits, and takes over when the first has ended however it ended', async () => {
  const first = projector();
  const second = projector();
  expect(await first.catchUp()).toBe(true);
  expect(await second.catchUp()).toBe(false);
  expect([first.isProjecting, second.isProjecting]).toEqual([true, false]);
  await record(...tickets(20, 21));
  expect(await second.catchUp()).toBe(false);
  await expect(second.rebuild()).rejects.toMatchObject({ code: 'read-models-unavailable' });
  first.abandon();
  expect(await second.catchUp()).toBe(true);
  await second.close();
  expect(currentRows(folder)).toEqual(await expectedRows());
});

test('a build that was broken off goes on where it was, in the file that it began', async () => {
  let writes = 0;
  const broken = new Projector({
    services: ledger.services,
    folder,
    onWrite: () => {
      writes += 1;
      if (writes === 30) throw new Database.SqliteError('broken off', 'SQLITE_ABORT');
    },
  });
  await expect(broken.catchUp()).rejects.toThrow('broken off');
  broken.abandon();
  expect(files.current()).toBeUndefined();
  expect(files.numbers()).toEqual([1]);
  await project();
  expect(files.current()).toBe(1);
  expect(currentRows(folder)).toEqual(await expectedRows());
});

test('files of a program with other tables are taken away, unless it still runs', async () => {
  const other = new GenerationFiles(folder, 'abcdef012345');
  other.make();
  writeFileSync(other.database(3), 'rows of another program');
  other.setCurrent(3);
  const running = new Database(other.lock);
  running.exec('BEGIN EXCLUSIVE');
  await project();
  expect(existsSync(other.database(3))).toBe(true);
  running.close();
  await project();
  expect(existsSync(other.database(3))).toBe(false);
  expect(other.current()).toBeUndefined();
});

test('what a process that is gone has left of a past knowledge is taken away', async () => {
  files.make();
  const gone = join(folder, 'known-999999999-abc');
  mkdirSync(gone);
  appendFileSync(join(gone, 'rows.db'), 'rows');
  await project();
  expect(existsSync(gone)).toBe(false);
});

test('readers move over to a rebuilt generation without an error, and never see less', async () => {
  const one = projector();
  await one.catchUp();
  const models = new FolderReadModels(
    ledger.services,
    {
      look: (name, position) => one.look(name, position),
      projectAt: (head) => one.projectAt(head),
      rebuild: () => one.rebuild(),
      close: () => one.close(),
    },
    folder,
  );
  let reading = true;
  const counts = new Set<number>();
  const reader = (async () => {
    while (reading) {
      counts.add(await models.count('tickets', { agreements: [agreement] }));
      const { rows } = await models.page('tickets', { agreements: [agreement], first: 100 });
      counts.add(rows.length);
      await new Promise(setImmediate);
    }
  })();
  for (let round = 0; round < 5; round += 1) await one.rebuild();
  reading = false;
  await reader;
  expect([...counts]).toEqual([20]);
  expect(files.current()).toBe(6);
  expect(files.numbers()).toEqual([6]);
  await models.close();
});

test('a file that is damaged while it is read is replaced, and no wrong row is given meanwhile', async () => {
  const one = projector();
  await one.catchUp();
  await one.close();
  const again = projector();
  await again.catchUp();
  const whole = readFileSync(files.database(1));
  writeFileSync(files.database(1), Buffer.alloc(whole.length, 0x55));
  const models = new FolderReadModels(
    ledger.services,
    {
      look: (name, position) => again.look(name, position),
      projectAt: (head) => again.projectAt(head),
      rebuild: () => again.rebuild(),
      close: () => again.close(),
    },
    folder,
  );
  expect(await models.count('tickets', { agreements: [agreement] })).toBe(20);
  expect(files.current()).toBe(2);
  expect(currentRows(folder)).toEqual(await expectedRows());
  await models.close();
});

test('an agreement whose facts cannot be projected keeps its rows, and does not keep others from theirs', async () => {
  await signExample(ledger.services, 'another');
  const faults: string[] = [];
  const one = new Projector({
    services: ledger.services,
    folder,
    onFault: (name) => faults.push(name),
  });
  await one.catchUp();
  const signed = newFact('TermsAmended', {
    id: factIdOf(['fault', 'amendment'], 0),
    effectiveAt: '2025-03-03T07:00:00Z',
    assertedBy: { party: 'client' },
    amendment: 'A1',
    kind: 'amendment',
    effectiveFrom: '2025-04-01',
    executedAt: '2025-03-01',
    document: { amendment: 'A1', nonsense: true },
  });
  const before = (await ledger.services.ledger.head(agreement))!.position;
  await record(signed);
  await ledger.services.ledger.append('another', 'any', tickets(0, 3));
  await one.catchUp();
  expect(faults).toEqual([agreement]);
  const rows = currentRows(folder);
  const checkpoints = rows['checkpoints'] as readonly (readonly [string, number])[];
  expect(checkpoints.map(([name, position]) => [name, position])).toEqual([
    [agreement, before],
    ['another', 3],
  ]);
  await one.close();
});
