/**
 * What a document holds once it is read: objects, lists, texts, booleans and empty values. There are no numbers: a
 * number stays the text it was written as (`99.9`, `18500.00`), so that no figure ever passes through a float.
 */
export type PlainValue = string | boolean | null | readonly PlainValue[] | PlainObject;
export interface PlainObject {
  readonly [key: string]: PlainValue;
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names that every JavaScript object answers to; as keys of a document they could be mistaken for these. */
export function isReservedKey(key: string): boolean {
  return key in Object.prototype;
}

const decimalPattern = /^[-+]?\d+(?:\.\d+)?$/;

/** A plain decimal such as `99.9`, `-3` or `18500.00`: the only way to write a number. */
export function isDecimalText(text: string): boolean {
  return decimalPattern.test(text);
}
