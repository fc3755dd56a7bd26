import type { FieldKind } from './catalogue/field.js';
import { factInvalid } from './fact-errors.js';
import { factShapeOf, type ObjectShape, recordShapeOf } from './fact-shape.js';
import type { NewFact } from './fact.js';
import { checkObject, type Problems } from './field-check.js';
import { canonicalJson } from './json/canonical-json.js';
import { checkRule } from './payload-rules.js';

/**
 * The canonical text of a fact: RFC 8785 over the flat object of envelope and payload. It is made here, once, when the
 * fact is recorded; the ledger hashes, keeps and exports these bytes, and no hash is ever over a re-serialisation.
 *
 * The shape of the type is known, so the keys are written in their canonical order without sorting. That the text is
 * what `canonicalJson` would write is shown by a property test over every type.
 *
 * @param recordedAt the canonical UTC instant at which the ledger takes the fact.
 * @throws TallyError `fact-invalid`: a fact that was not made by `newFact` is checked all the same, since nothing that
 * is recorded can be changed afterwards.
 */
export function canonicalFactText(agreement: string, fact: NewFact, recordedAt: string): string {
  const shape = factShapeOf(fact.type);
  if (shape === undefined) throw factInvalid(`There is no fact type ${JSON.stringify(fact.type)}`, []);
  const values: Record<string, unknown> = { ...fact, agreement, recordedAt };
  const problems: Problems = [];
  checkObject(shape, values, '', problems);
  for (const rule of shape.rules) checkRule(rule, values, problems);
  if (values['schema'] !== shape.schema) {
    problems.push({ place: 'schema', problem: 'It is not the current one.', mend: `Write ${shape.schema}.` });
  }
  if (problems.length > 0) throw factInvalid(`The ${fact.type} cannot be recorded`, problems);
  return writeObject(shape, values);
}

function writeObject(shape: ObjectShape, values: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const { name, label, value: kind } of shape.members) {
    const value = values[name];
    if (value !== undefined) text += (text === '' ? '{' : ',') + label + writeValue(kind, value);
  }
  return text === '' ? '{}' : `${text}}`;
}

function writeValue(kind: FieldKind, value: unknown): string {
  switch (kind.kind) {
    case 'text':
      return JSON.stringify(value);
    case 'whole-number':
    case 'boolean':
      return String(value);
    case 'record':
      return writeObject(recordShapeOf(kind.fields), value as Record<string, unknown>);
    case 'list':
      return `[${(value as readonly unknown[]).map((item) => writeValue(kind.of, item)).join(',')}]`;
    case 'document':
      return canonicalJson(value);
    default:
      // The closed forms (words, instants, dates, decimals, digests, UUIDs) have no character that JSON escapes.
      return `"${value as string}"`;
  }
}
