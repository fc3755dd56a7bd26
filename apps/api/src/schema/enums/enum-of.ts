import { registerEnumType } from '@nestjs/graphql';

/** A closed set as GraphQL writes it: `NOT_MEASURED` for what the house calls `not-measured`. */
export type EnumOf<Value extends string> = Readonly<Record<string, Value>>;

/**
 * Registers an enum for a closed set of the house's own words. Inside the server a value stays that word; in the schema
 * it is written in capitals: `not-measured` is `NOT_MEASURED`, `earnBack` is `EARN_BACK`.
 *
 * @param words what each value means, which GraphQL documents; every one of them has to say something.
 */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  words: Readonly<Record<Value, string>>,
): EnumOf<Value> {
  const values = Object.keys(words) as Value[];
  const entries = values.map((value) => [enumName(value), value] as const);
  const reference = Object.fromEntries(entries);
  registerEnumType(reference, {
    name,
    description,
    valuesMap: Object.fromEntries(entries.map(([key, value]) => [key, { description: words[value] }])),
  });
  return reference;
}

/** How GraphQL writes a word of a closed set. */
function enumName(value: string): string {
  return value
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();
}
