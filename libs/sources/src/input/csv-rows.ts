import { TallyError } from '@tallystick/errors';
import { csvColumns } from '../columns/row-columns.js';
import type { CsvFormat } from '../mapping/format-rules.js';
import { CsvRecords } from './csv-records.js';
import type { RowChunk } from './row-chunk.js';
import { longestRawText, type ReadRow } from './source-row.js';

const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

/** The rows of a CSV file. @throws TallyError `source-unreadable` where not even its header can be read. */
export async function* csvRows(
  format: CsvFormat,
  empty: ReadonlySet<string>,
  name: string,
  text: AsyncGenerator<string>,
): AsyncGenerator<RowChunk> {
  const dialect = {
    delimiter: delimiters[format.delimiter ?? 'comma'],
    quote: format.quote === 'single' ? "'" : '"',
  };
  const records = new CsvRecords(dialect, format.header?.length, format.skipLines ?? 0);
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
