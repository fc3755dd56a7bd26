import { invariant } from '@tallystick/errors';
import { declaredFields, type DeclaredField } from './fields.js';
import { Money } from './money.js';
import { type ClassOf, unionAt } from './union.js';

/**
 * Whose figures these are: every part of what is presented knows it, so that a clause or a fact that the part names
 * only by its id can be looked up without going back to the whole.
 */
export interface Provenance {
  readonly agreement: string;
  /** The currency of every amount in it. */
  readonly currency: string;
  /** The last position known; terms and facts beyond it do not exist for it. */
  readonly knownAt: number;
  /** The digest of the terms that govern it where a part does not name another. */
  readonly termsDigest: string | undefined;
}

const provenanceKey = Symbol('provenance');

/**
 * Data of the engine in the shape that a class declares: only declared fields, amounts with their currency, and the
 * provenance in every object. What it gives is plain data that default resolvers read.
 *
 * @param type the class with `@Has`, `@MayHave`, `@HasMany` fields.
 */
export function present<T extends object>(type: ClassOf<T>, data: object, provenance: Provenance): T {
  return presentObject(fieldsOf(type), data as Record<string, unknown>, provenance) as T;
}

/** @throws TallyError `internal-invariant` for what `present` did not make. */
export function provenanceOf(part: object): Provenance {
  const provenance = (part as { readonly [provenanceKey]?: Provenance })[provenanceKey];
  invariant(provenance !== undefined, 'a part that names facts or clauses was presented with its provenance');
  return provenance;
}

interface PlannedField extends DeclaredField {
  /** The type as declared, found once: declarations may refer to classes that are defined later. */
  resolved: unknown;
}

const plans = new Map<ClassOf, readonly PlannedField[]>();

function fieldsOf(type: ClassOf): readonly PlannedField[] {
  let plan = plans.get(type);
  if (plan === undefined) {
    plan = declaredFields(type.prototype as object).map((field) => ({
      ...field,
      resolved: field.type() as unknown,
    }));
    plans.set(type, plan);
  }
  return plan;
}

function presentObject(
  fields: readonly PlannedField[],
  data: Readonly<Record<string, unknown>>,
  provenance: Provenance,
): object {
  const own = ownProvenance(data, provenance);
  const presented: Record<string | symbol, unknown> = { [provenanceKey]: own };
  for (const { property, resolved, from } of fields) {
    const stated = data[property];
    const value = from === undefined ? stated : from(stated as never);
    presented[property] = presentValue(resolved, value, own);
  }
  return presented;
}

/** A part that names the version of the terms that it stands on is of that version, with all its parts. */
function ownProvenance(data: Readonly<Record<string, unknown>>, provenance: Provenance): Provenance {
  const operands = data['operands'] as { readonly termsDigest?: unknown } | undefined;
  const termsDigest = data['termsDigest'] ?? operands?.termsDigest;
  return typeof termsDigest === 'string' && termsDigest !== provenance.termsDigest
    ? { ...provenance, termsDigest }
    : provenance;
}

function presentValue(type: unknown, value: unknown, provenance: Provenance): unknown {
  if (value === null || value === undefined) return null;
  if (typeof type === 'symbol' && unionAt(type) === undefined) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => presentValue(type, item, provenance));
  if (type === Money) {
    return typeof value === 'string' ? { amount: value, currency: provenance.currency } : value;
  }
  if (typeof value !== 'object') return value;
  const data = value as Readonly<Record<string, unknown>>;
  const union = unionAt(type);
  if (union !== undefined) {
    const word = data[union.by];
    const member = union.classes[String(word)];
    invariant(member !== undefined, 'every kind of a union has a type');
    // The word stays: by it the answer tells which of the types it is.
    return Object.assign(presentObject(fieldsOf(member), data, provenance), { [union.by]: word });
  }
  // Scalars such as JSON objects are no classes with fields; what they hold stays as it is.
  return typeof type === 'function' ? presentObject(fieldsOf(type as ClassOf), data, provenance) : value;
}
