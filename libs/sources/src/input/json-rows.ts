import { TallyError } from '@tallystick/errors';
import { parseColumnPath } from '../columns/column-path.js';
import { jsonColumns } from '../columns/row-columns.js';
import type { JsonFormat, NdjsonFormat } from '../mapping/format-rules.js';
import { type JsonItem, JsonListScanner, JsonScanProblem } from './json-list-scanner.js';
import { broken, eachOf, parsed, precisely, rootOf } from './json-values.js';
import type { RowChunk } from './row-chunk.js';
import { longestRecord, type ReadRow, type SourceRow } from './source-row.js';

/** The rows of a file with one JSON value a line. */
export async function* ndjsonRows(
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

/** The rows of a list inside one JSON document. */
export async function* jsonRows(
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
      for (
        let item: JsonItem | undefined = scanner.next(atEnd);
        item !== undefined;
        item = scanner.next(atEnd)
      ) {
        root ??= rootOf(scanner.rootTexts);
        items = item.item;
        rows.push(...parsed(item.text, item.item, root, nested, texts));
      }
    } catch (error) {
      if (!(error instanceof JsonScanProblem)) throw error;
      // What stands before the break is imported; the break itself is one row that could not be understood.
      failed = true;
      rows.push(
        broken(
          items + 1,
          '',
          `From here on it is no JSON that the mapping fits: ${error.message}`,
          'Export it again.',
        ),
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
  const keys = (path?.steps ?? []).map((step) =>
    typeof step === 'object' && 'key' in step ? step.key : undefined,
  );
  if (path?.from !== 'row' || keys.includes(undefined)) {
    const problem = `\`${list}\` does not lead to a list.`;
    const mend = 'Write keys parted by dots, e.g. `result.incidents`.';
    throw new TallyError('mapping-invalid', `${problem} ${mend}`, [{ place: 'format.list', problem, mend }]);
  }
  return keys as string[];
}
