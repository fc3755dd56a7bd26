import { compareText, type EpochSeconds } from '@tallystick/quantities';
import type { Obligation } from '@tallystick/terms';
import type { Occurrence } from './occurrence.js';

/** An occurrence as its schedule makes it, before any fact about it is heard. */
export interface Arising extends Pick<
  Occurrence,
  'key' | 'aboutPeriod' | 'coveredPeriods' | 'ticket' | 'arisesAt' | 'dueAt' | 'factIds'
> {
  readonly obligation: Obligation;
  /** The terms in force when it arose. */
  readonly versionIndex: number;
  /** Further names by which facts may call it: labels of periods and dates. */
  readonly otherNames: readonly string[];
  /** Of a request: when the ticket waited no more for the client, and the fact that says so. */
  readonly left: { readonly at: EpochSeconds; readonly factId: string } | undefined;
}

/** The order in which occurrences of one obligation arose; equal instants by their keys. */
export function inOrderOfArising(a: Arising, b: Arising): number {
  return a.arisesAt - b.arisesAt || compareText(a.key, b.key);
}

/** The key of the nth time that the same thing happens: `INC1`, `INC1#2`. */
export function nthKey(key: string, nth: number): string {
  return nth === 1 ? key : `${key}#${nth}`;
}

/**
 * Each with a key of its own, in the order given. A clause may change what its occurrences are named after (a change
 * requested, then a change finished), so that the same key is owed under each version; the second is called as a
 * second time of it.
 */
export function withKeysOfTheirOwn(arisings: readonly Arising[]): Arising[] {
  const taken = new Set<string>();
  return arisings.map((arising) => {
    let key = arising.key;
    for (let nth = 2; taken.has(key); nth += 1) key = nthKey(arising.key, nth);
    taken.add(key);
    return key === arising.key ? arising : { ...arising, key };
  });
}
