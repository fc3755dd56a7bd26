import { Rational } from '@tallystick/quantities';
import type { EarnBack } from '@tallystick/terms';
import type { CreditLineOutcome, PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { CreditState } from '../statement/credits.js';
import { creditKey, earnBacksFor, givenBack } from './earned-credits.js';
import { keptPeriods } from './kept-periods.js';
import { endsYear, yearOf } from './year-mean.js';

/** How far the credit of a line has come, as known and valued. */
export type StateOfCredit = (line: CreditLineOutcome) => CreditState;

/**
 * How far the credits of a period have come: `accrued` while the period runs or its claim is open, `lapsed` where it was
 * not claimed in time, `earned-back` where any of it came back, `earn-back-pending` while it still can; else `claimed`,
 * or `final` where no claim was needed.
 *
 * @param outcomes all periods that have begun at the instant of valuation.
 */
export function statesOfCredits(
  world: PeriodWorld,
  outcomes: readonly PeriodOutcome[],
  index: number,
): StateOfCredit {
  const own = outcomes[index]!;
  const { valuedAt } = world.environment;
  const given = givenBack(outcomes);
  return ({ claim, source }) => {
    if (claim.status === 'lapsed') return 'lapsed';
    if (claim.status === 'open' || valuedAt < own.period.endsAt) return 'accrued';
    const credit = source.kind === 'service-level' ? own.credits.payableFor.get(source.id) : undefined;
    if (credit !== undefined) {
      const back = given.get(creditKey(own.period.label, source.id)) ?? Rational.zero;
      if (back.isPositive) return 'earned-back';
      const over = outcomes.filter(({ period }) => period.endsAt <= valuedAt);
      const clauses = earnBacksFor(own, source.id);
      if (clauses.some((clause) => isPending(world, over, index, source.id, clause))) {
        return 'earn-back-pending';
      }
    }
    return claim.status === 'claimed' ? 'claimed' : 'final';
  };
}

/** Whether the condition of a clause can still be completed, by the periods that are over. */
function isPending(
  world: PeriodWorld,
  over: readonly PeriodOutcome[],
  index: number,
  serviceLevel: string,
  { when }: EarnBack,
): boolean {
  const [own, last] = [over[index]!, over.at(-1)!];
  if (when.kind === 'year-mean') {
    const year = yearOf(world, own.period).number;
    return yearOf(world, last.period).number === year && !endsYear(world, last.period);
  }
  if (last.period.index + 1 >= world.grid.count) return false;
  const kept = keptPeriods(over.slice(index + 1), serviceLevel, when);
  return kept !== undefined && kept.length < when.periods;
}
