import type { ImportInput } from '../import-batch.js';
import type { Mapping } from '../mapping/mapping.js';
import { csvRows } from './csv-rows.js';
import { jsonRows, ndjsonRows } from './json-rows.js';
import { openText } from './open-text.js';
import type { RowChunk } from './row-chunk.js';

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
