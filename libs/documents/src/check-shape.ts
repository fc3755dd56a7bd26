import { parseDuration, parseLocalDate, Rational } from '@tallystick/quantities';
import { mendUnknownName } from './mend-unknown-name.js';
import { joinPath } from './path.js';
import { isDecimalText, isPlainObject } from './plain-value.js';
import type { EitherShape, OneOfShape, Shape, TextShape } from './shapes.js';

/** Something wrong at a path below the field that is checked. */
export interface ShapeProblem {
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
}

export const notYetMend = 'Leave it out; a later version evaluates it.';
export function notYetProblem(what: string): string {
  return `${what} is part of the language but this version does not evaluate it yet.`;
}

/**
 * What is wrong with a field's value, down to the objects that have a class of their own: those are checked by the
 * rules of their class.
 */
export function fieldProblems(of: Shape, value: unknown, path: string): readonly ShapeProblem[] {
  if (value === undefined) return one(path, 'It is missing.', `Write ${articleOf(of)}.`);
  if (value === null) return one(path, 'It has no value.', `Write ${articleOf(of)}, or leave the key out.`);
  switch (of.kind) {
    case 'list':
      return listProblems(of, value, path);
    case 'map':
      return mapProblems(of, value, path);
    case 'nested':
      return isInstance(value) ? [] : expected(of, value, path);
    case 'one-of':
      return isInstance(value) ? [] : oneOfProblems(of, value, path);
    case 'either':
      return eitherProblems(of, value, path);
    default:
      return leafProblems(of, value, path);
  }
}

type Leaf = Exclude<Shape, { kind: 'list' | 'map' | 'nested' | 'one-of' | 'either' }>;

function leafProblems(of: Leaf, value: unknown, path: string): readonly ShapeProblem[] {
  switch (of.kind) {
    case 'flag':
      return typeof value === 'boolean' ? [] : expected(of, value, path);
    case 'whole':
      return wholeProblems(of, value, path);
    case 'choice':
      if (typeof value !== 'string') return expected(of, value, path);
      if (of.values.includes(value)) return [];
      if (of.notYet.includes(value)) return one(path, notYetProblem(`\`${value}\``), notYetMend);
      return one(path, `"${value}" is not one of the choices.`, mendUnknownName(value, of.values, 'choice'));
    case 'decimal':
      return decimalProblems(of, value, path);
    case 'text':
      return textProblems(of, value, path);
    case 'local-date':
      return typeof value === 'string' && reads(() => parseLocalDate(value)) ? [] : expected(of, value, path);
    case 'duration':
      return typeof value === 'string' && reads(() => parseDuration(value)) ? [] : expected(of, value, path);
  }
}

function wholeProblems(
  of: Extract<Shape, { kind: 'whole' }>,
  value: unknown,
  path: string,
): readonly ShapeProblem[] {
  if (typeof value !== 'number') return expected(of, value, path);
  if (value < of.min) return one(path, `${value} is too small.`, `Write ${of.min} or more.`);
  return value > of.max ? one(path, `${value} is too large.`, `Write ${of.max} or less.`) : [];
}

function decimalProblems(
  of: Extract<Shape, { kind: 'decimal' }>,
  value: unknown,
  path: string,
): readonly ShapeProblem[] {
  if (typeof value !== 'string' || !isDecimalText(value)) return expected(of, value, path);
  const number = Rational.parse(value);
  if (of.min !== undefined && number.compare(Rational.parse(of.min)) < 0) {
    return one(path, `${value} is too small.`, `Write ${of.min} or more.`);
  }
  if (of.max !== undefined && number.compare(Rational.parse(of.max)) > 0) {
    return one(path, `${value} is too large.`, `Write ${of.max} or less.`);
  }
  return [];
}

function textProblems(of: TextShape, value: unknown, path: string): readonly ShapeProblem[] {
  if (typeof value !== 'string') return expected(of, value, path);
  if (value.trim() === '') return one(path, 'It is empty.', `Write ${articleOf(of)}.`);
  if (value.length > of.maxLength) {
    return one(path, `It is longer than ${of.maxLength} characters.`, 'Shorten it.');
  }
  return of.pattern === undefined || of.pattern.test(value) ? [] : expected(of, value, path);
}

function listProblems(
  of: Extract<Shape, { kind: 'list' }>,
  value: unknown,
  path: string,
): readonly ShapeProblem[] {
  if (!Array.isArray(value)) return expected(of, value, path);
  if (value.length < of.min) {
    return one(path, `It has ${value.length} items.`, `Give it ${of.min} or more.`);
  }
  if (value.length > of.max) return one(path, `It has ${value.length} items.`, `Give it at most ${of.max}.`);
  return value.flatMap((item: unknown, index) => fieldProblems(of.of, item, joinPath(path, index)));
}

function mapProblems(
  of: Extract<Shape, { kind: 'map' }>,
  value: unknown,
  path: string,
): readonly ShapeProblem[] {
  if (!(value instanceof Map)) return expected(of, value, path);
  if (value.size < of.min) return one(path, `It has ${value.size} keys.`, `Give it ${of.min} or more.`);
  return [...(value as Map<string, unknown>)].flatMap(([key, item]) => {
    const member = joinPath(path, key);
    if (of.keys !== undefined && !of.keys.test(key)) {
      return one(member, `\`${key}\` cannot be a key here.`, `Keys are written ${of.keys.source}.`);
    }
    return fieldProblems(of.of, item, member);
  });
}

function oneOfProblems(of: OneOfShape, value: unknown, path: string): readonly ShapeProblem[] {
  if (!isPlainObject(value)) return expected(of, value, path);
  const names = Object.keys(of.kinds);
  if (of.by !== undefined) {
    const kind = value[of.by];
    const member = joinPath(path, of.by);
    if (typeof kind !== 'string') return one(member, 'It is missing.', `Write one of ${names.join(', ')}.`);
    if (of.notYet.includes(kind)) return one(member, notYetProblem(`The kind \`${kind}\``), notYetMend);
    return one(member, `There is no kind \`${kind}\`.`, mendUnknownName(kind, names, 'kind'));
  }
  const given = Object.keys(value);
  const present = given.filter((key) => names.includes(key));
  if (present.length > 1) {
    return one(path, `${quoted(present)} exclude each other.`, 'Keep one of them.');
  }
  const later = given.find((key) => of.notYet.includes(key));
  if (later !== undefined) return one(joinPath(path, later), notYetProblem(`\`${later}\``), notYetMend);
  return one(
    path,
    `It has none of ${quoted(names)}.`,
    `Write exactly one of them.${nearAmong(given, names)}`,
  );
}

function nearAmong(given: readonly string[], names: readonly string[]): string {
  const mends = given
    .map((key) => mendUnknownName(key, names, 'key'))
    .filter((mend) => mend.startsWith('Did'));
  return mends.length === 0 ? '' : ` ${mends[0]}`;
}

function eitherProblems(of: EitherShape, value: unknown, path: string): readonly ShapeProblem[] {
  const alternative = alternativeOf(of, value);
  return alternative === undefined ? expected(of, value, path) : fieldProblems(alternative, value, path);
}

/** Which of the alternatives a value is held against: by whether it is a list, an object, or a text, number or flag. */
export function alternativeOf(of: EitherShape, value: unknown): Shape | undefined {
  if (Array.isArray(value)) return of.list;
  return typeof value === 'object' && value !== null ? of.object : of.text;
}

/** Objects of a declared class are instances of it by the time they are checked; what could not become one is plain. */
function isInstance(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Map)
    return false;
  return Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null;
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function one(path: string, problem: string, mend: string): readonly ShapeProblem[] {
  return [{ path, problem, mend }];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function expected(of: Shape, value: unknown, path: string): readonly ShapeProblem[] {
  return one(path, `${valueText(value)} is not ${nounOf(of)}.`, `Write ${articleOf(of)}.`);
}

function valueText(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return Array.isArray(value) ? 'A list' : 'An object';
}

/** What a shape is called, with its article. */
export function nounOf(of: Shape): string {
  switch (of.kind) {
    case 'text':
      return of.called;
    case 'choice':
      return of.values.length === 1 ? `\`${of.values[0]}\`` : `one of ${quoted(of.values)}`;
    case 'decimal':
      return 'a decimal number';
    case 'whole':
      return 'a whole number';
    case 'flag':
      return 'true or false';
    case 'local-date':
      return 'a date';
    case 'duration':
      return 'a duration';
    case 'nested':
      return 'an object';
    case 'list':
      return 'a list';
    case 'map':
      return 'an object with keys of your choice';
    case 'one-of':
      return 'an object';
    case 'either':
      return [of.text, of.list, of.object]
        .filter((alternative) => alternative !== undefined)
        .map(nounOf)
        .join(' or ');
  }
}

/** The same with an example, for a mend. */
function articleOf(of: Shape): string {
  const examples: Partial<Record<Shape['kind'], string>> = {
    decimal: 'such as 99.9',
    whole: 'such as 3',
    'local-date': 'such as 2025-03-01',
    duration: 'such as 4h, 90m or 8h30m',
  };
  const example =
    of.kind === 'text' && of.example !== undefined ? `such as ${of.example}` : examples[of.kind];
  return example === undefined ? nounOf(of) : `${nounOf(of)}, ${example}`;
}
