import { compareText } from '@tallystick/quantities';
import { declarationOf, type FactType, factTypes } from './catalogue/catalogue.js';
import type { FieldKind, FieldSet, PayloadRule } from './catalogue/field.js';
import { envelopeFields } from './envelope.js';

/** One key of a fact, ready for the writer. */
interface ShapeMember {
  readonly name: string;
  /** `"name":`, as it stands in canonical text. */
  readonly label: string;
  readonly value: FieldKind;
  readonly required: boolean;
  readonly meaning: string;
}

/** The members of an object in canonical order: by UTF-16 units, as RFC 8785 orders keys. */
export interface ObjectShape {
  readonly members: readonly ShapeMember[];
  readonly names: ReadonlySet<string>;
}

/** What a whole fact of one type looks like: envelope and payload side by side. */
export interface FactShape extends ObjectShape {
  readonly schema: number;
  /** Whether a field holds a whole document, whose keys only `canonicalJson` can order. */
  readonly hasDocument: boolean;
  readonly rules: readonly PayloadRule[];
}

function objectShape(fields: FieldSet): ObjectShape {
  const names = Object.keys(fields).sort(compareText);
  return {
    members: names.map((name) => ({ name, label: `${JSON.stringify(name)}:`, ...fields[name]! })),
    names: new Set(names),
  };
}

function factShape(type: FactType): FactShape {
  const { schema, fields, rules } = declarationOf(type);
  const hasDocument = Object.values(fields).some(({ value }) => value.kind === 'document');
  return { ...objectShape({ ...fields, ...envelopeFields }), schema, hasDocument, rules };
}

const factShapes: ReadonlyMap<string, FactShape> = new Map(factTypes.map((type) => [type, factShape(type)]));

/** The shape of a type, or undefined where the catalogue does not have it. */
export function factShapeOf(type: string): FactShape | undefined {
  return factShapes.get(type);
}

const recordShapes = new WeakMap<FieldSet, ObjectShape>();

/** The shape of a record kind's fields. */
export function recordShapeOf(fields: FieldSet): ObjectShape {
  let shape = recordShapes.get(fields);
  if (shape === undefined) {
    shape = objectShape(fields);
    recordShapes.set(fields, shape);
  }
  return shape;
}
