import { joinPath } from '@tallystick/documents';
import type { ClauseNames, Resolution } from '../resolution/resolution.js';

/** Names come first, so that clauses may refer to those that come later. */
export function declareNames(
  list: readonly { readonly id: string }[] | undefined,
  names: ClauseNames<unknown>,
): void {
  for (const { id } of itemsOf(list)) if (typeof id === 'string') names.declare(id);
}

/** The items of a list that are objects at all: its shape may have errors. */
function itemsOf(list: readonly unknown[] | undefined): readonly { readonly id?: unknown }[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item): item is object => typeof item === 'object' && item !== null);
}

interface Naming {
  /** The key that names a clause of the list. */
  readonly key?: string;
  /** The ids that are taken, with where: shared by lists whose ids have to differ. */
  readonly taken?: Map<string, string>;
}

/** Gives each clause of a list its meaning, and its name to `names`; a name that is taken is a problem. */
export function resolveList<Authored extends object, Clause>(
  list: readonly Authored[] | undefined,
  path: string,
  names: ClauseNames<Clause>,
  resolveOne: (authored: Authored, path: string, resolution: Resolution) => Clause | undefined,
  resolution: Resolution,
  { key = 'id', taken = new Map() }: Naming = {},
): void {
  if (!Array.isArray(list)) return;
  list.forEach((authored: Authored, index) => {
    const itemPath = joinPath(path, index);
    const id = typeof authored === 'object' && authored !== null ? memberOf(authored, key) : undefined;
    if (typeof id !== 'string') return;
    const first = taken.get(id);
    if (first !== undefined) {
      resolution.problem(
        `${itemPath}.${key}`,
        `The ${key} \`${id}\` is taken by ${first}.`,
        `Give each clause an ${key} of its own.`,
      );
      return;
    }
    taken.set(id, itemPath);
    names.add(id, resolution.isSound(itemPath) ? resolveOne(authored, itemPath, resolution) : undefined);
  });
}

function memberOf(value: object, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}
