import { isPlainObject, joinPath, type PlainObject, type PlainValue } from '@tallystick/documents';
import { compareText } from '@tallystick/quantities';
import { type ClauseList, clauseLists, clausesIn, isClauseList, nameOf } from '../amendments/clause-lists.js';
import type { Terms } from '../model/terms.js';

/** One place in which two versions of a clause differ. A value that one of them does not have is absent. */
export interface ValueDifference {
  /** The path within the clause, e.g. `target.atLeast`; of the agreement's own keys, the key. */
  readonly path: string;
  readonly before: PlainValue | undefined;
  readonly after: PlainValue | undefined;
}

/** One clause that is not the same in two versions of the terms. */
export interface ClauseDifference {
  /** The list that the clause stands in, or `agreement` for what stands beside the lists. */
  readonly list: ClauseList | 'agreement';
  /** The id of the clause, of a responsibility its area; of the agreement, its id. */
  readonly id: string;
  /** Where the clause stands on paper: in the later version, or where it is removed in the earlier one. */
  readonly clause: string | undefined;
  readonly kind: 'added' | 'removed' | 'changed';
  /** For a changed clause: what differs, by path, whatever the order in which a file or the ledger has the keys. */
  readonly values: readonly ValueDifference[];
}

/** What differs between two versions of the terms as they are written, clause by clause. */
export function diffTerms(before: Terms, after: Terms): readonly ClauseDifference[] {
  const frame = diffFrame(before, after);
  const lists = clauseLists.flatMap((list) => diffList(list, before.document, after.document));
  return [...frame, ...lists];
}

function diffFrame(before: Terms, after: Terms): readonly ClauseDifference[] {
  const frameOf = (document: PlainObject): PlainObject =>
    Object.fromEntries(Object.entries(document).filter(([key]) => !isClauseList(key)));
  const values = diffValues(frameOf(before.document), frameOf(after.document), '');
  if (values.length === 0) return [];
  return [{ list: 'agreement', id: after.agreement, clause: undefined, kind: 'changed', values }];
}

function diffList(list: ClauseList, before: PlainObject, after: PlainObject): readonly ClauseDifference[] {
  const [old, current] = [clausesByName(before, list), clausesByName(after, list)];
  const differences: ClauseDifference[] = [];
  for (const [id, clause] of old) {
    const next = current.get(id);
    if (next === undefined) {
      differences.push({ list, id, clause: textOf(clause['clause']), kind: 'removed', values: [] });
      continue;
    }
    const values = diffValues(clause, next, '');
    if (values.length > 0) {
      differences.push({ list, id, clause: textOf(next['clause']), kind: 'changed', values });
    }
  }
  for (const [id, clause] of current) {
    if (!old.has(id)) {
      differences.push({ list, id, clause: textOf(clause['clause']), kind: 'added', values: [] });
    }
  }
  return differences;
}

function clausesByName(document: PlainObject, list: ClauseList): ReadonlyMap<string, PlainObject> {
  const clauses = new Map<string, PlainObject>();
  for (const { clause } of clausesIn(document, list)) {
    const name = nameOf(list, clause);
    if (name !== undefined) clauses.set(name, clause as PlainObject);
  }
  return clauses;
}

function textOf(value: PlainValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Lists of one length are compared item by item; where items came or went, a list is one value. */
function diffValues(
  before: PlainValue | undefined,
  after: PlainValue | undefined,
  path: string,
): readonly ValueDifference[] {
  if (before === after) return [];
  if (isPlainObject(before) && isPlainObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    return keys.flatMap((key) => diffValues(before[key], after[key], joinPath(path, key)));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, current] = [before as readonly PlainValue[], after as readonly PlainValue[]];
    if (old.length === current.length) {
      return old.flatMap((item, index) => diffValues(item, current[index], joinPath(path, index)));
    }
  }
  return [{ path, before: inOrder(before), after: inOrder(after) }];
}

/** The same value with the keys of its objects in the order of their names. */
function inOrder<Value extends PlainValue | undefined>(value: Value): Value;
function inOrder(value: PlainValue | undefined): PlainValue | undefined {
  if (Array.isArray(value)) return value.map((item: PlainValue) => inOrder(item));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, inOrder(member)]));
}
