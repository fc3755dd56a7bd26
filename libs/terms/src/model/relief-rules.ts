import type { Offset } from './schedule.js';

/** How relief is claimed and decided (design 3, "relief"; the life of a claim). */
export interface ReliefRules {
  readonly clause: string | undefined;
  /** How long after the provider became aware notice must be given. Absent: no limit. */
  readonly claimWithin: Offset | undefined;
  /** What an out-of-time claim is worth: nothing whatever is decided, or what is granted. Default `barred`. */
  readonly outOfTime: 'barred' | 'may-be-granted';
  /** Whose grant counts. `both`: one of each party. Default `client`. */
  readonly decidedBy: 'client' | 'provider' | 'both';
  /** A claim that nobody decided for so long counts as decided so. Absent: it stays claimed. */
  readonly undecided: { readonly after: Offset; readonly counts: 'granted' | 'refused' } | undefined;
}
