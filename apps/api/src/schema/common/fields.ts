import { Extensions, Field, type ReturnTypeFunc } from '@nestjs/graphql';

export interface FieldOptions {
  /** The name in the schema where it is not that of the property: the property keeps the name that the data has. */
  readonly name?: string;
  /** Turns what the data holds into what the schema says, e.g. a record into a list. */
  readonly from?: (value: never) => unknown;
  readonly complexity?: number;
  /** How many items a list usually has, for the cost of a query; absent: ten. */
  readonly rows?: number;
}

/** A field as declared, for `present`. */
export interface DeclaredField {
  readonly property: string;
  readonly type: ReturnTypeFunc;
  readonly from: ((value: never) => unknown) | undefined;
}

const declared = new Map<object, DeclaredField[]>();

/** A field that always has a value. */
export function Has(type: ReturnTypeFunc, description: string, options: FieldOptions = {}) {
  return declare(type, type, description, false, options);
}

/** A field that may be null; the description says when. */
export function MayHave(type: ReturnTypeFunc, description: string, options: FieldOptions = {}) {
  return declare(type, type, description, true, options);
}

/** A list, which may be empty; its items never are null. */
export function HasMany(type: ReturnTypeFunc, description: string, options: FieldOptions = {}) {
  return declare(type, () => [type() as never], description, false, options);
}

/** A list, or null; the description says what null means. */
export function MayHaveMany(type: ReturnTypeFunc, description: string, options: FieldOptions = {}) {
  return declare(type, () => [type() as never], description, true, options);
}

function declare(
  type: ReturnTypeFunc,
  schemaType: ReturnTypeFunc,
  description: string,
  nullable: boolean,
  { name, from, complexity, rows }: FieldOptions,
): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, { property: String(property), type, from });
    Field(schemaType, {
      description,
      nullable,
      ...(name !== undefined && { name }),
      ...(complexity !== undefined && { complexity }),
    })(prototype, property);
    if (rows !== undefined) Extensions({ rows })(prototype, property);
  };
}

/** The type of a field that is handed on as it is. */
const keptType = Symbol('kept as it is');

/** What a resolver needs of the data, and the schema does not show. */
export function Kept(): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, { property: String(property), type: () => keptType as never, from: undefined });
  };
}

function remember(prototype: object, field: DeclaredField): void {
  declared.set(prototype, [...(declared.get(prototype) ?? []), field]);
}

/** The fields of a class and of those that it extends. */
export function declaredFields(prototype: object): readonly DeclaredField[] {
  const parent = Object.getPrototypeOf(prototype) as object | null;
  const inherited = parent === null || parent === Object.prototype ? [] : declaredFields(parent);
  return [...inherited, ...(declared.get(prototype) ?? [])];
}
