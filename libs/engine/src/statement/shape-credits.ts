import { formatLocalDate, type Rational } from '@tallystick/quantities';
import type { CreditRules } from '@tallystick/terms';
import type { ClaimOutcome } from '../claims/claim-outcome.js';
import type { StateOfCredit } from '../earn-back/credit-states.js';
import type {
  CarriedCredit,
  CreditLineOutcome,
  CreditsOutcome,
  LevelOutcome,
  PeriodOutcome,
  PricedPart,
} from '../history/outcomes.js';
import type { Occurrence } from '../obligations/occurrence.js';
import type {
  Because,
  CarriedCredits,
  ClauseReference,
  CreditLine,
  CreditPart,
  LineClaim,
} from './statement.js';
import type { CreditsStatement, MinimumLine } from './statement.js';
import { shapeCap } from './shape-caps.js';
import { clauseOf, instantText, type MoneyForm } from './texts.js';

/** The clause of a level as it stands at the end of the period. */
export function levelClause(level: LevelOutcome): ClauseReference {
  return clauseOf(level.parts.at(-1)!.part.clause);
}

/** The clause of an obligation, as it stands for the last of some occurrences. */
export function obligationClause(id: string, occurrences: readonly Occurrence[]): ClauseReference {
  const clause = occurrences.at(-1)?.clause;
  const found = clause?.kind === 'obligation' ? clause.obligation : clause?.escalation;
  return { id, clause: found?.clause ?? null };
}

function shapePricedPart(level: LevelOutcome, part: PricedPart): CreditPart {
  const reference = levelClause(level);
  return {
    from: formatLocalDate(part.from),
    to: formatLocalDate(part.to),
    kind: part.kind,
    price: part.price.toDecimal(),
    units: part.units.toString(),
    base: part.base?.toString() ?? null,
    factor: part.factor.toDecimal(),
    surcharge: part.surcharge.toString(),
    priced: part.priced.toString(),
    exact: part.exact.toString(),
    events: part.events.map(({ key, incident, exact }) => ({ key, incident, exact: exact.toString() })),
    because: {
      rule: `price-${part.kind}`,
      clauses: part.clause === undefined ? [reference] : [reference, { id: level.id, clause: part.clause }],
      operands: {
        ...part.operands,
        share: part.share.toString(),
        missesInARow: level.missesInARow,
        atMost: part.atMost?.toString() ?? null,
        termsDigest: part.version.terms.digest,
      },
      facts: [],
    },
  };
}

/** The priced parts of a level in money, or in points. */
export function partsOf(level: LevelOutcome, points: boolean): CreditPart[] {
  return level.pricedParts
    .filter((part) => (part.kind === 'points') === points)
    .map((part) => shapePricedPart(level, part));
}

/** Credits of a period: the lines, what combining leaves, caps, the smallest amount, what is payable. */
export function shapeCredits(
  outcome: PeriodOutcome,
  stateOf: StateOfCredit,
  money: MoneyForm,
): CreditsStatement {
  const { credits, governing } = outcome;
  const rules = governing.terms.credits;
  const lines = credits.lines.map((line) => shapeLine(outcome, line, stateOf, money));
  return {
    lines,
    combined: { exact: credits.combined.toString(), amount: money.text(credits.combinedRounded) },
    carriedIn: shapeCarried(credits.carriedIn, credits.carriedInFor, money),
    caps: credits.caps.map((cap) => shapeCap(cap, money)),
    minimum: rules.minimumPayable === undefined ? null : shapeMinimum(rules, credits, money),
    lost: money.text(credits.lost),
    carriedOut: shapeCarried(credits.carriedOut, credits.carriedOutFor, money),
    payable: money.text(credits.payable),
    because: {
      rule: ruleOf(credits),
      clauses: [{ id: 'credits', clause: rules.clause ?? null }],
      operands: {
        combine: rules.combine,
        lines: lines.map((line) => line.id),
        groups: rules.groups.map((group) => `${group.id} ${group.combine}`),
        critical: rules.critical,
      },
      facts: [],
    },
  };
}

function ruleOf({ belowMinimum, caps }: CreditsOutcome): string {
  if (belowMinimum) return 'below-minimum';
  return caps.some((cap) => cap.reached) ? 'capped' : 'sum-of-rounded-lines';
}

function shapeLine(
  outcome: PeriodOutcome,
  line: CreditLineOutcome,
  stateOf: StateOfCredit,
  money: MoneyForm,
): CreditLine {
  const { source, level, standing, claim } = line;
  const because = lineBecause(outcome, line);
  return {
    of: source.kind,
    id: source.id,
    clause: because.clauses[0]?.clause ?? null,
    ...money.figure(line.exact),
    standing: { kind: standing.kind, by: standing.kind === 'stands' ? [] : standing.by },
    kept: money.figure(line.kept),
    claim: shapeClaim(claim, money),
    owed: money.text(line.owed),
    state: stateOf(line),
    parts: level === undefined ? [] : partsOf(level, false),
    because,
  };
}

function shapeClaim(claim: ClaimOutcome, money: MoneyForm): LineClaim {
  const portions = claim.portions.map((portion) => ({
    events: portion.keys,
    status: portion.status,
    claimBy: portion.claimBy === undefined ? null : instantText(portion.claimBy),
    amount: money.text(portion.amount),
    claimed: money.text(portion.claimed),
    facts: portion.factIds,
    lateFacts: portion.lateFactIds,
    earlyFacts: portion.earlyFactIds,
  }));
  return {
    status: claim.status,
    claimBy: claim.claimBy === undefined ? null : instantText(claim.claimBy),
    amount: claim.amount === undefined ? null : money.text(claim.amount),
    facts: claim.factIds,
    lateFacts: claim.lateFactIds,
    ...(portions.length === 0 ? {} : { portions }),
  };
}

function lineBecause(
  outcome: PeriodOutcome,
  { source, level, occurrences, operands }: CreditLineOutcome,
): Because {
  switch (source.kind) {
    case 'service-level': {
      const gate = level?.gate === undefined ? {} : { ...level.gate.operands, gateOpen: level.gate.open };
      return {
        rule: 'sum-of-parts',
        clauses: level === undefined ? [] : [levelClause(level)],
        operands: { ...operands, ...gate },
        facts: [],
      };
    }
    case 'obligation':
      return {
        rule: 'price-of-occurrences',
        clauses: [obligationClause(source.id, occurrences)],
        operands,
        facts: [...new Set(occurrences.flatMap((occurrence) => occurrence.factIds))],
      };
    case 'points': {
      const { credits } = outcome.governing.terms;
      return {
        rule: 'points-in-money',
        clauses: [{ id: 'credits.points', clause: credits.points?.clause ?? null }],
        operands,
        facts: [],
      };
    }
  }
}

function shapeCarried(sum: Rational, carried: readonly CarriedCredit[], money: MoneyForm): CarriedCredits {
  return {
    ...money.figure(sum),
    for: carried.map(({ source, amount }) => ({ of: source.kind, id: source.id, ...money.figure(amount) })),
  };
}

function shapeMinimum(
  { minimumPayable, clause }: CreditRules,
  { belowMinimum, combinedRounded, carriedIn, caps }: CreditsOutcome,
  money: MoneyForm,
): MinimumLine | null {
  if (minimumPayable === undefined) return null;
  const { amount, strict, below } = minimumPayable;
  const against = caps.reduce((sum, cap) => sum.minus(cap.cut), combinedRounded.plus(carriedIn));
  const taken = (kind: 'lost' | 'carried'): string =>
    money.text(belowMinimum && below === kind ? against : against.minus(against));
  return {
    amount: money.text(amount),
    comparison: strict ? 'more-than' : 'at-least',
    applied: belowMinimum,
    lost: taken('lost'),
    carried: taken('carried'),
    because: {
      rule: 'minimum-payable',
      clauses: [{ id: 'credits.minimumPayable', clause: clause ?? null }],
      operands: { against: against.toString(), amount: amount.toString(), below },
      facts: [],
    },
  };
}
