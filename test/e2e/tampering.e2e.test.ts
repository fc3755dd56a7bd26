import { copyFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from './support/ensure-built.js';
import { factLines, sampleMonth, sampleTerms } from './support/sample-agreement.js';
import { Workplace } from './support/tally.js';

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
  writeFileSync(work.path('terms.yaml'), sampleTerms);
  writeFileSync(work.path('facts.ndjson'), factLines(sampleMonth(1)));
  await work.json(['sign', 'terms.yaml']);
  await work.json(['record', 'facts.ndjson']);
  await work.json(['issue']);
});
afterAll(() => work.remove());

interface VerifyShape {
  whole: boolean;
  faults: { kind: string; position?: number }[];
}

/** Changes a copy of the ledger behind the program's back, and gives what `tally verify` finds. */
async function verifyTampered(tamper: (database: Database.Database) => void): Promise<VerifyShape> {
  copyFileSync(work.path('tally.db'), work.path('tampered.db'));
  const database = new Database(work.path('tampered.db'));
  for (const { name } of database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()) {
    database.exec(`DROP TRIGGER ${name}`);
  }
  tamper(database);
  database.close();
  const { exitCode, out } = await work.run(['verify', '--ledger', 'tampered.db', '--json']);
  expect(exitCode).toBe(1);
  return JSON.parse(out) as VerifyShape;
}

describe('tally verify', () => {
  test('finds the whole ledger whole', async () => {
    const { exitCode, out } = await work.run(['verify', '--replay']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/The ledger is whole/);
  });

  test.each([
    ['a changed byte', "UPDATE facts SET text = replace(text, 'P1', 'P2') WHERE position = 9"],
    ['a removed fact', 'DELETE FROM facts WHERE position = 5'],
    ['a changed instant', 'UPDATE facts SET recorded_at = recorded_at + 1 WHERE position = 7'],
    [
      'two swapped facts',
      `UPDATE facts SET position = -1 WHERE position = 3; UPDATE facts SET position = 3 WHERE position = 4;
       UPDATE facts SET position = 4 WHERE position = -1`,
    ],
    [
      'an inserted fact',
      `INSERT INTO facts SELECT agreement, position + 1, randomblob(16), recorded_at, chain, text FROM facts
       ORDER BY position DESC LIMIT 1`,
    ],
  ])('finds %s', async (_what, sql) => {
    const report = await verifyTampered((database) => {
      database.pragma('ignore_check_constraints = on');
      database.exec(sql);
    });
    expect(report.whole).toBe(false);
    // The missing triggers are one fault; what was done to the facts is another.
    expect(report.faults.filter(({ kind }) => kind !== 'storage').length).toBeGreaterThan(0);
  });

  test('and a tampered ledger gives no statement as if nothing were', async () => {
    await verifyTampered((database) => {
      database.exec("UPDATE facts SET text = replace(text, 'P1', 'P2') WHERE position = 9");
    });
    const { exitCode } = await work.run(['replay', '--ledger', 'tampered.db']);
    expect(exitCode).toBe(1);
  });
});

describe('tally restore', () => {
  test('refuses an export that was changed, and records nothing of it', async () => {
    const { out } = await work.run(['export']);
    const lines = out.trimEnd().split('\n');
    const changed = lines.map((line, index) => (index === 4 ? line.replace('{"', '{ "') : line));
    const swapped = [lines[1]!, lines[0]!, ...lines.slice(2)];
    for (const [name, content] of [
      ['changed.ndjson', changed],
      ['swapped.ndjson', swapped],
      ['doubled.ndjson', [...lines, lines.at(-1)!]],
    ] as const) {
      writeFileSync(work.path(name), `${content.join('\n')}\n`);
      const { exitCode, error } = await work.run(['restore', name, '--ledger', 'restored.db', '--json']);
      expect([exitCode, name]).toEqual([65, name]);
      expect(JSON.parse(error)).toMatchObject({ error: { details: expect.any(Array) as unknown } });
      const [agreements] = await work.json<{ agreements: unknown[] }>([
        'statements',
        '--ledger',
        'restored.db',
      ]);
      expect(agreements!.agreements).toEqual([]);
    }
  });
});
