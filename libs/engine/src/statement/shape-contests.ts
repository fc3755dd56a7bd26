import type { ContestAtStake } from '../contests/money-at-stake.js';
import type { OpenContest } from './statement.js';
import type { MoneyForm } from './texts.js';

/** The contests that are open, in the order in which they were raised. */
export function shapeContests(contests: readonly ContestAtStake[], money: MoneyForm): OpenContest[] {
  return contests.map(({ contest, atStake }) => ({
    fact: contest.factId,
    ticket: contest.subject?.ticket ?? null,
    contestedBy: contest.contestedBy,
    facts: contest.factIds,
    atStake: atStake === undefined ? null : money.text(atStake),
  }));
}
