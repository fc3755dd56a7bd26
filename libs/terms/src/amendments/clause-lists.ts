import { isPlainObject, type PlainObject, type PlainValue } from '@tallystick/documents';

/** The lists whose clauses are replaced whole by their name, in the order of a terms document. */
export const clauseLists = [
  'charges',
  'calendars',
  'clocks',
  'serviceLevels',
  'obligations',
  'reviews',
  'escalation',
  'earnBack',
  'exit',
  'responsibilities',
] as const;
export type ClauseList = (typeof clauseLists)[number];

export function isClauseList(key: string): key is ClauseList {
  return (clauseLists as readonly string[]).includes(key);
}

/** The key that names the clauses of a list. */
export function nameKeyOf(list: ClauseList): 'id' | 'area' {
  return list === 'responsibilities' ? 'area' : 'id';
}

/** The name of a clause of a list; nothing where its shape has errors. */
export function nameOf(list: ClauseList, clause: PlainValue): string | undefined {
  const name = isPlainObject(clause) ? clause[nameKeyOf(list)] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A clause of a list, and where it stands in it: at an index, or alone. */
export interface ListedClause {
  readonly clause: PlainValue;
  readonly index: number | undefined;
}

/** What a clause of earn-back is called that stands alone. */
const aloneName = 'earn-back';

/** The clauses of a list as a document writes them. `earnBack` may hold one clause alone; it has the name it would have by default. */
export function clausesIn(document: PlainObject, list: ClauseList): readonly ListedClause[] {
  const value = document[list];
  if (Array.isArray(value)) {
    return (value as readonly PlainValue[]).map((clause, index) => ({ clause, index }));
  }
  if (list !== 'earnBack' || !isPlainObject(value)) return [];
  return [{ clause: { id: aloneName, ...value }, index: undefined }];
}
