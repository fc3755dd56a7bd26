import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { importRows } from './import-rows.js';
import { readMapping } from './mapping/read-mapping.js';
import { asSet, importAll } from './testing/import-all.js';

const rows = `
rows:
  kind: updates
  ticket: ticket
  time: at
  ticketType: { constant: incident }
  priority: { column: priority, empty: P3 }
  site: site
  state: { column: state, words: { New: new, Active: in-progress, Done: resolved } }
`;
const mappingOf = (format: string) =>
  readMapping(`mapping: made-up\nsystem: made-up\nformat: ${format}\n${rows}`, 'made-up.yaml');
const csv = mappingOf('{ kind: csv }');

const lines = ['ticket,at,priority,state,site'];
for (let index = 0; index < 3000; index += 1) {
  const at = new Date(Date.UTC(2025, 2, 1, 0, index)).toISOString();
  lines.push(`T${index % 700},${at},P1,${['New', 'Active', 'Done'][index % 3]!},Orléans`);
}
const text = lines.join('\n');

const staging = mkdtempSync(join(tmpdir(), 'sources-fault-'));
afterAll(() => rmSync(staging, { recursive: true }));

/** A stream that hands out the bytes in pieces of one size. */
function inPieces(bytes: Uint8Array, size: number): Readable {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return Readable.from(pieces);
}

describe('the same rows give the same facts', () => {
  test.each([
    ['gzip', gzipSync(text)],
    [
      'two gzip members in one file',
      Buffer.concat([gzipSync(text.slice(0, 500)), gzipSync(text.slice(500))]),
    ],
    ['a byte-order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['carriage returns', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('from %s', async (_name, bytes) => {
    const plain = asSet((await importAll(csv, [text])).facts);
    expect(asSet((await importAll(csv, [bytes])).facts)).toEqual(plain);
    expect(asSet((await importAll(csv, [inPieces(bytes, 1)])).facts)).toEqual(plain);
    expect(asSet((await importAll(csv, [inPieces(bytes, 777)])).facts)).toEqual(plain);
  });

  test('from another encoding that the mapping names', async () => {
    const latin = mappingOf('{ kind: csv, encoding: windows-1252 }');
    const { facts } = await importAll(latin, [Buffer.from(text, 'latin1')]);
    expect(asSet(facts)).toEqual(asSet((await importAll(csv, [text])).facts));
  });
});

describe('what cannot be read at all', () => {
  test.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1], 'xz -dc FILE | tally import'],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39, 1, 1, 1], 'bzip2 -dc FILE | tally import'],
    ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd, 1, 1, 1], 'zstd -dc FILE | tally import'],
    ['zip', [0x50, 0x4b, 0x03, 0x04, 1, 1, 1], 'save the spreadsheet as CSV'],
  ])('%s names the command that unpacks it', async (_name, bytes, mend) => {
    await expect(importAll(csv, [Uint8Array.from(bytes)])).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringContaining(mend) as string,
    });
  });

  test('gzip that is cut off or damaged is an error, never a shorter export', async () => {
    const packed = gzipSync(text);
    const damaged = Buffer.from(packed);
    damaged[packed.length >> 1]! ^= 0xff;
    for (const bytes of [packed.subarray(0, packed.length - 20), damaged]) {
      await expect(importAll(csv, [bytes])).rejects.toMatchObject({ code: 'source-unreadable' });
    }
  });

  test('a stream that fails is an error of input and output', async () => {
    const failing = new Readable({
      read() {
        this.destroy(new Error('cable cut'));
      },
    });
    await expect(importAll(csv, [failing])).rejects.toMatchObject({ code: 'input-output' });
  });

  test('a column that the export does not have names the nearest one it has', async () => {
    await expect(importAll(csv, [text.replace('priority', 'prioritty')])).rejects.toMatchObject({
      code: 'mapping-invalid',
      details: [{ place: 'input-1', mend: expect.stringContaining('prioritty') as string }],
    });
  });

  test('a key column with one value for everything is told, not filled into memory', async () => {
    const at = '2025-03-01T09:00:00Z';
    const same = Array.from({ length: 200_001 }, () => `T,${at},P1,New,`);
    await expect(importAll(csv, [[lines[0]!, ...same].join('\n')])).rejects.toMatchObject({
      code: 'mapping-invalid',
      details: [{ place: 'T' }],
    });
  });
});

describe('rows that cannot be understood', () => {
  const at = '2025-03-01T09:00:00Z';
  test('go to the rejects with line, reason and the row; nothing else is lost', async () => {
    const bad = [
      lines[0]!,
      `T1,${at},P1,New,`,
      `T1,yesterday,P1,Active,`,
      `T1,${at}`,
      `"T1,${at},P1,Active,`,
      `,${at},P1,Active,`,
      `T1,${at},P1,,`,
      `T1,${at},P1,Unheard of,`,
      `T1,2025-03-01T10:00:00Z,P1,Done,`,
    ];
    const { facts, rejects, last } = await importAll(csv, [bad.join('\n')]);
    expect(facts.map(({ type }) => type)).toEqual(['TicketOpened', 'TicketResolved']);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'Column `at` has "yesterday", which is not a time of the form `iso`.'],
      [4, 'It has 2 fields where the header has 5.'],
      [5, 'It has a quote that is not closed, or text after a closing quote.'],
      [6, 'Column `ticket`, the key, is empty.'],
      [7, 'Column `state` is empty.'],
      [8, 'Column `state` has the word "Unheard of", which the mapping does not know.'],
    ]);
    expect(rejects[0]!.row).toEqual({
      ticket: 'T1',
      at: 'yesterday',
      priority: 'P1',
      state: 'Active',
      site: '',
    });
    expect(rejects[2]!.row).toBe(`"T1,${at},P1,Active,`);
    expect([last.rowsRead, last.rowsWithFacts, last.rowsWithoutChange, last.rowsRejected]).toEqual([
      8, 2, 0, 6,
    ]);
  });

  test('bytes of another encoding reject only rows in which a mapped column has them', async () => {
    const latin = Buffer.from(
      [lines[0]!, `T1,${at},P1,New,Orléans`, `T2,${at},P1,New,Paris`].join('\n'),
      'latin1',
    );
    const { rejects, last } = await importAll(csv, [latin]);
    expect(rejects.map(({ line, mend }) => [line, mend])).toEqual([
      [2, 'Set `format.encoding` to the encoding of the export.'],
    ]);
    expect(last.rowsWithFacts).toBe(1);
  });

  test('JSON lines that are no JSON, or hold a list where a value is mapped', async () => {
    const ndjson = mappingOf('{ kind: ndjson }');
    const good = { ticket: 'T1', at, priority: 'P1', state: 'New' };
    const { rejects, last } = await importAll(ndjson, [
      [
        JSON.stringify(good),
        '{"ticket": "T2"',
        JSON.stringify({ ...good, site: ['a', 'b'] }),
        '',
        '7',
        '"\\ud800"',
      ].join('\n'),
    ]);
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
    expect(last.rowsWithFacts).toBe(1);
  });

  test('a JSON document that breaks off keeps the items before the break, and says that it broke', async () => {
    const json = mappingOf('{ kind: json, list: tickets }');
    const ticket = JSON.stringify({ ticket: 'T1', at, priority: 'P1', state: 'New' });
    const { facts, rejects, last } = await importAll(json, [`{"tickets": [${ticket}, {"ticket": "T2", "at`]);
    expect(facts.length).toBe(1);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'From here on it is no JSON that the mapping fits: It ends too early; the export may be cut off.'],
    ]);
    expect(last.rowsRead).toBe(2);
  });

  test('half of a surrogate pair rejects the row', async () => {
    const ndjson = mappingOf('{ kind: ndjson }');
    const { rejects } = await importAll(ndjson, [
      `{"ticket": "T\\ud800", "at": "${at}", "priority": "P1", "state": "New"}`,
    ]);
    expect(rejects.length).toBe(1);
  });
});

describe('an import that is ended', () => {
  test('by its signal stops between two batches, and leaves no staging file', async () => {
    const controller = new AbortController();
    const stream = Readable.from([Buffer.from(text)]);
    const taken: number[] = [];
    await expect(
      (async () => {
        const options = { signal: controller.signal, factsPerBatch: 100, stagingFolder: staging };
        for await (const batch of importRows(csv, [{ name: 'export', stream }], options)) {
          taken.push(batch.facts.length);
          if (batch.facts.length > 0) {
            expect(readdirSync(staging).length).toBe(1);
            controller.abort();
          }
        }
      })(),
    ).rejects.toMatchObject({ code: 'interrupted' });
    expect(taken.filter((facts) => facts > 0).length).toBe(1);
    expect(readdirSync(staging)).toEqual([]);
  });

  test('also while an input sends nothing', async () => {
    const controller = new AbortController();
    const silent = new Readable({ read() {} });
    const running = importAll(csv, [silent], { signal: controller.signal, stagingFolder: staging });
    setImmediate(() => controller.abort());
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    expect(existsSync(staging) && readdirSync(staging)).toEqual([]);
  });

  test('by its reader leaves no staging file either', async () => {
    const stream = Readable.from([Buffer.from(text)]);
    for await (const batch of importRows(csv, [{ name: 'export', stream }], { stagingFolder: staging })) {
      if (batch.facts.length > 0) break;
    }
    expect(readdirSync(staging)).toEqual([]);
  });
});

test('the facts of one row are never split over two batches', async () => {
  const stream = Readable.from([Buffer.from(text)]);
  const seen = new Set<number>();
  for await (const batch of importRows(csv, [{ name: 'export', stream }], { factsPerBatch: 1 })) {
    const rowsOfBatch = new Set(batch.facts.map(({ row }) => row));
    for (const row of rowsOfBatch) {
      expect(seen.has(row)).toBe(false);
      seen.add(row);
    }
  }
  expect(seen.size).toBeGreaterThan(700);
});

test('lines before the header are skipped, and a key may be made of several columns', async () => {
  const mapping = readMapping(
    `mapping: made-up\nsystem: made-up\nformat: { kind: csv, skipLines: 2 }\n${rows.replace('ticket: ticket', 'ticket: [site, ticket]')}`,
    'made-up.yaml',
  );
  const { facts, rejects } = await importAll(mapping, [
    `Report "of" the month\n\n${lines[0]!}\nT1,2025-03-01T09:00:00Z,P1,New,Lyon\nT1,2025-03-01T09:00:00Z,P1,New,\n`,
  ]);
  expect(facts.map((fact) => fact.type === 'TicketOpened' && fact.ticket)).toEqual(['Lyon/T1']);
  expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
    [5, 'Column `site`, the key, is empty.'],
  ]);
});

test('an export without rows is no error', async () => {
  expect((await importAll(csv, ['', lines[0]!, `${lines[0]!}\n`])).last.rowsRead).toBe(0);
});
