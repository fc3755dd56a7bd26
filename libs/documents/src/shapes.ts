/** A class whose decorated fields declare the keys of an object in a document. */
export type DocumentClass<T extends object = object> = new () => T;
/** Classes are named through a function, so that they may name each other whatever their order. */
export type ClassReference = () => DocumentClass;

/**
 * What may stand at one place of a document. One declaration drives the checks, the typed instance, the JSON Schema and
 * the reference page.
 */
export type Shape =
  | TextShape
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly notYet: readonly string[] }
  | { readonly kind: 'decimal'; readonly min: string | undefined; readonly max: string | undefined }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'local-date' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'nested'; readonly of: ClassReference }
  | { readonly kind: 'list'; readonly of: Shape; readonly min: number; readonly max: number }
  | { readonly kind: 'map'; readonly of: Shape; readonly min: number; readonly keys: RegExp | undefined }
  | OneOfShape
  | EitherShape;

export interface TextShape {
  readonly kind: 'text';
  readonly pattern: RegExp | undefined;
  /** What a text of that pattern is called, with its article, e.g. `an id`. */
  readonly called: string;
  /** How it is written, e.g. `p1-resolution`. */
  readonly example: string | undefined;
  readonly maxLength: number;
  /** Whether a number without quotes is an ordinary way to write it. The loader takes one anyway; editors ask. */
  readonly orNumber: boolean;
}

/**
 * An object of one of several closed kinds, told apart by the value of a key (`by: 'kind'`), or, without `by`, by which
 * one of the named keys is there. Of several, the kind is meant that has all of them among its own keys.
 */
export interface OneOfShape {
  readonly kind: 'one-of';
  readonly by: string | undefined;
  readonly kinds: Readonly<Record<string, ClassReference>>;
  /** Kinds that the language knows and this version does not evaluate. */
  readonly notYet: readonly string[];
}

/** A text (or number), a list or an object at the same place, e.g. `P1` or `[P1, P2]`. */
export interface EitherShape {
  readonly kind: 'either';
  readonly text: Shape | undefined;
  readonly list: Shape | undefined;
  readonly object: Shape | undefined;
}

const longestText = 10_000;

/** The shapes, by name. Fields of a class take them through the decorators; lists, maps and alternatives nest them. */
export const shape = {
  text: (
    options: {
      pattern?: RegExp;
      called?: string;
      example?: string;
      maxLength?: number;
      orNumber?: boolean;
    } = {},
  ): TextShape => ({
    kind: 'text',
    pattern: options.pattern,
    called: options.called ?? 'a text',
    example: options.example,
    maxLength: options.maxLength ?? longestText,
    orNumber: options.orNumber ?? false,
  }),
  choice: (values: readonly string[], options: { notYet?: readonly string[] } = {}): Shape => ({
    kind: 'choice',
    values,
    notYet: options.notYet ?? [],
  }),
  /** An exact decimal; the instance holds its text. Bounds are inclusive. */
  decimal: (options: { min?: string; max?: string } = {}): Shape => ({
    kind: 'decimal',
    min: options.min,
    max: options.max,
  }),
  /** A whole number; the instance holds a number. Bounds are inclusive; without `min` it is not negative. */
  whole: (options: { min?: number; max?: number } = {}): Shape => ({
    kind: 'whole',
    min: options.min ?? 0,
    max: options.max ?? Number.MAX_SAFE_INTEGER,
  }),
  flag: (): Shape => ({ kind: 'flag' }),
  localDate: (): Shape => ({ kind: 'local-date' }),
  /** `90m`, `4h`, `8h30m`, `45s`; the instance holds the text. */
  duration: (): Shape => ({ kind: 'duration' }),
  nested: (of: ClassReference): Shape => ({ kind: 'nested', of }),
  /** The instance holds an array. */
  list: (of: Shape, options: { min?: number; max?: number } = {}): Shape => ({
    kind: 'list',
    of,
    min: options.min ?? 0,
    max: options.max ?? 100_000,
  }),
  /** The instance holds a `Map`. */
  map: (of: Shape, options: { min?: number; keys?: RegExp } = {}): Shape => ({
    kind: 'map',
    of,
    min: options.min ?? 0,
    keys: options.keys,
  }),
  oneOf: (options: {
    by?: string;
    kinds: Readonly<Record<string, ClassReference>>;
    notYet?: readonly string[];
  }): OneOfShape => ({
    kind: 'one-of',
    by: options.by,
    kinds: options.kinds,
    notYet: options.notYet ?? [],
  }),
  either: (options: { text?: Shape; list?: Shape; object?: Shape }): EitherShape => ({
    kind: 'either',
    text: options.text,
    list: options.list,
    object: options.object,
  }),
};
