import { copyFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { chainBefore, extendChain, hashTextOf, hashTextToBytes } from '../../chain.js';
import { collect, errorCode, fact, readAll } from '../../compliance/ledger-under-test.js';
import type { ReadRange } from '../../port.js';
import type { VerificationReport } from '../../verification-report.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { factsOfA, type LedgerFile, makeLedgerFile, tamper } from './damaged-ledger.js';

let whole: LedgerFile;
let copy: string;

beforeAll(async () => {
  whole = await makeLedgerFile();
  copy = `${whole.path}.copy`;
});
afterAll(() => whole.remove());
beforeEach(() => copyFile(whole.path, copy));
afterEach(() => copyFile(whole.path, copy));

async function verify(agreement?: string): Promise<VerificationReport> {
  const ledger = await openSqliteLedger(copy, { readOnly: true });
  const report = await ledger.verify(agreement);
  await ledger.close();
  return report;
}

function faultsAt(report: VerificationReport, position: number): string[] {
  return report.faults.filter((fault) => fault.position === position).map(({ kind }) => kind);
}

const numberOfA = "(SELECT agreement FROM agreements WHERE name = 'A')";

/** Runs a change on one row of agreement A. */
function changeRow(position: number, set: string, ...values: unknown[]): void {
  tamper(copy, (database) => {
    const { changes } = database
      .prepare(`UPDATE facts SET ${set} WHERE agreement = ${numberOfA} AND position = ?`)
      .run(...values, position);
    expect(changes).toBe(1);
  });
}

function columnOf(database: Database.Database, column: string, position: number): Buffer {
  return database
    .prepare(`SELECT CAST(${column} AS BLOB) FROM facts WHERE agreement = ${numberOfA} AND position = ?`)
    .pluck()
    .get(position) as Buffer;
}

it('finds nothing in the file as it was recorded', async () => {
  expect((await verify()).faults).toEqual([]);
});

it.each(['text', 'id', 'chain'])(
  'finds any changed byte of any %s',
  async (column) => {
    const report = { tried: 0 };
    for (let position = 0; position < factsOfA; position += 1) {
      let bytes: Buffer = Buffer.alloc(0);
      tamper(copy, (database) => {
        bytes = columnOf(database, column, position);
      });
      for (let index = 0; index < bytes.length; index += 1) {
        const changed = Buffer.from(bytes);
        changed[index] = changed[index]! ^ (1 << ((index + position) % 8));
        changeRow(position, `${column} = ${column === 'text' ? 'CAST(? AS TEXT)' : '?'}`, changed);
        const found = await verify('A');
        expect(found.whole).toBe(false);
        expect(faultsAt(found, position)).toContain(column === 'id' ? 'identity' : 'chain');
        report.tried += 1;
      }
      changeRow(position, `${column} = ${column === 'text' ? 'CAST(? AS TEXT)' : '?'}`, bytes);
    }
    expect((await verify()).whole).toBe(true);
    expect(report.tried).toBeGreaterThanOrEqual(factsOfA * 16);
  },
  240_000,
);

it('finds bytes that are not UTF-8 although they read as the same text', async () => {
  // U+FFFD is what a decoder makes of bytes it cannot read, and a character that a title may have.
  const ledger = await openSqliteLedger(copy);
  await ledger.append('A', 'any', [fact(20, 'Printer \ufffd is out of paper')]);
  expect((await ledger.verify()).whole).toBe(true);
  await ledger.close();
  const whatItWas = Buffer.from('\ufffd', 'utf8').toString('hex');
  tamper(copy, (database) => {
    const hex = columnOf(database, 'text', factsOfA).toString('hex');
    const changed = Buffer.from(hex.replace(whatItWas, 'f09080'), 'hex');
    expect(changed.toString('utf8')).toContain('Printer \ufffd is');
    database
      .prepare(`UPDATE facts SET text = CAST(? AS TEXT) WHERE agreement = ${numberOfA} AND position = ?`)
      .run(changed, factsOfA);
  });
  expect(faultsAt(await verify(), factsOfA)).toEqual(['chain', 'canonical']);
});

it('finds a changed recorded instant, whichever way', async () => {
  for (let position = 0; position < factsOfA; position += 1) {
    for (const by of [-86_400_000, -1, 1, 86_400_000]) {
      await copyFile(whole.path, copy);
      changeRow(position, 'recorded_at = recorded_at + ?', by);
      expect(faultsAt(await verify(), position)).toContain('recorded-at');
    }
  }
});

it('finds text that was changed together with its own hash', async () => {
  for (let position = 0; position < factsOfA; position += 1) {
    await copyFile(whole.path, copy);
    tamper(copy, (database) => {
      const text = columnOf(database, 'text', position).toString('utf8').replace('Printer', 'Scanner');
      const before =
        position === 0 ? chainBefore('A') : hashTextOf(columnOf(database, 'chain', position - 1));
      database
        .prepare(`UPDATE facts SET text = ?, chain = ? WHERE agreement = ${numberOfA} AND position = ?`)
        .run(text, hashTextToBytes(extendChain(before, text)), position);
    });
    // The row holds by itself; the next one, or the head, does not follow from it any more.
    const report = await verify('A');
    const last = position === factsOfA - 1;
    expect(report.faults.map(({ kind }) => kind)).toEqual([last ? 'head' : 'chain']);
    expect(report.faults[0]!.position).toBe(last ? undefined : position + 1);
  }
});

it('finds any removed row', async () => {
  for (let position = 0; position < factsOfA; position += 1) {
    await copyFile(whole.path, copy);
    tamper(copy, (database) => {
      database.exec(`DELETE FROM facts WHERE agreement = ${numberOfA} AND position = ${position}`);
    });
    const report = await verify();
    const last = position === factsOfA - 1;
    expect(faultsAt(report, last ? position - 1 : position)).toContain(last ? 'head' : 'position');
    // The same with the rows behind moved up, so that no position is missing.
    tamper(copy, (database) => {
      for (let behind = position + 1; behind < factsOfA; behind += 1) {
        database.exec(
          `UPDATE facts SET position = ${behind - 1} WHERE agreement = ${numberOfA} AND position = ${behind}`,
        );
      }
    });
    const closed = await verify();
    expect(closed.whole).toBe(false);
    expect(closed.faults.map(({ kind }) => kind)).toContain(last ? 'head' : 'chain');
  }
});

it('finds any two swapped rows', async () => {
  for (let one = 0; one < factsOfA; one += 1) {
    for (let other = one + 1; other < factsOfA; other += 1) {
      await copyFile(whole.path, copy);
      tamper(copy, (database) => {
        const move = database.prepare(
          `UPDATE facts SET position = ? WHERE agreement = ${numberOfA} AND position = ?`,
        );
        move.run(1000, one);
        move.run(one, other);
        move.run(other, 1000);
      });
      const report = await verify('A');
      expect(faultsAt(report, one)).toContain('chain');
      expect(faultsAt(report, other)).toContain('chain');
    }
  }
});

it('finds a row inserted anywhere', async () => {
  for (let position = 0; position <= factsOfA; position += 1) {
    for (const moveHead of [false, true]) {
      await copyFile(whole.path, copy);
      tamper(copy, (database) => {
        for (let behind = factsOfA - 1; behind >= position; behind -= 1) {
          database.exec(
            `UPDATE facts SET position = ${behind + 1} WHERE agreement = ${numberOfA} AND position = ${behind}`,
          );
        }
        database.exec(
          `INSERT INTO facts SELECT agreement, ${position}, randomblob(16), recorded_at, randomblob(32), text
           FROM facts WHERE agreement = ${numberOfA} AND position = ${position === 0 ? 1 : position - 1}`,
        );
        if (moveHead) {
          database.exec(`UPDATE agreements SET head_position = head_position + 1 WHERE name = 'A'`);
        }
      });
      const report = await verify('A');
      expect(report.whole).toBe(false);
      expect(faultsAt(report, position)).toContain('chain');
    }
  }
});

it('finds a changed head, name or number of an agreement', async () => {
  const changes = {
    'head_position = head_position - 1': 'head',
    'head_recorded_at = head_recorded_at + 1': 'head',
    'head_chain = randomblob(32)': 'head',
    "name = 'C'": 'agreement',
    'agreement = 77': 'agreement',
  };
  for (const [change, kind] of Object.entries(changes)) {
    await copyFile(whole.path, copy);
    tamper(copy, (database) => {
      database.exec(`UPDATE agreements SET ${change} WHERE name = 'A'`);
    });
    expect((await verify()).faults.map((fault) => fault.kind)).toContain(kind);
  }
});

it('never reads on past a changed fact where the reader asks for the chain', async () => {
  changeRow(4, "text = replace(text, 'Printer', 'Scanner')");
  const ledger = await openSqliteLedger(copy, { readOnly: true });
  const read = (range: ReadRange) => collect(ledger.read('A', { ...range, verifyWhileReading: true }));
  expect(await errorCode(read({}))).toBe('ledger-broken');
  expect(await errorCode(read({ until: 5 }))).toBe('ledger-broken');
  expect(await errorCode(read({ from: 3, until: 5, pageSize: 1 }))).toBe('ledger-broken');
  expect((await read({ until: 3 })).length).toBe(4);
  expect((await read({ from: 5 })).length).toBe(factsOfA - 5);
  await ledger.close();
});

it('never reads up to a head that is not the last fact where the reader asks for the chain', async () => {
  tamper(copy, (database) => {
    database.exec(`UPDATE agreements SET head_chain = randomblob(32) WHERE name = 'A'`);
  });
  const ledger = await openSqliteLedger(copy, { readOnly: true });
  expect(await errorCode(readAll(ledger, 'A'))).toBe('ledger-broken');
  await ledger.close();
});

it.each([0, 2, 3, 5, 7])('never reads over a gap, nor takes it for the end: %i', async (position) => {
  tamper(copy, (database) => {
    database.exec(`DELETE FROM facts WHERE agreement = ${numberOfA} AND position = ${position}`);
  });
  const ledger = await openSqliteLedger(copy, { readOnly: true });
  const read: number[] = [];
  const reading = (async () => {
    for await (const page of ledger.read('A', { pageSize: 4 })) {
      read.push(...page.map((recorded) => recorded.position));
    }
  })();
  await expect(reading).rejects.toThrow(`position ${position} is missing`);
  expect(await errorCode(reading)).toBe('ledger-broken');
  expect(read).toEqual(position < 4 ? [] : [0, 1, 2, 3]);
  await ledger.close();
});

it('says where the protections were taken away, and does not write without them', async () => {
  const changes = [
    'DROP TRIGGER facts_stay',
    'DROP INDEX fact_ids',
    'DROP INDEX fact_ids; CREATE INDEX fact_ids ON facts (agreement, id)',
    'CREATE TABLE extra (a)',
    'CREATE TRIGGER extra AFTER INSERT ON facts BEGIN DELETE FROM agreements; END',
  ];
  for (const change of changes) {
    await copyFile(whole.path, copy);
    const database = new Database(copy);
    database.exec(change);
    database.close();
    expect((await verify()).faults.map(({ kind }) => kind)).toContain('storage');
    expect(await errorCode(openSqliteLedger(copy))).toBe('ledger-broken');
  }
});
