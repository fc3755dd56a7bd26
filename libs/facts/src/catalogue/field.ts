import type { JsonObject } from '../json/json-value.js';

/**
 * The closed set of field kinds. Each has one canonical written form, checked in `../field-check.ts`; what a person may
 * write instead is normalised in `../field-input.ts`.
 */
export type FieldKind =
  /**
   * Text that is not blank, at most `limit` UTF-16 units; `usual` names the words that most people use. Personal text
   * may also be sealed (`../sealing/sealed-text.ts`); no calculation reads what it says.
   */
  | {
      readonly kind: 'text';
      readonly limit: number;
      readonly usual?: readonly string[];
      readonly personal?: PersonalKind;
    }
  /** One of a closed list of words. */
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  /** An instant in UTC: `2025-03-01T09:00:00Z`, with milliseconds only where they are not zero. */
  | { readonly kind: 'instant' }
  /** A local calendar date: `2025-03-01`. */
  | { readonly kind: 'date' }
  /** An exact decimal, kept as text: `99.95`. */
  | { readonly kind: 'decimal'; readonly range: DecimalRange }
  /** A whole number that JSON and IEEE 754 hold exactly, at least `least`. */
  | { readonly kind: 'whole-number'; readonly least: number }
  | { readonly kind: 'boolean' }
  /** An ISO 4217 currency code: three capital letters. */
  | { readonly kind: 'currency' }
  /** A SHA-256 digest as 64 lower-case hexadecimal digits. */
  | { readonly kind: 'digest' }
  /** A UUID in lower case. */
  | { readonly kind: 'uuid' }
  /** At least one item, at most `most`. */
  | { readonly kind: 'list'; readonly of: FieldKind; readonly most: number }
  /** An object with fields of its own. */
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Field>> }
  /** Any JSON object; the fact keeps it whole and does not look inside. */
  | { readonly kind: 'document' };

/** Whose text it is: the key of a `person`, who it is about; or `words` that somebody wrote, which may name anybody. */
export type PersonalKind = 'person' | 'words';

/** `share` is greater than 0 and at most 1. */
export type DecimalRange = 'any' | 'not-negative' | 'share';

/** One field of a payload: what it may hold, whether it must be there, what it means (for the reference page). */
export interface Field<K extends FieldKind = FieldKind, Required extends boolean = boolean> {
  readonly value: K;
  readonly required: Required;
  readonly meaning: string;
}

/** The type of a field's value in a fact, made from its declaration. */
type FieldValue<K extends FieldKind> = K extends { kind: 'choice'; words: readonly (infer Word)[] }
  ? Word
  : K extends { kind: 'whole-number' }
    ? number
    : K extends { kind: 'boolean' }
      ? boolean
      : K extends { kind: 'list'; of: infer Item extends FieldKind }
        ? readonly FieldValue<Item>[]
        : K extends { kind: 'record'; fields: infer Fields extends FieldSet }
          ? PayloadOf<Fields>
          : K extends { kind: 'document' }
            ? JsonObject
            : string;

export type FieldSet = Readonly<Record<string, Field>>;
type RequiredNames<F extends FieldSet> = {
  [N in keyof F]: F[N]['required'] extends true ? N : never;
}[keyof F];
type Flat<T> = { [N in keyof T]: T[N] };

/** The type of a payload, made from the declaration of its fields. */
export type PayloadOf<F extends FieldSet> = Flat<
  { readonly [N in RequiredNames<F>]: FieldValue<F[N]['value']> } & {
    readonly [N in Exclude<keyof F, RequiredNames<F>>]?: FieldValue<F[N]['value']>;
  }
>;

/** What must hold between the fields of one payload. */
export type PayloadRule =
  /** Exactly one of these groups is there, and whole. */
  | { readonly rule: 'exactly-one-form'; readonly forms: readonly (readonly string[])[] }
  | { readonly rule: 'at-least-one'; readonly of: readonly string[] }
  /** Where both instants are there, `from` is before `until`: intervals are half-open. */
  | { readonly rule: 'interval'; readonly from: string; readonly until: string };

export const factFamilies = [
  'agreement',
  'ticket',
  'change',
  'service',
  'measurement',
  'obligation',
  'project',
  'accountability',
  'relief',
  'money',
  'exit',
  'ledger',
] as const;
export type FactFamily = (typeof factFamilies)[number];

/** One entry of the catalogue. */
export interface FactDeclaration<F extends FieldSet = FieldSet> {
  readonly family: FactFamily;
  /** The current version of the payload; older ones are upcast when they are read. */
  readonly schema: number;
  readonly meaning: string;
  readonly fields: F;
  readonly rules: readonly PayloadRule[];
}

export function required<const K extends FieldKind>(value: K, meaning: string): Field<K, true> {
  return { value, required: true, meaning };
}

export function optional<const K extends FieldKind>(value: K, meaning: string): Field<K, false> {
  return { value, required: false, meaning };
}

/** Makes the function that declares the facts of one family, all at their first schema unless they say otherwise. */
export function declareFamily(family: FactFamily) {
  return function declare<const F extends FieldSet>(
    meaning: string,
    fields: F,
    options: { readonly schema?: number; readonly rules?: readonly PayloadRule[] } = {},
  ): FactDeclaration<F> {
    return { family, schema: options.schema ?? 1, meaning, fields, rules: options.rules ?? [] };
  };
}

/** A key of another system or a short name: a ticket number, a service, a priority. */
export const key = { kind: 'text', limit: 200 } as const;
/** One line for people. */
export const line = { kind: 'text', limit: 1_000 } as const;
/** Free text of several lines. */
export const prose = { kind: 'text', limit: 20_000 } as const;
/** The key of a person, or of a program that acts for one. */
export const person = { kind: 'text', limit: 200, personal: 'person' } as const;
/** One line that somebody wrote, which may name persons. */
export const ownLine = { kind: 'text', limit: 1_000, personal: 'words' } as const;
/** What somebody wrote, over several lines. */
export const ownWords = { kind: 'text', limit: 20_000, personal: 'words' } as const;
/** A party as the terms name it. */
export const party = { kind: 'text', limit: 200, usual: ['client', 'provider'] } as const;
/** The label of a measurement period as statements print it, e.g. `2025-03`. */
export const period = { kind: 'text', limit: 64 } as const;
export const instant = { kind: 'instant' } as const;
export const date = { kind: 'date' } as const;
export const decimal = { kind: 'decimal', range: 'any' } as const;
export const amount = { kind: 'decimal', range: 'not-negative' } as const;
export const share = { kind: 'decimal', range: 'share' } as const;
export const currency = { kind: 'currency' } as const;
export const digest = { kind: 'digest' } as const;
export const uuid = { kind: 'uuid' } as const;
export const truth = { kind: 'boolean' } as const;
export const count = { kind: 'whole-number', least: 0 } as const;
export const version = { kind: 'whole-number', least: 1 } as const;
export const document = { kind: 'document' } as const;
export const keys = { kind: 'list', of: key, most: 10_000 } as const;

export function choice<const W extends readonly string[]>(...words: W) {
  return { kind: 'choice', words } as const;
}

export function usually<const W extends readonly string[]>(...usual: W) {
  return { kind: 'text', limit: 200, usual } as const;
}

export function listOf<const K extends FieldKind>(of: K) {
  return { kind: 'list', of, most: 10_000 } as const;
}

export function record<const F extends FieldSet>(fields: F) {
  return { kind: 'record', fields } as const;
}
