import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, CsvRecords } from './csv-records.js';

const dialect = { delimiter: ',', quote: '"' };

function readAll(text: string, width: number, cuts: readonly number[] = []): readonly CsvRecord[] {
  const records = new CsvRecords(dialect, width);
  const found: CsvRecord[] = [];
  const take = (atEnd: boolean): void => {
    for (let record = records.next(atEnd); record !== undefined; record = records.next(atEnd))
      found.push(record);
  };
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (let index = 1; index < places.length; index += 1) {
    records.push(text.slice(places[index - 1], places[index]));
    take(false);
  }
  take(true);
  return found;
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', '\r\n', '€', '1'),
  maxLength: 8,
});
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }));
const written = (rows: readonly (readonly string[])[], lineEnd: string): string =>
  rows
    .map((row) =>
      row.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(','),
    )
    .join(lineEnd);

describe('well-formed CSV', () => {
  test('is read as the csv-parse library reads it, wherever the text is cut into pieces', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(), { maxLength: 5 }),
        (rows, end, cuts) => {
          const text = written(rows, end);
          const width = rows[0]?.length ?? 2;
          const fields = readAll(text, width, cuts).map((record) =>
            'fields' in record ? record.fields : record,
          );
          expect(fields).toEqual(parse(text, { skipEmptyLines: true }));
          expect(fields).toEqual(rows);
        },
      ),
    );
  });

  test('a record knows the physical line on which it starts', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const text = written(rows, '\n');
        const lines = readAll(text, rows[0]?.length ?? 2).map(({ line }) => line);
        let line = 1;
        expect(lines).toEqual(
          rows.map((row) => {
            const starts = line;
            line += 1 + row.join('').split('\n').length - 1;
            return starts;
          }),
        );
      }),
    );
  });
});

describe('damage', () => {
  const rows = (text: string): readonly unknown[] =>
    readAll(text, 2).map((record) => ('fields' in record ? record.fields : `line ${record.line} rejected`));

  test('costs the line it stands on and no other', () => {
    expect(rows('a,b\n"c,d\ne,f\n"g",h\n')).toEqual([['a', 'b'], 'line 2 rejected', ['e', 'f'], ['g', 'h']]);
    expect(rows('a,"b"c\nd,e\n')).toEqual(['line 1 rejected', ['d', 'e']]);
    expect(rows('a,"b\nc,d')).toEqual(['line 1 rejected', ['c', 'd']]);
  });

  test('a quote that is never closed does not swallow the rest, however long it is', () => {
    const after = Array.from({ length: 200_000 }, (_, index) => `row,${index}`);
    const found = rows(['a,"b', ...after].join('\n'));
    expect(found.length).toBe(200_001);
    expect(found.slice(0, 2)).toEqual(['line 1 rejected', ['row', '0']]);
  });

  test('a quote inside an unquoted field is a character', () => {
    expect(rows('5" disk,b\n')).toEqual([['5" disk', 'b']]);
  });

  test('blank lines are no rows', () => {
    expect(rows('a,b\n\n\r\nc,d\n\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('a record with another number of fields keeps its line to itself', () => {
    expect(rows('a,b\nc\nd,e,f\ng,h')).toEqual([['a', 'b'], ['c'], ['d', 'e', 'f'], ['g', 'h']]);
  });
});
