import {
  isPlainObject,
  joinPath,
  mendUnknownName,
  type PlainObject,
  type PlainValue,
  type ShapeProblem,
} from '@tallystick/documents';
import { parseLocalDate } from '@tallystick/quantities';
import {
  type ClauseList,
  clauseLists,
  clausesIn,
  isClauseList,
  type ListedClause,
  nameKeyOf,
  nameOf,
} from './clause-lists.js';

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
    const changed = clausesIn(change, key);
    const removed = listAt(remove, key).filter((name) => typeof name === 'string');
    if (changed.length === 0 && removed.length === 0) continue;
    const before = clausesIn(document, key).map(({ clause }) => clause);
    const kept = removeClauses(key, before, removed, changed, problems);
    const after = replaceClauses(key, kept, changed, origins, problems);
    // Earn-back is one clause or several; where none is left there is no earn-back.
    if (after.length === 0 && key === 'earnBack') delete result[key];
    else result[key] = after;
  }
  checkRestarts(objectAt(amendment, 'restartHistory'), result, problems);
  return { document: result, problems, origin: (path) => originOf(path, origins) };
}

function objectAt(value: PlainObject, key: string): PlainObject {
  const member = value[key];
  return isPlainObject(member) ? member : {};
}

function listAt(value: PlainObject, key: string): readonly PlainValue[] {
  const member = value[key];
  return Array.isArray(member) ? (member as readonly PlainValue[]) : [];
}

function removeClauses(
  list: ClauseList,
  clauses: readonly PlainValue[],
  removed: readonly string[],
  changed: readonly ListedClause[],
  problems: ShapeProblem[],
): readonly PlainValue[] {
  const names = clauses.map((clause) => nameOf(list, clause) ?? '');
  removed.forEach((name, index) => {
    const path = joinPath(`remove.${list}`, index);
    if (!names.includes(name)) {
      const problem = `The terms it amends have no \`${name}\` among their ${list}.`;
      problems.push({ path, problem, mend: mendUnknownName(name, names, nameKeyOf(list)) });
    } else if (removed.indexOf(name) < index) {
      problems.push({ path, problem: `\`${name}\` stands twice.`, mend: 'Keep one of the two.' });
    } else if (changed.some(({ clause }) => nameOf(list, clause) === name)) {
      const problem = `\`${name}\` is changed and removed.`;
      problems.push({ path, problem, mend: 'Keep one of the two.' });
    }
  });
  return clauses.filter((clause) => !removed.includes(nameOf(list, clause) ?? ''));
}

function replaceClauses(
  list: ClauseList,
  clauses: readonly PlainValue[],
  changed: readonly ListedClause[],
  origins: Map<string, string>,
  problems: ShapeProblem[],
): readonly PlainValue[] {
  const result = [...clauses];
  const written = new Set<string>();
  for (const { clause, index } of changed) {
    const name = nameOf(list, clause);
    const path = index === undefined ? `change.${list}` : joinPath(`change.${list}`, index);
    if (name !== undefined && written.has(name)) {
      problems.push({
        path: `${path}.${nameKeyOf(list)}`,
        problem: `The ${nameKeyOf(list)} \`${name}\` stands twice in the amendment.`,
        mend: 'Write each clause once.',
      });
      continue;
    }
    if (name !== undefined) written.add(name);
    const found = name === undefined ? -1 : result.findIndex((other) => nameOf(list, other) === name);
    const at = found < 0 ? result.length : found;
    result[at] = clause;
    origins.set(joinPath(list, at), path);
  }
  return result;
}

/** Only clauses that are there have a history that can start afresh. */
function checkRestarts(restarts: PlainObject, after: PlainObject, problems: ShapeProblem[]): void {
  const namesIn = (list: ClauseList) =>
    clausesIn(after, list).map(({ clause }) => nameOf(list, clause) ?? '');
  const known = { serviceLevels: namesIn('serviceLevels'), exit: namesIn('exit') };
  for (const list of ['serviceLevels', 'exit'] as const) {
    const names = listAt(restarts, list).filter((name) => typeof name === 'string');
    const other = list === 'exit' ? 'serviceLevels' : 'exit';
    names.forEach((name, index) => {
      const path = joinPath(`restartHistory.${list}`, index);
      if (!known[list].includes(name)) {
        const problem = `The terms that it leads to have no \`${name}\` among their ${list}.`;
        problems.push({ path, problem, mend: mendUnknownName(name, known[list], 'id') });
      } else if (names.indexOf(name) < index) {
        problems.push({ path, problem: `\`${name}\` stands twice.`, mend: 'Keep one of the two.' });
      } else if (known[other].includes(name)) {
        const problem = `A service level and an exit clause are both called \`${name}\`.`;
        problems.push({
          path,
          problem,
          mend: 'Give one of them another id before its history starts afresh.',
        });
      }
    });
  }
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
