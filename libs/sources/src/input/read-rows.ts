import { TallyError } from '@tallystick/errors';
import { csvColumns, jsonColumns, type RowColumns } from '../columns/row-columns.js';
import { parseColumnPath, valuesAt } from '../columns/column-path.js';
import type { ImportInput } from '../import-batch.js';
import type { CsvFormat, JsonFormat, NdjsonFormat } from '../mapping/format-rules.js';
import type { Mapping } from '../mapping/mapping.js';
import { CsvRecords } from './csv-records.js';
import { type JsonItem, JsonListScanner, JsonScanProblem } from './json-list-scanner.js';
import { openText } from './open-text.js';
import { longestRawText, longestRecord, type ReadRow, type SourceRow } from './source-row.js';

/** Rows of one input as they come, with what gives their columns. */
export interface RowChunk {
  readonly columns: RowColumns;
  readonly rows: readonly ReadRow[];
}

/**
 * Reads the rows of an input, piece by piece.
 *
 * @throws TallyError `source-unreadable`, `input-output`, or `mapping-invalid` where the mapping does not fit the file.
 */
export function readRows(
  mapping: Mapping,
  input: ImportInput,
  onBytes: (count: number) => void,
): AsyncGenerator<RowChunk> {
  const { format } = mapping.document;
  const text = openText(input, format.encoding ?? 'utf-8', onBytes);
  switch (format.kind) {
    case 'csv':
      return csvRows(format, mapping.empty, input.name, text);
    case 'ndjson':
      return ndjsonRows(format, mapping.empty, text);
    case 'json':
      return jsonRows(format, mapping.empty, text);
  }
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

async function* csvRows(
  format: CsvFormat,
  empty: ReadonlySet<string>,
  name: string,
  text: AsyncGenerator<string>,
): AsyncGenerator<RowChunk> {
  const dialect = {
    delimiter: delimiters[format.delimiter ?? 'comma'],
    quote: format.quote === 'single' ? "'" : '"',
  };
  const records = new CsvRecords(dialect, format.header?.length);
  let columns = format.header === undefined ? undefined : csvColumns(format.header, empty, name);
  let width = format.header?.length;
  const take = (atEnd: boolean): readonly ReadRow[] => {
    const rows: ReadRow[] = [];
    for (let record = records.next(atEnd); record !== undefined; record = records.next(atEnd)) {
      if ('problem' in record) {
        if (columns === undefined) throw headerUnreadable(name, record.problem);
        const mend = 'Close the quote, or double quotes inside a quoted field.';
        rows.push({ broken: { line: record.line, text: record.text, reason: record.problem, mend } });
      } else if (columns === undefined) {
        columns = csvColumns(record.fields, empty, name);
        width = record.fields.length;
        records.expectWidth(width);
      } else if (record.fields.length !== width) {
        const reason = `It has ${record.fields.length} fields where the header has ${width}.`;
        const mend = 'Correct the row, or the `delimiter` of the mapping.';
        const line = record.fields.join(dialect.delimiter).slice(0, longestRawText);
        rows.push({ broken: { line: record.line, text: line, reason, mend } });
      } else {
        rows.push({ row: { line: record.line, value: record.fields } });
      }
    }
    return rows;
  };
  for await (const piece of text) {
    records.push(piece);
    const rows = take(false);
    if (columns !== undefined) yield { columns, rows };
  }
  const rows = take(true);
  if (columns !== undefined) yield { columns, rows };
}

function headerUnreadable(name: string, problem: string): TallyError {
  const mend = 'Export it again, or correct `delimiter` and `quote` of the mapping.';
  return new TallyError('source-unreadable', `${name}: the header line cannot be read. ${problem} ${mend}`, [
    { place: `${name} line 1`, problem, mend },
  ]);
}

async function* ndjsonRows(
  format: NdjsonFormat,
  empty: ReadonlySet<string>,
  text: AsyncGenerator<string>,
): AsyncGenerator<RowChunk> {
  const nested = eachOf(format.each);
  const texts = new WeakMap<SourceRow, string>();
  const columns = jsonColumns(empty, precisely(texts, format.each));
  let buffer = '';
  let line = 0;
  const take = (atEnd: boolean): readonly ReadRow[] => {
    const rows: ReadRow[] = [];
    let from = 0;
    for (let end = lineEnd(buffer, from, atEnd); end !== -1; end = lineEnd(buffer, from, atEnd)) {
      const content = buffer.slice(from, end);
      from = end + 1;
      line += 1;
      if (content.trim() !== '') rows.push(...parsed(content, line, undefined, nested, texts));
    }
    buffer = buffer.slice(from);
    if (buffer.length > longestRecord) {
      line += 1;
      const reason = `It is longer than ${longestRecord} characters.`;
      rows.push(broken(line, buffer, reason, 'Check that the file has one JSON value a line.'));
      buffer = '';
    }
    return rows;
  };
  for await (const piece of text) {
    buffer += piece;
    yield { columns, rows: take(false) };
  }
  yield { columns, rows: take(true) };
}

function lineEnd(text: string, from: number, atEnd: boolean): number {
  const end = text.indexOf('\n', from);
  return end === -1 && atEnd && from < text.length ? text.length : end;
}

async function* jsonRows(
  format: JsonFormat,
  empty: ReadonlySet<string>,
  text: AsyncGenerator<string>,
): AsyncGenerator<RowChunk> {
  const nested = eachOf(format.each);
  const texts = new WeakMap<SourceRow, string>();
  const columns = jsonColumns(empty, precisely(texts, format.each));
  const scanner = new JsonListScanner(listPath(format.list));
  let root: Record<string, unknown> | undefined;
  let failed = false;
  let items = 0;
  const take = (atEnd: boolean): readonly ReadRow[] => {
    const rows: ReadRow[] = [];
    try {
      for (let item: JsonItem | undefined = scanner.next(atEnd); item !== undefined; item = scanner.next(atEnd)) {
        root ??= rootOf(scanner.rootTexts);
        items = item.item;
        rows.push(...parsed(item.text, item.item, root, nested, texts));
      }
    } catch (error) {
      if (!(error instanceof JsonScanProblem)) throw error;
      // What stands before the break is imported; the break itself is one row that could not be understood.
      failed = true;
      rows.push(
        broken(items + 1, '', `From here on it is no JSON that the mapping fits: ${error.message}`, 'Export it again.'),
      );
    }
    return rows;
  };
  for await (const piece of text) {
    if (failed) continue;
    scanner.push(piece);
    yield { columns, rows: take(false) };
  }
  if (!failed) yield { columns, rows: take(true) };
}

function listPath(list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  const path = parseColumnPath(list);
  const keys = (path?.steps ?? []).map((step) => (typeof step === 'object' && 'key' in step ? step.key : undefined));
  if (path?.from !== 'row' || keys.includes(undefined)) {
    const problem = `\`${list}\` does not lead to a list.`;
    const mend = 'Write keys parted by dots, e.g. `result.incidents`.';
    throw new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: 'format.list', problem, mend }]);
  }
  return keys as string[];
}

type Nested = ((value: unknown) => readonly unknown[]) | undefined;

function eachOf(each: string | undefined): Nested {
  if (each === undefined) return undefined;
  const path = parseColumnPath(each);
  if (path?.from !== 'row') {
    const problem = `\`${each}\` is not a path to a list.`;
    const mend = 'Write keys parted by dots, e.g. `changelog.histories`.';
    throw new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: 'format.each', problem, mend }]);
  }
  return (value) =>
    valuesAt(value, path.steps).flatMap((found) => (Array.isArray(found) ? (found as unknown[]) : []));
}

function rootOf(texts: ReadonlyMap<string, string>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, text] of texts) {
    try {
      Object.defineProperty(root, key, { value: JSON.parse(text), enumerable: true });
    } catch {
      // A member of the document that is malformed matters only to a mapping that names it, and is empty for that one.
    }
  }
  return root;
}

function parsed(
  text: string,
  line: number,
  root: Record<string, unknown> | undefined,
  nested: Nested,
  texts: WeakMap<SourceRow, string>,
): readonly ReadRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    return [broken(line, text, reason, 'Correct the row.')];
  }
  const rows = rowsOf(value, line, root, nested);
  // The text is only looked at again where a number in it is too large for JSON.parse.
  for (const row of rows) texts.set(row, text);
  return rows.map((row) => ({ row }));
}

function rowsOf(
  value: unknown,
  line: number,
  root: Record<string, unknown> | undefined,
  nested: Nested,
): readonly SourceRow[] {
  const rest = root === undefined ? {} : { root };
  if (nested === undefined) return [{ line, value, ...rest }];
  return nested(value).map((item) => ({ line, value: item, parent: value, ...rest }));
}

/** Reads a row again with the digits of its numbers as they are written. */
function precisely(texts: WeakMap<SourceRow, string>, each: string | undefined): (row: SourceRow) => SourceRow {
  const nested = eachOf(each);
  return (row) => {
    const text = texts.get(row);
    if (text === undefined) return row;
    const value: unknown = JSON.parse(text, function (_key, member: unknown, context?: { source?: string }) {
      return typeof member === 'number' && context?.source !== undefined ? context.source : member;
    } as (this: unknown, key: string, value: unknown) => unknown);
    if (nested === undefined) return { ...row, value };
    const index = nested(row.parent).indexOf(row.value);
    return { ...row, value: nested(value)[index], parent: value };
  };
}

function broken(line: number, text: string, reason: string, mend: string): ReadRow {
  return { broken: { line, text: text.slice(0, longestRawText), reason, mend } };
}
