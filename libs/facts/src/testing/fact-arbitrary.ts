import { formatInstant, formatLocalDate, localDateOf } from '@tallystick/quantities';
import fc from 'fast-check';
import { declarationOf, type FactType } from '../catalogue/catalogue.js';
import type { FactDeclaration, FieldKind, FieldSet, PayloadRule } from '../catalogue/field.js';
import { envelopeFields } from '../envelope.js';
import { sealText, subjectKeyBytes } from '../sealing/sealed-text.js';
import { type JsonObject, type JsonValue } from '../json/json-value.js';

/*
 * Facts of every type, made from the catalogue itself, for the property tests of this room: a new type or field is
 * tested from the moment it is declared.
 */

const first = Date.UTC(1990, 0, 1);
const last = Date.UTC(2090, 0, 1);
export const instantText = fc.integer({ min: first, max: last }).map(formatInstant);
/** Also texts with quotation marks, backslashes, control characters and astral characters. */
const wellFormedText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const digits = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const uuidText = fc.uuid();

/** Numbers that canonical JSON accepts. */
const canonicalNumber = fc.oneof(
  fc.maxSafeInteger().map((value) => (Object.is(value, -0) ? 0 : value)),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value))),
);

const jsonKey = fc.oneof(
  fc.constantFrom('a', 'b', 'id', '__proto__', 'constructor', '', '10', '9', '\ud83d\ude00', '\ufb33', 'é'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
/** JSON values that canonical JSON accepts, keys such as `__proto__` and `10` among them. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue; object: JsonObject }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(null, true, false),
      canonicalNumber,
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc
      .uniqueArray(fc.tuple(jsonKey, tie('value')), { maxLength: 5, selector: ([name]) => name })
      .map((entries) => Object.fromEntries(entries)),
  }),
).value;

const jsonObject = fc.dictionary(jsonKey, jsonValue, { maxKeys: 5, noNullPrototype: true });

const plainText = (limit: number) =>
  wellFormedText.filter((text) => text.trim() !== '' && text.length <= limit);

export const subjectKey = fc.uint8Array({ minLength: subjectKeyBytes, maxLength: subjectKeyBytes });
export const sealedText = fc
  .tuple(subjectKey, uuidText, fc.string({ unit: 'binary', maxLength: 300 }))
  .map(([key, subject, text]) => sealText(key, subject, text));

function valueOf(kind: FieldKind): fc.Arbitrary<unknown> {
  switch (kind.kind) {
    case 'text':
      return kind.personal === undefined
        ? plainText(kind.limit)
        : fc.oneof({ weight: 3, arbitrary: plainText(kind.limit) }, sealedText);
    case 'choice':
      return fc.constantFrom(...kind.words);
    case 'instant':
      return instantText;
    case 'date':
      return fc.integer({ min: localDateOf(1990, 1, 1), max: localDateOf(2090, 1, 1) }).map(formatLocalDate);
    case 'decimal':
      if (kind.range === 'share')
        return fc.integer({ min: 1, max: 1000 }).map((share) => (share / 1000).toFixed(3));
      return fc
        .tuple(fc.integer({ min: kind.range === 'any' ? -1_000_000 : 0, max: 1_000_000 }), fc.nat(4))
        .map(([value, places]) => (value === 0 ? '0' : (value / 10 ** places).toFixed(places)));
    case 'whole-number':
      return fc.integer({ min: kind.least, max: Number.MAX_SAFE_INTEGER });
    case 'boolean':
      return fc.boolean();
    case 'currency':
      return fc.constantFrom('GBP', 'EUR', 'USD');
    case 'digest':
      return digits(64);
    case 'uuid':
      return uuidText;
    case 'list':
      return fc.array(valueOf(kind.of), { minLength: 1, maxLength: 4 });
    case 'record':
      return objectOf(kind.fields);
    case 'document':
      return jsonObject;
  }
}

function objectOf(fields: FieldSet): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(fields);
  const values = Object.fromEntries(names.map((name) => [name, valueOf(fields[name]!.value)]));
  return fc.record(values, {
    requiredKeys: names.filter((name) => fields[name]!.required),
    noNullPrototype: true,
  });
}

function obeying(rule: PayloadRule, payload: Record<string, unknown>): Record<string, unknown> {
  const { ...obedient } = payload;
  switch (rule.rule) {
    case 'exactly-one-form': {
      const whole = rule.forms.find((form) => form.every((name) => name in payload)) ?? [];
      for (const name of rule.forms.flat()) if (!whole.includes(name)) delete obedient[name];
      return whole.length > 0 ? obedient : { ...obedient, [rule.forms[0]![0]!]: '1' };
    }
    case 'at-least-one':
      return rule.of.some((name) => name in payload) ? obedient : { ...obedient, [rule.of[0]!]: 'something' };
    case 'interval':
      if (rule.from in payload && rule.until in payload) {
        return { ...obedient, [rule.from]: formatInstant(first - 1), [rule.until]: payload[rule.until] };
      }
      return obedient;
  }
}

/** A valid payload of a type. */
function payloadOf(type: FactType): fc.Arbitrary<Record<string, unknown>> {
  const { fields, rules }: FactDeclaration = declarationOf(type);
  return objectOf(fields).map((payload) =>
    rules.reduce((obedient, rule) => obeying(rule, obedient), payload),
  );
}

/** What `newFact` takes beside the type. */
export function newFactFields(type: FactType): fc.Arbitrary<Record<string, unknown>> {
  const { id, effectiveAt, assertedBy, source } = envelopeFields;
  return fc
    .tuple(payloadOf(type), objectOf({ id, effectiveAt, assertedBy, source }))
    .map(([payload, envelope]) => ({ ...payload, ...envelope }));
}
