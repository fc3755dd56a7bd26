import { createUnionType } from '@nestjs/graphql';

export type ClassOf<Instance extends object = object> = abstract new (...args: never[]) => Instance;

export interface DiscriminatedUnion {
  readonly by: string;
  readonly classes: Readonly<Record<string, ClassOf>>;
}

const unions = new Map<unknown, DiscriminatedUnion>();

/** A union of types told apart by a word in the data: `kind` of `tickets` is a `TicketListEvidence`. */
export function unionOf(
  name: string,
  description: string,
  by: string,
  classes: Readonly<Record<string, ClassOf>>,
): object {
  const union: unknown = createUnionType({
    name,
    description,
    types: () => [...new Set(Object.values(classes))] as never,
    resolveType: (value: Readonly<Record<string, unknown>>) => classes[String(value[by])] as never,
  });
  unions.set(union, { by, classes });
  // Nest's declaration calls the reference a value of the union, and its own decorators take it as a type.
  return union as object;
}

/** What tells the types of a union apart, and which they are; undefined where the reference is no union. */
export function unionAt(reference: unknown): DiscriminatedUnion | undefined {
  return unions.get(reference);
}
