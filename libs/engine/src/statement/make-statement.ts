import { invariant } from '@tallystick/errors';
import { type EpochSeconds, formatInstant, wholeSecond } from '@tallystick/quantities';
import { accountabilityOf } from '../accountability/accountability.js';
import { adjustStatedPeriods } from '../adjustments/adjust-stated-periods.js';
import { paymentOf } from '../adjustments/payment.js';
import { contestsAtStake } from '../contests/money-at-stake.js';
import { statesOfCredits } from '../earn-back/credit-states.js';
import { exitsAt } from '../exits/exit-history.js';
import { AgreementState } from '../history/agreement-state.js';
import { midPeriodOf } from '../parts/level-parts.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { Period } from '../periods/period.js';
import { exitsOfFormat1 } from './format-1/exits-of-format-1.js';
import { inFormat1 } from './format-1/in-format-1.js';
import type { Statement1 } from './format-1/statement-1.js';
import { shapeBonuses } from './shape-bonuses.js';
import { sealZones } from './sealed-zones.js';
import { shapeAccountability } from './shape-accountability.js';
import { shapeCharges } from './shape-charges.js';
import { shapeContests } from './shape-contests.js';
import { shapeCredits } from './shape-credits.js';
import { shapeEarnBacks } from './shape-earn-backs.js';
import { shapeExits } from './shape-exits.js';
import { shapeIncompleteTickets } from './shape-incomplete-tickets.js';
import { shapeLevels } from './shape-levels.js';
import { shapeObligations } from './shape-obligations.js';
import { shapePeriod } from './shape-period.js';
import { shapePoints } from './shape-points.js';
import { shapeReliefs } from './shape-reliefs.js';
import { shapeSettlement } from './shape-settlement.js';
import { shapeTerms } from './shape-terms.js';
import type { Knowledge, StatementInput, StatementRangeInput } from './statement-input.js';
import type { Statement } from './statement.js';
import { instantText, moneyForm } from './texts.js';

/**
 * The statement of one period, as known and as valued: a pure function (design 2, "Three dates of every figure"). The
 * same arguments give the same bytes; recording order and duplicates change nothing but what ledger order decides.
 *
 * @throws TallyError `period-invalid` for a period outside the term or that has not begun at `valuedAt`;
 * `terms-invalid` or `amendment-invalid` where the recorded terms are not terms; `zone-unknown`.
 */
export function makeStatement(input: StatementInput): Statement {
  const state = new AgreementState(input.timeline, input.zones);
  const period = state.grid.ofLabel(input.period);
  return stateOnePeriod(state, input, period, valuationOf(input, period)).statement;
}

/**
 * The statement of one period in the format that it was sealed in, for a replay (design 2: "a replay renders in the
 * sealed format").
 *
 * @throws TallyError as `makeStatement` does.
 */
export function makeSealedStatement(input: StatementInput, format: 1 | 2): Statement | Statement1 {
  const state = new AgreementState(input.timeline, input.zones);
  const period = state.grid.ofLabel(input.period);
  const { statement, world, outcomes } = stateOnePeriod(state, input, period, valuationOf(input, period));
  return format === 2 ? statement : inFormat1(statement, exitsOfFormat1(statement.exits, world, outcomes));
}

/** The statements of consecutive periods, all as known alike, from one evaluation. */
export function evaluatePeriods(input: StatementRangeInput): Statement[] {
  const state = new AgreementState(input.timeline, input.zones);
  const { grid } = state;
  const first = input.from === undefined ? grid.at(0) : grid.ofLabel(input.from);
  const last = input.to === undefined ? lastBegun(state, input) : grid.ofLabel(input.to);
  if (last === undefined) return [];
  const statements: Statement[] = [];
  // The last period first, so that one evaluation serves all that are valued at the same instant.
  for (let index = last.index; index >= first.index; index -= 1) {
    const period = grid.at(index);
    statements.push(stateOnePeriod(state, input, period, valuationOf(input, period)).statement);
  }
  return statements.reverse();
}

/** The last period that has begun when the last known fact was recorded. */
export function lastBegun(state: AgreementState, input: Knowledge): Period | undefined {
  const known = wholeSecond(input.knownAt.recordedAt);
  const { grid } = state;
  if (known < grid.at(0).startsAt) return undefined;
  return grid.ofInstant(known) ?? grid.at(grid.count - 1);
}

/** As asked for, or the later of the period's end and the recording of the last fact known. */
export function valuationOf(input: Knowledge & { readonly valuedAt?: number }, period: Period): EpochSeconds {
  return input.valuedAt === undefined
    ? Math.max(period.endsAt, wholeSecond(input.knownAt.recordedAt))
    : wholeSecond(input.valuedAt);
}

function stateOnePeriod(
  state: AgreementState,
  input: Knowledge,
  period: Period,
  valuedAt: EpochSeconds,
): {
  readonly statement: Statement;
  readonly world: PeriodWorld;
  readonly outcomes: readonly PeriodOutcome[];
} {
  const { knownAt, timeline } = input;
  invariant(
    timeline.lastPosition <= knownAt.position,
    'a statement is made from the facts known and no others',
  );
  const last = lastLookedAt(state, period, valuedAt);
  const evaluation = state.evaluation(last, valuedAt);
  const outcomes = evaluation.through(period.index);
  const outcome = outcomes.at(-1)!;
  const { terms } = outcome.governing;
  const money = moneyForm(terms);
  const now = { state, position: knownAt.position, valuedAt, evaluation };
  const adjustments = adjustStatedPeriods(state, now, outcomes, money);
  const creditStates = statesOfCredits(evaluation.world, evaluation.through(last), period.index);
  const timelines = adjustments.then === undefined ? [timeline] : [timeline, adjustments.then.state.timeline];
  const owed = outcome.net.plus(adjustments.money);
  const contests = contestsAtStake(state, period, valuedAt, knownAt.recordedAt, owed);
  const statement: Statement = {
    format: 2,
    semantics: terms.semantics,
    agreement: terms.agreement,
    title: terms.title,
    parties: {
      client: terms.parties.client,
      provider: terms.parties.provider,
      others: Object.fromEntries(terms.parties.others),
    },
    currency: { code: terms.currency.code, decimalPlaces: terms.currency.decimalPlaces },
    rounding: terms.rounding,
    period: shapePeriod(period, terms.timezone),
    knownAt: { position: knownAt.position, recordedAt: formatInstant(knownAt.recordedAt) },
    valuedAt: instantText(valuedAt),
    ledger: { chainHash: input.chainHash },
    terms: shapeTerms(state.terms, period),
    midPeriod: midPeriodOf(state.terms, period),
    zones: sealZones(state.terms, timelines, input.zones),
    charges: shapeCharges(outcome.charges.values(), money),
    serviceLevels: shapeLevels(outcome.levels.values(), money),
    credits: shapeCredits(outcome, creditStates, money),
    points: shapePoints(outcome, evaluation.world.obligations.creditsIn(period)),
    bonuses: shapeBonuses(outcome, money),
    earnBacks: shapeEarnBacks(outcome, money),
    obligations: shapeObligations(evaluation, period, money),
    reliefs: shapeReliefs(evaluation, period),
    accountability: shapeAccountability(accountabilityOf(evaluation.world, outcomes)),
    adjustments: adjustments.lines,
    settlement: shapeSettlement(
      outcome,
      adjustments,
      paymentOf(state, evaluation.world, period, owed),
      money,
    ),
    exits: shapeExits(exitsAt(evaluation.world, outcomes), outcome, evaluation.world),
    contests: shapeContests(contests, money),
    incompleteTickets: shapeIncompleteTickets(evaluation, period),
  };
  return { statement, world: evaluation.world, outcomes };
}

/**
 * The last period that the statement of one looks at: where credits can be earned back, how far they have come is told
 * by the periods after it that have begun.
 */
function lastLookedAt({ terms, grid }: AgreementState, period: Period, valuedAt: EpochSeconds): number {
  let last = period.index;
  if (!terms.versions.some((version) => version.terms.earnBacks.size > 0)) return last;
  while (last + 1 < grid.count && grid.at(last + 1).startsAt <= valuedAt) last += 1;
  return last;
}
