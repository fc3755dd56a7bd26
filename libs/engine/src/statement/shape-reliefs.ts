import type { Evaluation } from '../history/evaluation.js';
import type { Period } from '../periods/period.js';
import type { HeardDecision, ReliefLife } from '../relief/relief-life.js';
import type { ReliefExtent } from '../timeline/index.js';
import type { OperandValue } from './figures.js';
import { offsetOperand } from './obligation-operands.js';
import type { ReliefDecisionStatement, ReliefExtentStatement, ReliefStatement } from './reliefs.js';
import { clauseOf, instantText } from './texts.js';

/** The relief of a period (`ReliefBook.shownIn`): claims by their keys, then what the terms give for lateness. */
export function shapeReliefs({ world }: Evaluation, period: Period): readonly ReliefStatement[] {
  return world.reliefs.shownIn(period).map((life) => shapeRelief(life));
}

/** One relief, of whatever period. */
export function shapeRelief(life: ReliefLife): ReliefStatement {
  const { key, cause, lateness, state, settledBy, running, serviceLevels, rules, decisions } = life;
  return {
    key,
    cause: cause ?? null,
    obligation:
      lateness === undefined ? null : { id: lateness.occurrence.id, occurrence: lateness.occurrence.key },
    state,
    settledBy: settledBy ?? null,
    claimed: shapeExtent(life.claimed),
    granted: shapeExtent(life.granted),
    running,
    serviceLevels: serviceLevels ?? null,
    awareAt: orNull(life.awareAt),
    noticeGivenAt: orNull(life.noticeGivenAt),
    claimBy: orNull(life.claimBy),
    decideBy: orNull(life.decideBy),
    decidedBy: lateness === undefined ? rules.decidedBy : null,
    decisions: decisions.map((decision) => shapeDecision(decision)),
    because: {
      rule: state,
      clauses: [clauseBehind(life)],
      operands: { ...operandsOf(life), termsDigest: life.version.terms.digest },
      facts: life.factIds,
    },
  };
}

function shapeDecision({ decision, extent, noEffect }: HeardDecision): ReliefDecisionStatement {
  const { kind, at, party, factId } = decision;
  return {
    kind,
    at: instantText(at),
    party,
    extent: shapeExtent(extent),
    noEffect: noEffect ?? null,
    fact: factId,
  };
}

function clauseBehind({ lateness, rules }: ReliefLife): ReturnType<typeof clauseOf> {
  const late = lateness?.occurrence.clause;
  return clauseOf(late?.kind === 'obligation' ? late.obligation : { id: 'relief', clause: rules.clause });
}

/** The rules that a claim stands under; of lateness, the obligation says what follows. */
function operandsOf({ lateness, rules }: ReliefLife): Readonly<Record<string, OperandValue>> {
  if (lateness !== undefined) return { occurrence: lateness.occurrence.key };
  const { claimWithin, outOfTime, decidedBy, undecided } = rules;
  return {
    decidedBy,
    ...(claimWithin === undefined ? {} : { claimWithin: offsetOperand(claimWithin), outOfTime }),
    ...(undecided === undefined
      ? {}
      : { undecidedAfter: offsetOperand(undecided.after), undecidedCounts: undecided.counts }),
  };
}

function shapeExtent(extent: ReliefExtent | undefined): ReliefExtentStatement | null {
  if (extent === undefined) return null;
  const { from, until, tickets, services } = extent;
  return {
    from: instantText(from),
    until: instantText(until),
    tickets: tickets ?? null,
    services: services ?? null,
  };
}

function orNull(instant: number | undefined): string | null {
  return instant === undefined ? null : instantText(instant);
}
