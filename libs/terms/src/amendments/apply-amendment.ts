import {
  isPlainObject,
  joinPath,
  mendUnknownName,
  type PlainObject,
  type PlainValue,
  type ShapeProblem,
} from '@tallystick/documents';
import { parseLocalDate } from '@tallystick/quantities';

/** The lists whose clauses are replaced whole by their id. */
export const clauseLists = ['charges', 'calendars', 'clocks', 'serviceLevels', 'exit'] as const;
type ClauseList = (typeof clauseLists)[number];

export interface AppliedAmendment {
  /** The terms document that the amendment leads to. */
  readonly document: PlainObject;
  /** What does not fit; paths are of the amendment's document. */
  readonly problems: readonly ShapeProblem[];
  /** For a path of the resulting document: where the amendment wrote it, if it did. */
  readonly origin: (path: string) => string | undefined;
}

/** Puts an amendment's clauses in place of those of their id, and takes out those it removes. */
export function applyAmendment(document: PlainObject, amendment: PlainObject): AppliedAmendment {
  const problems: ShapeProblem[] = [];
  const origins = new Map<string, string>();
  const result: Record<string, PlainValue> = { ...document };
  const change = objectAt(amendment, 'change');
  const remove = objectAt(amendment, 'remove');
  for (const [key, value] of Object.entries(change)) {
    origins.set(key, `change.${key}`);
    if (isClauseList(key)) continue;
    if (key === 'term' || key === 'parties') {
      if (key === 'term') checkExtension(document, objectAt(change, key), problems);
      result[key] = { ...objectAt(document, key), ...objectAt(change, key) };
    } else {
      result[key] = value;
    }
  }
  for (const key of clauseLists) {
    const changed = listAt(change, key);
    const removed = listAt(remove, key).filter((id) => typeof id === 'string');
    if (changed.length === 0 && removed.length === 0) continue;
    const kept = removeClauses(key, listAt(document, key), removed, changed, problems);
    result[key] = replaceClauses(key, kept, changed, origins, problems);
  }
  return { document: result, problems, origin: (path) => originOf(path, origins) };
}

function isClauseList(key: string): key is ClauseList {
  return (clauseLists as readonly string[]).includes(key);
}

function objectAt(value: PlainObject, key: string): PlainObject {
  const member = value[key];
  return isPlainObject(member) ? member : {};
}

function listAt(value: PlainObject, key: string): readonly PlainValue[] {
  const member = value[key];
  return Array.isArray(member) ? (member as readonly PlainValue[]) : [];
}

/** The ids are texts: the amendment's and the document's shapes have been checked. */
function idOf(clause: PlainValue): string | undefined {
  const id = isPlainObject(clause) ? clause['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function removeClauses(
  key: ClauseList,
  clauses: readonly PlainValue[],
  removed: readonly string[],
  changed: readonly PlainValue[],
  problems: ShapeProblem[],
): readonly PlainValue[] {
  const ids = clauses.map((clause) => idOf(clause) ?? '');
  removed.forEach((id, index) => {
    const path = joinPath(`remove.${key}`, index);
    if (!ids.includes(id)) {
      const problem = `The terms it amends have no \`${id}\` among their ${key}.`;
      problems.push({ path, problem, mend: mendUnknownName(id, ids, 'id') });
    } else if (removed.indexOf(id) < index) {
      problems.push({ path, problem: `\`${id}\` stands twice.`, mend: 'Keep one of the two.' });
    } else if (changed.some((clause) => idOf(clause) === id)) {
      const problem = `\`${id}\` is changed and removed.`;
      problems.push({ path, problem, mend: 'Keep one of the two.' });
    }
  });
  return clauses.filter((clause) => !removed.includes(idOf(clause) ?? ''));
}

function replaceClauses(
  key: ClauseList,
  clauses: readonly PlainValue[],
  changed: readonly PlainValue[],
  origins: Map<string, string>,
  problems: ShapeProblem[],
): readonly PlainValue[] {
  const result = [...clauses];
  changed.forEach((clause, index) => {
    const id = idOf(clause) ?? '';
    const path = joinPath(`change.${key}`, index);
    if (changed.findIndex((other) => idOf(other) === id) < index) {
      problems.push({
        path: `${path}.id`,
        problem: `The id \`${id}\` stands twice in the amendment.`,
        mend: 'Write each clause once.',
      });
      return;
    }
    const found = result.findIndex((other) => idOf(other) === id);
    const at = found < 0 ? result.length : found;
    result[at] = clause;
    origins.set(joinPath(key, at), path);
  });
  return result;
}

/** An end that is brought forward would leave stated periods without terms. */
function checkExtension(document: PlainObject, change: PlainObject, problems: ShapeProblem[]): void {
  const path = 'change.term.to';
  const [before, after] = [objectAt(document, 'term')['to'], change['to']];
  if (typeof after !== 'string') return;
  if (before === undefined) {
    problems.push({
      path,
      problem: 'The term has no end, so it cannot be extended.',
      mend: 'Leave `term` out.',
    });
  } else if (typeof before === 'string' && parseLocalDate(after) <= parseLocalDate(before)) {
    problems.push({
      path,
      problem: `The term runs until ${before} already; it can be extended, not cut short.`,
      mend: `Write a later day than ${before}.`,
    });
  }
}

function originOf(path: string, origins: ReadonlyMap<string, string>): string | undefined {
  let best: string | undefined;
  for (const key of origins.keys()) {
    const rest = path.slice(key.length);
    const below = path.startsWith(key) && (rest === '' || rest.startsWith('.') || rest.startsWith('['));
    if (below && (best === undefined || key.length > best.length)) best = key;
  }
  // A list as a whole has no place in the amendment, only the clauses that it wrote.
  if (best === undefined || (isClauseList(best) && path !== best)) return undefined;
  return `${origins.get(best)!}${path.slice(best.length)}`;
}
