/** What the items of a list are called by, the first of these that they have. */
const names = [
  'id',
  'key',
  'ticket',
  'outage',
  'period',
  'fact',
  'area',
  'problem',
  'label',
  'party',
  'value',
] as const;

/**
 * A path into a statement in words: `serviceLevels[2].parts[0].verdict` is `service levels › p1-resolution › parts › 1 ›
 * verdict`, with items of lists by their names where the statement is at hand.
 */
export function wordsOfPath(path: string, statement: unknown): string {
  const words: string[] = [];
  let at: unknown = statement;
  for (const [, key, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (key !== undefined) {
      words.push(spaced(key));
      at = isObject(at) ? at[key] : undefined;
    } else {
      const item: unknown = Array.isArray(at) ? (at as unknown[])[Number(index)] : undefined;
      words.push(nameOf(item) ?? String(Number(index) + 1));
      at = item;
    }
  }
  return words.join(' › ');
}

function nameOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (!isObject(item)) return undefined;
  for (const name of names) {
    const value = item[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** `serviceLevels` as people write it. */
function spaced(key: string): string {
  return key.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
