import { createHash } from 'node:crypto';
import { isPlainObject, type PlainValue } from '@tallystick/documents';
import { compareText } from '@tallystick/quantities';

/**
 * The RFC 8785 text of a document that holds only objects, lists, texts, booleans and empty values: with no numbers in
 * it, sorted keys and plain JSON are all that the RFC asks.
 */
export function canonicalText(value: PlainValue): string {
  if (Array.isArray(value)) return `[${value.map((item: PlainValue) => canonicalText(item)).join(',')}]`;
  if (!isPlainObject(value)) return JSON.stringify(value);
  // Written member by member: an object of JavaScript would put keys that look like numbers first.
  const members = Object.entries(value)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function digestOf(value: PlainValue): string {
  return createHash('sha256').update(canonicalText(value), 'utf8').digest('hex');
}
