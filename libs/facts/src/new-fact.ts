import type { FactType } from './catalogue/catalogue.js';
import type { FieldKind } from './catalogue/field.js';
import { factProblems } from './fact-check.js';
import { factInvalid } from './fact-errors.js';
import { factShapeOf, type ObjectShape, recordShapeOf } from './fact-shape.js';
import type { NewFact, NewFactFields } from './fact.js';

/** What a new fact does not have yet: the ledger adds both when it records the fact. */
const addedByLedger: ReadonlySet<string> = new Set(['agreement', 'recordedAt']);

/**
 * Makes a fact that is ready to be recorded: of the current schema, checked, frozen, and with its keys in canonical
 * order. Values must have their canonical form already (instants in UTC, decimals as text); `readFactInput` is for
 * those that may not. Fields that are undefined are left out.
 *
 * @throws TallyError `fact-invalid` with every wrong field.
 */
export function newFact<T extends FactType>(type: T, fields: NewFactFields<T>): NewFact<T> {
  const shape = factShapeOf(type);
  if (shape === undefined) throw factInvalid(`There is no fact type ${JSON.stringify(type)}`, []);
  const values: Record<string, unknown> = { ...fields, type, schema: shape.schema };
  const problems = factProblems(shape, values, addedByLedger);
  for (const name of addedByLedger) {
    if (values[name] !== undefined) {
      problems.push({ place: name, problem: 'The ledger sets it.', mend: 'Leave it out.' });
    }
  }
  if (problems.length > 0) throw factInvalid(`The ${type} cannot be made`, problems);
  return orderObject(shape, values) as NewFact<T>;
}

/** A frozen copy with its keys in canonical order and without those that are undefined. */
export function orderObject(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const ordered: Record<string, unknown> = {};
  for (const { name, value: kind } of shape.members) {
    const value = values[name];
    if (value !== undefined) ordered[name] = orderValue(kind, value);
  }
  return Object.freeze(ordered);
}

function orderValue(kind: FieldKind, value: unknown): unknown {
  switch (kind.kind) {
    case 'record':
      return orderObject(recordShapeOf(kind.fields), value as Record<string, unknown>);
    case 'list':
      return Object.freeze((value as readonly unknown[]).map((item) => orderValue(kind.of, item)));
    default:
      return value;
  }
}
