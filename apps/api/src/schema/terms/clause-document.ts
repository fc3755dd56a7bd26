/** The clause with an id, wherever in a terms document it stands; undefined where none has it. */
export function clauseDocument(document: object, id: string): object | undefined {
  for (const [key, value] of Object.entries(document) as [string, unknown][]) {
    // What stands alone, such as the rules of credits or relief, goes by its key.
    if (key === id && isObject(value)) return value;
    const clauses = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? nestedLists(value) : [];
    const found = clauses.find((clause) => isObject(clause) && (clause['id'] ?? clause['area']) === id);
    if (isObject(found)) return found;
  }
  return undefined;
}

/** Clauses that stand inside another, such as the caps of the credit rules. */
function nestedLists(value: Readonly<Record<string, unknown>>): unknown[] {
  return Object.values(value).filter(Array.isArray).flat();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
