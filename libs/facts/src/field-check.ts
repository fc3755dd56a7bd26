import { isTallyError } from '@tallystick/errors';
import { daysInMonth } from '@tallystick/quantities';
import type { DecimalRange, FieldKind } from './catalogue/field.js';
import { isUuid } from './fact-id.js';
import { type ObjectShape, recordShapeOf } from './fact-shape.js';
import { canonicalJson } from './json/canonical-json.js';
import { isPlainObject } from './json/json-value.js';
import { isSealedText } from './sealing/sealed-text.js';

// The ranges of each part are in the pattern, so that no date needs to be built to check one.
const dayPattern = '[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const instantPattern = new RegExp(
  `^${dayPattern}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.(?!000)\\d{3})?Z$`,
);
const datePattern = new RegExp(`^${dayPattern}$`);
const decimalPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const zeroPattern = /^-?0(?:\.0+)?$/;
const sharePattern = /^(?:0\.\d+|1(?:\.0+)?)$/;
const digestPattern = /^[0-9a-f]{64}$/;
const currencyPattern = /^[A-Z]{3}$/;

/** The longest decimal in characters: enough for any amount of money to any useful precision. */
export const longestDecimal = 40;

/** True for the canonical text of an instant, as `formatInstant` writes it, from the year 1000 to 9999. */
export function isCanonicalInstant(text: string): boolean {
  return instantPattern.test(text) && dayExists(text);
}

function isCanonicalDate(text: string): boolean {
  return datePattern.test(text) && dayExists(text);
}

/** Whether the month is so long; the patterns have checked all else. */
function dayExists(text: string): boolean {
  if (text[8]! < '3' && !(text[8] === '2' && text[9] === '9')) return true;
  return Number(text.slice(8, 10)) <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

function isCanonicalDecimal(text: string, range: DecimalRange): boolean {
  if (text.length > longestDecimal || !decimalPattern.test(text)) return false;
  const isZero = zeroPattern.test(text);
  if (text.startsWith('-')) return range === 'any' && !isZero;
  return range !== 'share' || (!isZero && sharePattern.test(text));
}

/** Whether a value is the one canonical form of what its kind may hold. `field-problems.ts` says why it is not. */
export function isCanonicalValue(kind: FieldKind, value: unknown): boolean {
  switch (kind.kind) {
    case 'text':
      return (
        typeof value === 'string' &&
        (value.length <= kind.limit || (kind.personal !== undefined && isSealedText(value))) &&
        !isBlank(value) &&
        value.isWellFormed()
      );
    case 'choice':
      return typeof value === 'string' && kind.words.includes(value);
    case 'instant':
      return typeof value === 'string' && isCanonicalInstant(value);
    case 'date':
      return typeof value === 'string' && isCanonicalDate(value);
    case 'decimal':
      return typeof value === 'string' && isCanonicalDecimal(value, kind.range);
    case 'whole-number':
      return Number.isSafeInteger(value) && (value as number) >= kind.least && !Object.is(value, -0);
    case 'boolean':
      return typeof value === 'boolean';
    case 'currency':
      return typeof value === 'string' && currencyPattern.test(value);
    case 'digest':
      return typeof value === 'string' && digestPattern.test(value);
    case 'uuid':
      return typeof value === 'string' && isUuid(value);
    case 'list':
      return isCanonicalList(kind, value);
    case 'record':
      return isPlainObject(value) && isCanonicalObject(recordShapeOf(kind.fields), value);
    case 'document':
      return isPlainObject(value) && hasCanonicalJson(value);
  }
}

/** True for text without anything to read in it. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

function isCanonicalList({ of, most }: Extract<FieldKind, { kind: 'list' }>, value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) return false;
  for (let index = 0; index < value.length; index += 1) {
    if (!isCanonicalValue(of, value[index])) return false;
  }
  return true;
}

function hasCanonicalJson(value: unknown): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch (error) {
    if (isTallyError(error)) return false;
    throw error;
  }
}

/**
 * Whether an object has all required members, each in its canonical form, and no other. A member that is undefined
 * counts as left out; `mayBeAbsent` names required ones that may be.
 */
export function isCanonicalObject(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  mayBeAbsent?: ReadonlySet<string>,
): boolean {
  let members = 0;
  for (const { name, value: kind, required } of shape.members) {
    const value = values[name];
    if (value !== undefined) {
      if (!isCanonicalValue(kind, value)) return false;
      members += 1;
    } else if (required && mayBeAbsent?.has(name) !== true) {
      return false;
    }
  }
  return members === countMembers(values);
}

function countMembers(values: Readonly<Record<string, unknown>>): number {
  let members = 0;
  for (const name in values) {
    if (values[name] !== undefined) members += 1;
  }
  return members;
}
