import { alternativeOf } from './check-shape.js';
import { fieldsOf } from './fields.js';
import { isPlainObject } from './plain-value.js';
import type { DocumentClass, OneOfShape, Shape } from './shapes.js';

/**
 * Builds instances of the declared classes out of plain data, as far as the data fits; what does not fit stays as it is
 * for the checks to name. Unknown keys are kept for the same reason.
 */
export function instantiate(documentClass: DocumentClass, value: Readonly<Record<string, unknown>>): object {
  const instance = new documentClass() as Record<string, unknown>;
  const fields = new Map(fieldsOf(documentClass).map((field) => [field.key, field]));
  for (const [key, member] of Object.entries(value)) {
    const of = fields.get(key)?.shape;
    instance[key] = of === undefined ? member : fit(of, member);
  }
  return instance;
}

function fit(of: Shape, value: unknown): unknown {
  switch (of.kind) {
    case 'whole':
      return wholeNumber(value);
    case 'nested':
      return isPlainObject(value) ? instantiate(of.of(), value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => fit(of.of, item)) : value;
    case 'map':
      return isPlainObject(value)
        ? new Map(Object.entries(value).map(([key, item]) => [key, fit(of.of, item)]))
        : value;
    case 'one-of': {
      const chosen = isPlainObject(value) ? kindOf(of, value) : undefined;
      return chosen === undefined ? value : instantiate(chosen, value as Record<string, unknown>);
    }
    case 'either': {
      const alternative = alternativeOf(of, value);
      return alternative === undefined ? value : fit(alternative, value);
    }
    default:
      return value;
  }
}

function wholeNumber(value: unknown): unknown {
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function kindOf(of: OneOfShape, value: Readonly<Record<string, unknown>>): DocumentClass | undefined {
  if (of.by !== undefined) {
    const kind = value[of.by];
    return typeof kind === 'string' && Object.hasOwn(of.kinds, kind) ? of.kinds[kind]!() : undefined;
  }
  const present = Object.keys(of.kinds).filter((key) => Object.hasOwn(value, key));
  if (present.length === 1) return of.kinds[present[0]!]!();
  // A key that tells one kind may be an ordinary key of another: the kind that knows all of them is meant.
  const knowing = present.filter((key) => {
    const known = fieldsOf(of.kinds[key]!()).map((field) => field.key);
    return present.every((other) => known.includes(other));
  });
  return knowing.length === 1 ? of.kinds[knowing[0]!]!() : undefined;
}
