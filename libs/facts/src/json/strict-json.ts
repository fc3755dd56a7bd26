import { invariant } from '@tallystick/errors';
import { deepestNesting, isPlainObject } from './json-value.js';
import { readThoroughly } from './thorough-json.js';

/**
 * A number of fifteen digits keeps all of them (IEEE 754 binary64), unless it is next to nothing. Whatever matches this
 * may be one that does not, and needs the slow look.
 */
const riskyNumber = /[\d.]{16}|[eE]-\d{3}/;
/** The least room between two strings that such a number takes, with its separators: `,1e-400,`. */
const riskyNumberRoom = 8;

/**
 * Reads JSON as JSON.parse does, and refuses what would not survive: duplicate keys at any depth, half surrogate pairs
 * (raw or escaped), -0, numbers that are not finite or have more digits than a number keeps, and nesting beyond
 * `deepestNesting`.
 *
 * A good text costs JSON.parse and one quick look at text and value. Only a text that the look finds suspicious is read
 * again, token by token. So is one with an escape in a key: since V8 13, JSON.parse may take such a key for a shorter
 * one that it met in an earlier text (nodejs/node issue 63785), and a fact must not depend on what was read before it.
 *
 * @param place where the text stands, for errors, e.g. `facts.ndjson line 14`.
 * @throws TallyError `json-invalid` with line, column and path.
 */
export function parseStrictJson(text: string, place: string): unknown {
  let value: unknown;
  let malformed = false;
  try {
    value = JSON.parse(text);
  } catch {
    malformed = true;
  }
  if (!malformed && isPlainlyGood(text, value)) return value;
  const thorough = readThoroughly(text, place);
  invariant(!malformed, 'what JSON.parse refuses has a place');
  return thorough;
}

/** True only where JSON.parse read the text rightly and nothing in it has to be refused. */
function isPlainlyGood(text: string, value: unknown): boolean {
  if (!text.isWellFormed() || /\\u[dD][89a-fA-F]/.test(text)) return false;
  const keysInText = countKeys(text);
  return keysInText !== undefined && countKeysOf(value, 0) === keysInText;
}

/** How many keys a well-formed text has, or undefined where one has an escape or where a number may lose digits. */
function countKeys(text: string): number | undefined {
  let keys = 0;
  let gap = 0;
  let backslash = text.indexOf('\\');
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', gap)) {
    if (open - gap >= riskyNumberRoom && riskyNumber.test(text.slice(gap, open))) return undefined;
    let close = text.indexOf('"', open + 1);
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
    gap = close + 1;
    let next = gap;
    while (isBlank(text.charCodeAt(next))) next += 1;
    if (text.charCodeAt(next) === 0x3a) {
      if (backslash !== -1 && backslash < open) backslash = text.indexOf('\\', open);
      if (backslash !== -1 && backslash < close) return undefined;
      keys += 1;
    }
  }
  return riskyNumber.test(text.slice(gap)) ? undefined : keys;
}

/** Whether an odd number of backslashes stands before the quotation mark. */
function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === 0x5c) before -= 1;
  return (quote - before) % 2 === 0;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** How many keys a parsed value has; NaN, which equals no count, where it holds a number or a depth to be refused. */
function countKeysOf(value: unknown, depth: number): number {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? 0 : Number.NaN;
  }
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === deepestNesting) return Number.NaN;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += countKeysOf(item, depth + 1);
    return keys;
  }
  invariant(isPlainObject(value), 'JSON.parse makes plain objects');
  for (const name of Object.keys(value)) keys += 1 + countKeysOf(value[name], depth + 1);
  return keys;
}
