/** Any value that RFC 8785 can write. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An object of such values. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * How deep arrays and objects may stand in each other. A terms document needs about ten; a limit turns a hostile or
 * circular value into an error with a path instead of an exhausted stack.
 */
export const deepestNesting = 100;

/** True for `{…}` as JSON.parse or a literal makes it; false for arrays, class instances and null. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The path of a member in the house's notation: `lines[2].amount`, or `terms["odd key"]`. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
