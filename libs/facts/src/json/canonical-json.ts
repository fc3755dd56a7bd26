import { TallyError } from '@tallystick/errors';
import { deepestNesting, isPlainObject, memberPath } from './json-value.js';

export interface CanonicalJsonOptions {
  /**
   * RFC 8785 itself allows whole numbers beyond 2^53, though most of them cannot be told apart from their neighbours;
   * the house refuses them by default (design 4, "Canonical bytes").
   */
  readonly wholeNumbersBeyond2To53?: 'refuse' | 'accept';
  /** Where the value stands in a larger one, for the paths of errors. */
  readonly path?: string;
}

/**
 * Writes a value as RFC 8785 (JCS) text: keys in the order of their UTF-16 units, no blanks, numbers and escapes as
 * ECMAScript writes them. Only what JSON.parse can make is accepted.
 *
 * @throws TallyError `json-invalid` with the path, for undefined, functions, symbols, bigints, dates and other class
 * instances, NaN, infinities, -0, lone surrogates, whole numbers beyond 2^53, and nesting beyond `deepestNesting`.
 */
export function canonicalJson(value: unknown, options: CanonicalJsonOptions = {}): string {
  return write(value, options.path ?? '', 0, options.wholeNumbersBeyond2To53 === 'accept');
}

function write(value: unknown, path: string, depth: number, large: boolean): string {
  switch (typeof value) {
    case 'string':
      return writeText(value, path);
    case 'number':
      return writeNumber(value, path, large);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === deepestNesting) {
        throw refusal(path, `It stands deeper than ${deepestNesting} levels.`, 'Make it flatter.');
      }
      if (Array.isArray(value)) return writeArray(value, path, depth, large);
      if (isPlainObject(value)) return writeObject(value, path, depth, large);
      throw refusal(path, 'It is an instance of a class, not plain data.', 'Turn it into plain data first.');
    case 'undefined':
      throw refusal(path, 'It is undefined, which JSON does not have.', 'Leave the key out, or write null.');
    case 'bigint':
      throw refusal(path, 'It is a bigint, which JSON does not have.', 'Write it as text.');
    default:
      throw refusal(path, `It is a ${typeof value}, which JSON does not have.`, 'Leave it out.');
  }
}

function writeArray(items: readonly unknown[], path: string, depth: number, large: boolean): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ',';
    text += write(items[index], memberPath(path, index), depth + 1, large);
  }
  return `${text}]`;
}

function writeObject(object: Record<string, unknown>, path: string, depth: number, large: boolean): string {
  if (Object.getOwnPropertySymbols(object).length > 0) {
    throw refusal(path, 'It has a symbol for a key, which JSON does not have.', 'Leave it out.');
  }
  // The default order of sort() is that of UTF-16 units, which is the order of RFC 8785 section 3.2.3.
  const names = Object.keys(object).sort();
  let text = '{';
  for (const name of names) {
    const place = memberPath(path, name);
    text += `${text.length > 1 ? ',' : ''}${writeText(name, place)}:${write(object[name], place, depth + 1, large)}`;
  }
  return `${text}}`;
}

function writeText(text: string, path: string): string {
  if (!text.isWellFormed()) {
    throw refusal(path, 'It has half of a surrogate pair, which is no character.', 'Mend the encoding.');
  }
  return JSON.stringify(text);
}

function writeNumber(value: number, path: string, large: boolean): string {
  if (!Number.isFinite(value)) {
    throw refusal(
      path,
      `It is ${value}, which JSON does not have.`,
      'Write a finite number, or leave it out.',
    );
  }
  if (Object.is(value, -0)) {
    throw refusal(path, 'It is -0, which RFC 8785 would turn into 0.', 'Write 0.');
  }
  if (!large && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refusal(path, `${value} is beyond 2^53, where whole numbers are rounded.`, 'Write it as text.');
  }
  return String(value);
}

function refusal(path: string, problem: string, mend: string): TallyError {
  const place = path === '' ? 'the value itself' : path;
  return new TallyError('json-invalid', `The value has no canonical JSON: ${place}: ${problem} ${mend}`, [
    { place, problem, mend },
  ]);
}
