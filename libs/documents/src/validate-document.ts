import { type ErrorCode, type ErrorDetail, TallyError } from '@tallystick/errors';
import { validateSync } from 'class-validator';
import { alternativeOf, fieldProblems, type ShapeProblem } from './check-shape.js';
import { fieldsOf } from './fields.js';
import { instantiate } from './instantiate.js';
import { mendUnknownName } from './mend-unknown-name.js';
import { joinPath, type PlaceOf, placeText } from './path.js';
import { isPlainObject, isReservedKey, type PlainValue } from './plain-value.js';
import type { DocumentClass, Shape } from './shapes.js';

export interface Inspection<T extends object> {
  /** Holds the declared shapes wherever `problems` names nothing. */
  readonly instance: T;
  /** The data itself, numbers as the texts they are written as: what is recorded and hashed. */
  readonly plain: PlainValue;
  /** Every place that is not as declared, in the order of the declaration. */
  readonly problems: readonly ShapeProblem[];
}

/**
 * Holds plain data against a class, throwing nothing, for callers who have more to say about the same document.
 * Numbers in the data are taken as the decimals they are written as.
 */
export function inspectDocument<T extends object>(
  documentClass: DocumentClass<T>,
  value: unknown,
): Inspection<T> {
  const problems: ShapeProblem[] = [];
  const plain = plainTexts(value, '', problems);
  if (!isPlainObject(plain)) {
    problems.push({ path: '', problem: 'It is not an object with keys.', mend: 'Write `key: value` lines.' });
    return { instance: new documentClass(), plain, problems };
  }
  const instance = instantiate(documentClass, plain) as T;
  inspectInstance(documentClass, instance, '', problems);
  return { instance, plain, problems };
}

/**
 * Holds plain data against a class.
 *
 * @param placeOf where a path stands in the file, as `readDocument` gives it.
 * @returns an instance: texts, decimals (as text), whole numbers (as numbers), flags, arrays, Maps, nested instances.
 * @throws TallyError of the code given, with a detail for every wrong place: unknown and missing keys, wrong values.
 */
export function validateDocument<T extends object>(
  documentClass: DocumentClass<T>,
  value: unknown,
  placeOf: PlaceOf | undefined,
  code: ErrorCode,
): T {
  const { instance, problems } = inspectDocument(documentClass, value);
  if (problems.length > 0) throw documentError(code, problems, placeOf);
  return instance;
}

/** One error that lists every problem with its place, and says the first in its message. */
export function documentError(
  code: ErrorCode,
  problems: readonly ShapeProblem[],
  placeOf: PlaceOf | undefined,
): TallyError {
  const details: ErrorDetail[] = problems.map(({ path, problem, mend }) => ({
    place: placeText(path, placeOf),
    problem,
    mend,
  }));
  const first = details[0]!;
  const more = details.length === 1 ? '' : ` There are ${details.length} errors in all.`;
  return new TallyError(code, `${first.place}: ${first.problem} ${first.mend}${more}`, details);
}

function inspectInstance(
  documentClass: DocumentClass,
  instance: object,
  path: string,
  problems: ShapeProblem[],
): void {
  const fields = fieldsOf(documentClass);
  const members = instance as Readonly<Record<string, unknown>>;
  const known = fields.filter((field) => field.shape !== undefined).map((field) => field.key);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  const failing = new Set<string>();
  for (const { property, constraints = {} } of errors) {
    if (!('whitelistValidation' in constraints)) failing.add(property);
    else {
      const member = joinPath(path, property);
      const mend = mendUnknownName(property, known, 'key');
      problems.push({ path: member, problem: `There is no key \`${property}\` here.`, mend });
    }
  }
  for (const field of fields) {
    const member = joinPath(path, field.key);
    const value = members[field.key];
    if (field.shape === undefined) {
      if (value !== undefined && field.refusal !== undefined)
        problems.push({ path: member, ...field.refusal });
      continue;
    }
    if (failing.has(field.key)) problems.push(...fieldProblems(field.shape, value, member));
    if (value !== undefined && value !== null) inspectMembers(field.shape, value, member, problems);
  }
}

/** Goes on into the objects below a field that have a class of their own. */
function inspectMembers(of: Shape, value: unknown, path: string, problems: ShapeProblem[]): void {
  switch (of.kind) {
    case 'nested':
    case 'one-of': {
      const documentClass = classOf(value);
      if (documentClass !== undefined) inspectInstance(documentClass, value as object, path, problems);
      return;
    }
    case 'list':
      if (Array.isArray(value)) {
        value.forEach((item, index) => inspectMembers(of.of, item, joinPath(path, index), problems));
      }
      return;
    case 'map':
      if (value instanceof Map) {
        for (const [key, item] of value as Map<string, unknown>) {
          inspectMembers(of.of, item, joinPath(path, key), problems);
        }
      }
      return;
    case 'either': {
      const alternative = value instanceof Map ? of.object : alternativeOf(of, value);
      if (alternative !== undefined) inspectMembers(alternative, value, path, problems);
      return;
    }
    default:
  }
}

/** The declared class that a value was made an instance of; nothing for plain data. */
function classOf(value: unknown): DocumentClass | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Map)
    return undefined;
  const { constructor } = value as { constructor: unknown };
  return constructor === Object || typeof constructor !== 'function'
    ? undefined
    : (constructor as DocumentClass);
}

/**
 * A copy that holds only objects, lists, texts, booleans and empty values. A number (of JSON that was parsed elsewhere)
 * becomes the shortest decimal that means it; one that has none is refused.
 */
function plainTexts(value: unknown, path: string, problems: ShapeProblem[]): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    const text = String(value);
    if (/^-?\d+(\.\d+)?$/.test(text)) return text;
    problems.push({ path, problem: `${text} is not a plain decimal.`, mend: 'Write the number as a text.' });
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => plainTexts(item, joinPath(path, index), problems));
  }
  if (!isPlainObject(value)) {
    problems.push({ path, problem: 'It is not plain data.', mend: 'Write a text.' });
    return null;
  }
  const result: Record<string, PlainValue> = {};
  for (const [key, member] of Object.entries(value)) {
    const memberPath = joinPath(path, key);
    if (isReservedKey(key)) {
      problems.push({
        path: memberPath,
        problem: `\`${key}\` cannot be a key.`,
        mend: 'Choose another name.',
      });
    } else if (member !== undefined) {
      result[key] = plainTexts(member, memberPath, problems);
    }
  }
  return result;
}
