import { formatInstant, parseInstant } from '@tallystick/quantities';
import { isTallyError } from '@tallystick/errors';
import type { FieldKind } from './catalogue/field.js';
import { recordShapeOf } from './fact-shape.js';
import { isCanonicalInstant } from './field-check.js';
import { isPlainObject } from './json/json-value.js';

const humanDecimal = /^([+-]?)0*(\d+)(\.\d+)?$/;
const exponent = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/**
 * Brings what a person or another program may write to the canonical form of its kind:
 *
 * - an instant with any offset becomes UTC;
 * - a decimal may be a JSON number, and may have a plus or zeros in front;
 * - text may be a whole number (ticket keys and priorities often are);
 * - digests and UUIDs may have capital letters.
 *
 * What it cannot read is given back as it is, for the check to refuse.
 */
export function normaliseField(kind: FieldKind, value: unknown): unknown {
  switch (kind.kind) {
    case 'text':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : value;
    case 'decimal':
      return normaliseDecimal(value);
    case 'instant':
      return typeof value === 'string' ? normaliseInstant(value) : value;
    case 'digest':
    case 'uuid':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'list':
      return Array.isArray(value) ? Array.from(value, (item) => normaliseField(kind.of, item)) : value;
    case 'record':
      return isPlainObject(value) ? normaliseObject(kind, value) : value;
    default:
      return value;
  }
}

function normaliseObject(
  kind: Extract<FieldKind, { kind: 'record' }>,
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const normalised: Record<string, unknown> = { ...value };
  for (const { name, value: member } of recordShapeOf(kind.fields).members) {
    if (normalised[name] !== undefined) normalised[name] = normaliseField(member, normalised[name]);
  }
  return normalised;
}

function normaliseInstant(text: string): string {
  if (isCanonicalInstant(text)) return text;
  // Date.UTC, which parseInstant builds on, takes the years 0 to 99 for 1900 to 1999.
  if (text.startsWith('00')) return text;
  try {
    return formatInstant(parseInstant(text));
  } catch (error) {
    if (isTallyError(error)) return text;
    throw error;
  }
}

function normaliseDecimal(value: unknown): unknown {
  const text = typeof value === 'number' ? plainDecimal(value) : value;
  const match = typeof text === 'string' ? humanDecimal.exec(text) : null;
  if (match === null) return text;
  const [, sign, whole, fraction = ''] = match;
  const digits = `${whole!}${fraction}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** A number as plain decimal text: the digits that ECMAScript prints, without its exponent. */
export function plainDecimal(value: number): string {
  const text = String(value);
  const match = exponent.exec(text);
  if (match === null) return text;
  const [, sign, first, rest = '', power] = match;
  const digits = `${first!}${rest}`;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign!}0.${'0'.repeat(-point)}${digits}`;
  return `${sign!}${digits.padEnd(point, '0')}`;
}
