/** One step into a JSON value: a key, the nth item, or every item (`[]`). */
export type PathStep = { readonly key: string } | { readonly index: number } | 'each';

export interface ColumnPath {
  /** Where the path starts: the row itself, the item that holds it (`^.`), or the document (`$.`). */
  readonly from: 'row' | 'parent' | 'root';
  readonly steps: readonly PathStep[];
}

const stepPattern = /\.?([^.[\]]+)|\[(\d+)\]|\[\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** Reads `assignee.name`, `tags[0]`, `updates[].at`, `^.id`, `$.page.name`, `["a.b"]`; nothing where it is not a path. */
export function parseColumnPath(text: string): ColumnPath | undefined {
  const from = text.startsWith('^.') ? 'parent' : text.startsWith('$.') ? 'root' : 'row';
  const path = from === 'row' ? text : text.slice(2);
  const steps: PathStep[] = [];
  let at = 0;
  while (at < path.length) {
    stepPattern.lastIndex = at;
    const match = stepPattern.exec(path);
    if (match === null || (at === 0 && path.startsWith('.'))) return undefined;
    const [whole, key, index, quoted] = match;
    if (key !== undefined) steps.push({ key });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (quoted !== undefined) steps.push({ key: quoted.replaceAll(/\\(.)/g, '$1') });
    else steps.push('each');
    at += whole.length;
  }
  return steps.length === 0 ? undefined : { from, steps };
}

/** The values at a path: at most one, unless a step goes into every item of a list. */
export function valuesAt(value: unknown, steps: readonly PathStep[], from = 0): readonly unknown[] {
  let current = value;
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index]!;
    if (step === 'each') {
      if (!Array.isArray(current)) return [];
      return current.flatMap((item: unknown) => valuesAt(item, steps, index + 1));
    }
    if (typeof current !== 'object' || current === null) return [];
    if ('index' in step) {
      if (!Array.isArray(current)) return [];
      current = (current as unknown[])[step.index];
    } else {
      if (!Object.hasOwn(current, step.key)) return [];
      current = (current as Record<string, unknown>)[step.key];
    }
  }
  return current === undefined ? [] : [current];
}
