import { type ErrorDetail, isTallyError } from '@tallystick/errors';
import { daysInMonth } from '@tallystick/quantities';
import type { DecimalRange, FieldKind } from './catalogue/field.js';
import { isUuid } from './fact-id.js';
import { type ObjectShape, recordShapeOf } from './fact-shape.js';
import { canonicalJson } from './json/canonical-json.js';
import { isPlainObject, memberPath } from './json/json-value.js';
import { nearestName } from './nearest-name.js';

/** Collects what is wrong, so that a person mends all of it in one round. */
export type Problems = ErrorDetail[];

// The ranges of each part are in the pattern, so that no date needs to be built to check one.
const dayPattern = '[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const instantPattern = new RegExp(
  `^${dayPattern}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.(?!000)\\d{3})?Z$`,
);
const datePattern = new RegExp(`^${dayPattern}$`);
const decimalPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const zeroPattern = /^-?0(?:\.0+)?$/;
const digestPattern = /^[0-9a-f]{64}$/;
const currencyPattern = /^[A-Z]{3}$/;

/** The longest decimal: enough for any amount of money to any useful precision. */
export const longestDecimal = 40;

/** True for the canonical text of an instant, as `formatInstant` writes it, from the year 1000 to 9999. */
export function isCanonicalInstant(text: string): boolean {
  return instantPattern.test(text) && dayExists(text);
}

/** True for a date that exists, from the year 1000 to 9999. */
export function isCanonicalDate(text: string): boolean {
  return datePattern.test(text) && dayExists(text);
}

function dayExists(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || day <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** True for a plain decimal without a needless sign, zero in front, or exponent. */
export function isCanonicalDecimal(text: string): boolean {
  return (
    decimalPattern.test(text) &&
    text.length <= longestDecimal &&
    !(text.startsWith('-') && zeroPattern.test(text))
  );
}

function isInRange(text: string, range: DecimalRange): boolean {
  if (range === 'any') return true;
  if (text.startsWith('-')) return false;
  return (
    range === 'not-negative' || (!zeroPattern.test(text) && (/^0\./.test(text) || /^1(?:\.0+)?$/.test(text)))
  );
}

/**
 * Checks that a value is the canonical form of its kind. Adds what is wrong to `problems`.
 */
export function checkField(kind: FieldKind, value: unknown, path: string, problems: Problems): void {
  switch (kind.kind) {
    case 'text':
      checkText(value, kind.limit, path, problems);
      return;
    case 'list':
      checkList(kind, value, path, problems);
      return;
    case 'record':
      if (!isPlainObject(value))
        problems.push({ place: path, problem: 'It is not an object.', mend: 'Write { … }.' });
      else checkObject(recordShapeOf(kind.fields), value, path, problems);
      return;
    case 'document':
      checkDocument(value, path, problems);
      return;
    default:
      if (!isCanonicalScalar(kind, value)) problems.push({ place: path, ...scalarProblem(kind, value) });
  }
}

type ScalarKind = Exclude<FieldKind, { kind: 'text' | 'list' | 'record' | 'document' }>;

function isCanonicalScalar(kind: ScalarKind, value: unknown): boolean {
  switch (kind.kind) {
    case 'choice':
      return typeof value === 'string' && kind.words.includes(value);
    case 'instant':
      return typeof value === 'string' && isCanonicalInstant(value);
    case 'date':
      return typeof value === 'string' && isCanonicalDate(value);
    case 'decimal':
      return typeof value === 'string' && isCanonicalDecimal(value) && isInRange(value, kind.range);
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
  }
}

const decimalMends: Readonly<Record<DecimalRange, string>> = {
  any: 'Write it plainly, e.g. "99.95" or "-12.50".',
  'not-negative': 'Write it plainly and not below 0, e.g. "1250.00".',
  share: 'Write a share greater than 0 and at most 1, e.g. "0.25".',
};

function scalarProblem(kind: ScalarKind, value: unknown): { problem: string; mend: string } {
  const shown = describeValue(value);
  switch (kind.kind) {
    case 'choice':
      return { problem: `${shown} is none of its words.`, mend: `Write one of: ${kind.words.join(', ')}.` };
    case 'instant':
      return {
        problem: `${shown} is not an instant of the years 1000 to 9999.`,
        mend: 'Write date, time and offset, e.g. 2025-03-01T09:00:00Z.',
      };
    case 'date':
      return {
        problem: `${shown} is not a date of the years 1000 to 9999.`,
        mend: 'Write year, month and day, e.g. 2025-03-01.',
      };
    case 'decimal':
      return { problem: `${shown} is not a decimal it can have.`, mend: decimalMends[kind.range] };
    case 'whole-number':
      return {
        problem: `${shown} is not a whole number it can have.`,
        mend: `Write a whole number from ${kind.least} on.`,
      };
    case 'boolean':
      return { problem: `${shown} is neither true nor false.`, mend: 'Write true or false.' };
    case 'currency':
      return { problem: `${shown} is not a currency code.`, mend: 'Write three capital letters, e.g. GBP.' };
    case 'digest':
      return {
        problem: `${shown} is not a SHA-256 digest.`,
        mend: 'Write 64 lower-case hexadecimal digits.',
      };
    case 'uuid':
      return {
        problem: `${shown} is not a UUID.`,
        mend: 'Write it in lower case, e.g. 0190b2c4-7d00-8123-9abc-0123456789ab.',
      };
  }
}

/** A value as an error shows it: short, on one line. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (typeof value === 'object' && value !== null) return 'An object';
  if (typeof value === 'function' || typeof value === 'symbol') return `A ${typeof value}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return String(value);
}

function checkText(value: unknown, limit: number, path: string, problems: Problems): void {
  if (typeof value !== 'string') {
    problems.push({
      place: path,
      problem: `${describeValue(value)} is not text.`,
      mend: 'Write text in quotes.',
    });
  } else if (value.length > limit) {
    problems.push({
      place: path,
      problem: `It has ${value.length} characters; at most ${limit} are kept.`,
      mend: 'Shorten it.',
    });
  } else if (value.trim() === '') {
    problems.push({ place: path, problem: 'It is blank.', mend: 'Write it, or leave the field out.' });
  } else if (!value.isWellFormed()) {
    problems.push({
      place: path,
      problem: 'It has half of a surrogate pair, which is no character.',
      mend: 'Mend the encoding.',
    });
  }
}

function checkList(
  kind: Extract<FieldKind, { kind: 'list' }>,
  value: unknown,
  path: string,
  problems: Problems,
): void {
  if (!Array.isArray(value)) {
    problems.push({ place: path, problem: `${describeValue(value)} is not a list.`, mend: 'Write [ … ].' });
  } else if (value.length === 0) {
    problems.push({
      place: path,
      problem: 'It is empty.',
      mend: 'Name at least one, or leave the field out.',
    });
  } else if (value.length > kind.most) {
    problems.push({
      place: path,
      problem: `It has ${value.length} items; at most ${kind.most} are kept.`,
      mend: 'Split the fact.',
    });
  } else {
    for (let index = 0; index < value.length; index += 1) {
      checkField(kind.of, value[index], memberPath(path, index), problems);
    }
  }
}

function checkDocument(value: unknown, path: string, problems: Problems): void {
  if (!isPlainObject(value)) {
    problems.push({
      place: path,
      problem: `${describeValue(value)} is not an object.`,
      mend: 'Write { … }.',
    });
    return;
  }
  try {
    canonicalJson(value, { path });
  } catch (error) {
    if (!isTallyError(error)) throw error;
    problems.push(...error.details);
  }
}

/**
 * Checks the members of an object: each required one is there, each has its canonical form, and there is no other. A
 * member that is undefined counts as left out; `absent` names required ones that may be.
 */
export function checkObject(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problems,
  absent?: ReadonlySet<string>,
): void {
  for (const { name, value: kind, required, meaning } of shape.members) {
    const value = values[name];
    if (value !== undefined) {
      checkField(kind, value, memberPath(path, name), problems);
    } else if (required && absent?.has(name) !== true) {
      problems.push({ place: memberPath(path, name), problem: 'It is missing.', mend: `Add it: ${meaning}` });
    }
  }
  for (const name of Object.keys(values)) {
    if (!shape.names.has(name))
      problems.push({ place: memberPath(path, name), ...unknownKey(name, shape.names) });
  }
}

function unknownKey(name: string, known: ReadonlySet<string>): { problem: string; mend: string } {
  const nearest = nearestName(name, known);
  return {
    problem: 'There is no such key here.',
    mend: nearest === undefined ? `The keys are: ${[...known].join(', ')}.` : `Did you mean ${nearest}?`,
  };
}
