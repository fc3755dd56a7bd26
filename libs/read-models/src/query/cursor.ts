import { TallyError } from '@tallystick/errors';
import type { StoredValue } from '../store/row-writer.js';
import { schemaDigest } from '../store/schema.js';
import type { ViewName } from '../views/rows.js';
import type { Placing } from './placing.js';

/** Which row, in which order: the values that it is placed by. Base64url of JSON; nothing in it is secret or trusted. */
export function writeCursor(view: ViewName, placing: Placing, values: readonly StoredValue[]): string {
  return Buffer.from(JSON.stringify([schemaDigest, view, placing.name, values])).toString('base64url');
}

/**
 * The values that the row of a cursor is placed by.
 * @throws TallyError `cursor-invalid` for a cursor of another view, order or version, and for what is none.
 */
export function readCursor(view: ViewName, placing: Placing, cursor: string): readonly StoredValue[] {
  const read = parsed(cursor);
  if (Array.isArray(read) && read.length === 4) {
    const [digest, of, name, values] = read as readonly unknown[];
    const fits = digest === schemaDigest && of === view && name === placing.name && Array.isArray(values);
    if (fits && values.length === placing.columns.length && values.every(isStored)) {
      return values as StoredValue[];
    }
  }
  throw new TallyError('cursor-invalid', 'The cursor is not one of this view in this order.', [
    { place: 'after', problem: 'It was not given by a page of this question.' },
  ]);
}

function isStored(value: unknown): boolean {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value);
}

function parsed(cursor: string): unknown {
  if (cursor.length > 10_000 || !/^[\w-]+$/.test(cursor)) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
