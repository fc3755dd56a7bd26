import type { Contest } from '../timeline/index.js';
import type { OpenContest } from './statement.js';

/** The contests that are open, in the order in which their last fact was recorded. */
export function shapeContests(contests: readonly Contest[]): OpenContest[] {
  return contests
    .filter((contest) => contest.status === 'open')
    .sort((a, b) => a.lastPosition - b.lastPosition)
    .map((contest) => ({
      fact: contest.factId,
      ticket: contest.subject?.ticket ?? null,
      contestedBy: contest.contestedBy,
      facts: contest.factIds,
      atStake: null,
    }));
}
