import { type ErrorDetail, invariant, isTallyError } from '@tallystick/errors';
import type { DecimalRange, FieldKind } from './catalogue/field.js';
import { type ObjectShape, recordShapeOf } from './fact-shape.js';
import { isBlank, isCanonicalValue } from './field-check.js';
import { canonicalJson } from './json/canonical-json.js';
import { isPlainObject, memberPath } from './json/json-value.js';
import { nearestName } from '@tallystick/errors';

/** Collects what is wrong, so that a person mends all of it in one round. */
export type Problems = ErrorDetail[];

/** Says what is wrong with an object that `isCanonicalObject` refuses. */
export function addObjectProblems(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problems,
  mayBeAbsent?: ReadonlySet<string>,
): void {
  for (const { name, value: kind, required, meaning } of shape.members) {
    const value = values[name];
    const place = memberPath(path, name);
    if (value !== undefined) {
      addValueProblems(kind, value, place, problems);
    } else if (required && mayBeAbsent?.has(name) !== true) {
      problems.push({ place, problem: 'It is missing.', mend: `Add it: ${meaning}` });
    }
  }
  for (const name of Object.keys(values)) {
    if (!shape.names.has(name)) problems.push(unknownKey(name, memberPath(path, name), shape.names));
  }
}

function unknownKey(name: string, place: string, known: ReadonlySet<string>): ErrorDetail {
  const nearest = nearestName(name, known);
  const mend = nearest === undefined ? `The keys are: ${[...known].join(', ')}.` : `Did you mean ${nearest}?`;
  return { place, problem: 'There is no such key here.', mend };
}

/** Says what is wrong with a value, and nothing about one that is canonical. */
function addValueProblems(kind: FieldKind, value: unknown, place: string, problems: Problems): void {
  if (isCanonicalValue(kind, value)) return;
  const before = problems.length;
  switch (kind.kind) {
    case 'list':
      addListProblems(kind, value, place, problems);
      break;
    case 'record':
      if (isPlainObject(value)) addObjectProblems(recordShapeOf(kind.fields), value, place, problems);
      else
        problems.push({ place, problem: `${describeValue(value)} is not an object.`, mend: 'Write { … }.' });
      break;
    case 'document':
      addDocumentProblems(value, place, problems);
      break;
    default:
      problems.push({ place, ...scalarProblem(kind, value) });
  }
  invariant(problems.length > before, 'what is refused has a problem');
}

type ListKind = Extract<FieldKind, { kind: 'list' }>;
type ScalarKind = Exclude<FieldKind, { kind: 'list' | 'record' | 'document' }>;

function addListProblems({ of, most }: ListKind, value: unknown, place: string, problems: Problems): void {
  if (!Array.isArray(value)) {
    problems.push({ place, problem: `${describeValue(value)} is not a list.`, mend: 'Write [ … ].' });
  } else if (value.length === 0) {
    problems.push({ place, problem: 'It is empty.', mend: 'Name at least one, or leave the field out.' });
  } else if (value.length > most) {
    const problem = `It has ${value.length} items; at most ${most} are kept.`;
    problems.push({ place, problem, mend: 'Split the fact.' });
  } else {
    for (let index = 0; index < value.length; index += 1) {
      addValueProblems(of, value[index], memberPath(place, index), problems);
    }
  }
}

function addDocumentProblems(value: unknown, place: string, problems: Problems): void {
  if (!isPlainObject(value)) {
    problems.push({ place, problem: `${describeValue(value)} is not an object.`, mend: 'Write { … }.' });
    return;
  }
  try {
    canonicalJson(value, { path: place });
  } catch (error) {
    if (!isTallyError(error)) throw error;
    problems.push(...error.details);
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
    case 'text':
      return textProblem(value, kind.limit);
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

function textProblem(value: unknown, limit: number): { problem: string; mend: string } {
  if (typeof value !== 'string') {
    return { problem: `${describeValue(value)} is not text.`, mend: 'Write text in quotation marks.' };
  }
  if (value.length > limit) {
    return { problem: `It has ${value.length} characters; at most ${limit} are kept.`, mend: 'Shorten it.' };
  }
  return isBlank(value)
    ? { problem: 'It is blank.', mend: 'Write it, or leave the field out.' }
    : { problem: 'It has half of a surrogate pair, which is no character.', mend: 'Mend the encoding.' };
}

/** A value as an error shows it: short, on one line. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (typeof value === 'object' && value !== null) return 'An object';
  if (typeof value === 'function' || typeof value === 'symbol') return `A ${typeof value}`;
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return String(value);
}
