import type { EpochSeconds } from '@tallystick/quantities';
import type { Obligation } from '@tallystick/terms';
import type { Occurrence } from './occurrence.js';

/** An occurrence as its schedule makes it, before any fact about it is heard. */
export interface Arising extends Pick<
  Occurrence,
  'key' | 'aboutPeriod' | 'ticket' | 'arisesAt' | 'dueAt' | 'factIds'
> {
  readonly obligation: Obligation;
  /** The terms in force when it arose. */
  readonly versionIndex: number;
  /** Further names by which facts may call it: labels of periods and dates. */
  readonly otherNames: readonly string[];
  /** Of a request: when the ticket waited no more for the client, and the fact that says so. */
  readonly left: { readonly at: EpochSeconds; readonly factId: string } | undefined;
}

/** The key of the nth time that the same thing happens: `INC1`, `INC1#2`. */
export function nthKey(key: string, nth: number): string {
  return nth === 1 ? key : `${key}#${nth}`;
}
