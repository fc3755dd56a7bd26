import { pinnedZoneTable } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import { readTerms } from '@tallystick/terms';
import type { Plain } from './plain.js';
import { termsOf, underTerms, type World } from './world.js';

const zones = pinnedZoneTable();

/** So many attempts, after which what is small enough is shown as it is. */
const attemptsAtMost = 1500;

/**
 * A small world that fails as a large one does: facts and clauses are taken out, one after the other, for as long as
 * what is left still loads and still fails.
 */
export function smallestThatFails(world: World, fails: (smaller: World) => boolean): World {
  let attempts = 0;
  const stillFails = (smaller: World): boolean => {
    attempts += 1;
    return attempts <= attemptsAtMost && fails(smaller);
  };
  const withoutFacts = (from: World): World => {
    let smaller = from;
    for (let size = Math.ceil(from.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 1; start < smaller.length;) {
        const shorter = [...smaller.slice(0, start), ...smaller.slice(start + size)];
        if (stillFails(shorter)) smaller = shorter;
        else start += size;
      }
    }
    return smaller;
  };
  const withoutClauses = (from: World): World => {
    let smaller = from;
    for (let removed = true; removed;) {
      removed = false;
      for (const path of pathsOf(termsOf(smaller))) {
        const terms = without(termsOf(smaller), path) as Plain | undefined;
        if (terms === undefined || !loads(terms)) continue;
        const shorter = underTerms(smaller, terms);
        if (!stillFails(shorter)) continue;
        smaller = shorter;
        removed = true;
        break;
      }
    }
    return smaller;
  };
  return withoutClauses(withoutFacts(withoutClauses(withoutFacts(world))));
}

function loads(terms: Plain): boolean {
  try {
    readTerms(JSON.stringify(terms), 'terms.json', zones);
    return true;
  } catch (error) {
    if (error instanceof TallyError) return false;
    throw error;
  }
}

type Path = readonly (string | number)[];

/** Every place in a document, larger ones first. */
function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : Object.entries(value);
  return [
    ...entries.map(([key]) => [key]),
    ...entries.flatMap(([key, member]) => pathsOf(member).map((path) => [key, ...path])),
  ].sort((a, b) => a.length - b.length);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== key)
      : value.map((item: unknown, index) => (index === key ? without(item, rest) : item));
  }
  const entries = Object.entries(value as Plain);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, member]) => [name, name === key ? without(member, rest) : member]),
  );
}
