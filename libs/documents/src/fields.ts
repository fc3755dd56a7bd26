import { Allow, ValidateBy, ValidateIf } from 'class-validator';
import { fieldProblems, notYetMend, notYetProblem } from './check-shape.js';
import { type ClassReference, type DocumentClass, type Shape, shape } from './shapes.js';

/** What a field's decorator says of it. */
export interface FieldOptions {
  /** One or two sentences for the reference page and the JSON Schema. */
  readonly meaning: string;
  /** A field is required unless this is set. */
  readonly optional?: boolean;
  /** For the reference: what holds where an optional field is left out. */
  readonly default?: string;
}

/** One declared key of a class. */
export interface FieldDeclaration {
  readonly key: string;
  /** Absent: writing the key is an error that `refusal` tells. */
  readonly shape: Shape | undefined;
  readonly refusal: { readonly problem: string; readonly mend: string } | undefined;
  readonly meaning: string;
  readonly required: boolean;
  readonly default: string | undefined;
}

const declaredFields = new WeakMap<object, FieldDeclaration[]>();

/** The declared keys of a class in the order they are written, those of its base classes first. */
export function fieldsOf(documentClass: DocumentClass): readonly FieldDeclaration[] {
  const fields: FieldDeclaration[] = [];
  for (
    let prototype = documentClass.prototype as object | null;
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    fields.unshift(...(declaredFields.get(prototype) ?? []));
  }
  return fields;
}

function declare(prototype: object, field: FieldDeclaration): void {
  const fields = declaredFields.get(prototype) ?? [];
  fields.push(field);
  declaredFields.set(prototype, fields);
}

/** Declares a key of any shape. */
export function Field(of: Shape, options: FieldOptions): PropertyDecorator {
  return (prototype, propertyKey) => {
    const key = String(propertyKey);
    const required = options.optional !== true;
    declare(prototype, {
      key,
      shape: of,
      refusal: undefined,
      meaning: options.meaning,
      required,
      default: options.default,
    });
    if (!required) ValidateIf((_object, value) => value !== undefined)(prototype, propertyKey);
    ValidateBy({
      name: 'declaredShape',
      validator: {
        validate: (value: unknown) => fieldProblems(of, value, '').length === 0,
        defaultMessage: () => `${key} is not as declared`,
      },
    })(prototype, propertyKey);
  };
}

/** Declares a key that belongs to the language but that this version does not evaluate: writing it is an error. */
export function NotYet(meaning: string): PropertyDecorator {
  return (prototype, propertyKey) => {
    const problem = notYetProblem(`\`${String(propertyKey)}\``);
    Refused(meaning, problem, notYetMend)(prototype, propertyKey);
  };
}

/** Declares a key that somebody may well write but that cannot stand here: writing it is an error that says why. */
export function Refused(meaning: string, problem: string, mend: string): PropertyDecorator {
  return (prototype, propertyKey) => {
    declare(prototype, {
      key: String(propertyKey),
      shape: undefined,
      refusal: { problem, mend },
      meaning,
      required: false,
      default: undefined,
    });
    Allow()(prototype, propertyKey);
  };
}

type Options<Of extends (...args: never[]) => unknown> = FieldOptions & NonNullable<Parameters<Of>[0]>;

export const Text = (options: Options<typeof shape.text>) => Field(shape.text(options), options);
export const Choice = (
  values: readonly string[],
  options: FieldOptions & { readonly notYet?: readonly string[] },
) => Field(shape.choice(values, options), options);
export const DecimalNumber = (options: Options<typeof shape.decimal>) =>
  Field(shape.decimal(options), options);
export const WholeNumber = (options: Options<typeof shape.whole>) => Field(shape.whole(options), options);
export const Flag = (options: FieldOptions) => Field(shape.flag(), options);
export const LocalDate = (options: FieldOptions) => Field(shape.localDate(), options);
export const DurationText = (options: FieldOptions) => Field(shape.duration(), options);
export const Nested = (of: ClassReference, options: FieldOptions) => Field(shape.nested(of), options);
export const ListOf = (of: Shape, options: FieldOptions & { readonly min?: number; readonly max?: number }) =>
  Field(shape.list(of, options), options);
export const MapOf = (of: Shape, options: FieldOptions & { readonly min?: number; readonly keys?: RegExp }) =>
  Field(shape.map(of, options), options);
export const OneOf = (options: Options<typeof shape.oneOf>) => Field(shape.oneOf(options), options);
export const Either = (options: Options<typeof shape.either>) => Field(shape.either(options), options);
