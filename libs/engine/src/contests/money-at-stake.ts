import { type Fact, factIdOf } from '@tallystick/facts';
import {
  type EpochMilliseconds,
  type EpochSeconds,
  formatInstant,
  type Rational,
} from '@tallystick/quantities';
import { settlementOf } from '../adjustments/adjust-stated-periods.js';
import type { AgreementState } from '../history/agreement-state.js';
import type { Period } from '../periods/period.js';
import type { Contest } from '../timeline/index.js';

/** How many open contests are worked out: each costs as much as a statement. Those raised first come first. */
const contestsWorkedOut = 20;

/** Facts that are no evidence of what happened: without them there would be other terms, or other statements. */
const foundations: ReadonlySet<string> = new Set([
  'AgreementSigned',
  'TermsAmended',
  'TermsRescinded',
  'StatementIssued',
]);

/** An open contest, and by how much the settlement would change were it upheld; absent where not worked out. */
export interface ContestAtStake {
  readonly contest: Contest;
  readonly atStake: Rational | undefined;
}

/**
 * The open contests, and what hangs on each: the settlement of the period once more, as if the contest were upheld
 * now, less the settlement as it is.
 */
export function contestsAtStake(
  state: AgreementState,
  period: Period,
  valuedAt: EpochSeconds,
  recordedAt: EpochMilliseconds,
  settlement: Rational,
): ContestAtStake[] {
  const open = state.timeline.contests.filter((contest) => contest.status === 'open');
  return open.map((contest, index) => {
    const workedOut =
      index < contestsWorkedOut && contest.subject !== undefined && !foundations.has(contest.subject.type);
    if (!workedOut) return { contest, atStake: undefined };
    const upheld = asIfUpheld(state, contest, recordedAt);
    const outcomes = upheld.evaluation(period.index, valuedAt).through(period.index);
    return { contest, atStake: settlementOf(upheld, outcomes).minus(settlement) };
  });
}

/** The same knowledge with one more fact: the settlement of the contest in its favour. */
function asIfUpheld(state: AgreementState, contest: Contest, recordedAt: EpochMilliseconds): AgreementState {
  const upheld: Fact<'ContestSettled'> = {
    agreement: state.terms.versions[0]!.terms.agreement,
    id: factIdOf(['as if upheld', ...contest.factIds], recordedAt),
    type: 'ContestSettled',
    schema: 1,
    effectiveAt: formatInstant(Math.max(recordedAt, contest.contestedAt)),
    recordedAt: formatInstant(recordedAt),
    assertedBy: { party: contest.contestedBy },
    fact: contest.factId,
    outcome: 'upheld',
  };
  return state.withFacts(state.timeline.asIf([upheld]));
}
