import { TallyError } from '@tallystick/errors';
import { parseColumnPath, valuesAt } from '../columns/column-path.js';
import { longestRawText, type ReadRow, type SourceRow } from './source-row.js';

/** The rows inside an item, where the mapping says that they stand in a list of it. */
type Nested = ((value: unknown) => readonly unknown[]) | undefined;

/** @throws TallyError `mapping-invalid` where `each` is no path. */
export function eachOf(each: string | undefined): Nested {
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

/** The members of the document that stood before its list. */
export function rootOf(texts: ReadonlyMap<string, string>): Record<string, unknown> {
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

/** The rows of one JSON text. */
export function parsed(
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
export function precisely(
  texts: WeakMap<SourceRow, string>,
  each: string | undefined,
): (row: SourceRow) => SourceRow {
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

export function broken(line: number, text: string, reason: string, mend: string): ReadRow {
  return { broken: { line, text: text.slice(0, longestRawText), reason, mend } };
}
