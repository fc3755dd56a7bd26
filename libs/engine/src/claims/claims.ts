import { type EpochSeconds, Rational, wholeSecond } from '@tallystick/quantities';
import type { ClaimRule, TermsVersion } from '@tallystick/terms';
import type { LineSource } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { namesLevel } from '../scopes/names-level.js';
import type { FactRecord } from '../timeline/index.js';
import { claimLimit, isClaimedByEvent } from './claim-limit.js';
import type { ClaimOutcome } from './claim-outcome.js';

type OnClaim = Extract<ClaimRule, { kind: 'on-claim' }>;
type Claim = FactRecord<'CreditClaimed'>;

/** A line of credits, and what of it can be claimed. */
export interface ClaimableLine {
  readonly source: LineSource;
  readonly rounded: Rational;
  /** What of it is claimed together; asked for only where the limit runs from events. */
  readonly portions: () => readonly ClaimablePortion[];
}

/** Some money that is claimed together, and when what it is for happened; no instants where no event is known. */
export interface ClaimablePortion {
  readonly keys: readonly string[];
  /** When the first and the last of its events happened. */
  readonly firstAt: EpochSeconds | undefined;
  readonly lastAt: EpochSeconds | undefined;
  /** When all of them were over; absent while one of them is not. */
  readonly overAt: EpochSeconds | undefined;
  readonly amount: Rational;
}

/** What is claimed of one portion while claims are taken up. */
interface Portion {
  readonly source: LineSource;
  readonly keys: readonly string[];
  readonly amount: Rational;
  /** Claims from the first instant to the last are in time; absent bounds bound nothing, or are not known yet. */
  readonly notBefore: EpochSeconds | undefined;
  readonly claimBy: EpochSeconds | undefined;
  claimed: Rational;
  readonly factIds: string[];
  readonly lateFactIds: string[];
  readonly earlyFactIds: string[];
}

const notNeeded: ClaimOutcome = Object.freeze({
  status: 'not-needed',
  claimBy: undefined,
  amount: undefined,
  factIds: Object.freeze([]),
  lateFactIds: Object.freeze([]),
  portions: Object.freeze([]),
});

/**
 * Whether the credits of a period were claimed in time, where they have to be. A claim at the last instant is in time,
 * one a second later is not; as long as a claim can still be in time, and until what its limit counts from is known (the
 * statement, the end of an outage), it is open. A line that comes to nothing needs no claim.
 *
 * A claim names a service level or the whole period, obligations and points among it, and may name less than is due:
 * claims add up, those of a level before those of the period, and an amount is taken up by the lines in their order.
 * Where the limit runs from events a claim is for what had happened by then and is not too long ago: events with a price
 * each one by one, a figure for several of them as soon as one has happened and until the limit after the last is over.
 */
export function claimsOf(
  context: PeriodContext,
  governing: TermsVersion,
  lines: readonly ClaimableLine[],
): ClaimOutcome[] {
  const { claim: rule } = governing.terms.credits;
  if (rule.kind === 'automatic') return lines.map(() => notNeeded);
  const byLine = lines.map((line) =>
    line.rounded.isPositive ? portionsOf(context, governing, rule, line) : [],
  );
  for (const claim of claimsFor(context)) {
    const named = byLine.flat().filter((portion) => isFor(claim, portion.source));
    takeUp(claim, named, governing);
  }
  const { valuedAt } = context.world.environment;
  return lines.map(({ rounded }, index) => outcomeOf(byLine[index]!, rounded, rule, valuedAt));
}

function portionsOf(
  context: PeriodContext,
  governing: TermsVersion,
  rule: OnClaim,
  { source, rounded, portions }: ClaimableLine,
): Portion[] {
  const fresh = { source, claimed: Rational.zero };
  const noFacts = () => ({ factIds: [], lateFactIds: [], earlyFactIds: [] });
  if (!isClaimedByEvent(rule)) {
    const claimBy = claimLimit(context, governing, rule);
    return [{ ...fresh, ...noFacts(), keys: [], amount: rounded, notBefore: undefined, claimBy }];
  }
  return portions().map((portion): Portion => {
    const { keys, amount, firstAt } = portion;
    const claimBy = claimLimit(context, governing, rule, portion);
    return { ...fresh, ...noFacts(), keys, amount, notBefore: firstAt, claimBy };
  });
}

function statusOf(
  { factIds, claimBy }: Pick<Portion, 'factIds' | 'claimBy'>,
  valuedAt: EpochSeconds,
): 'claimed' | 'lapsed' | 'open' {
  if (factIds.length > 0) return 'claimed';
  return claimBy !== undefined && valuedAt > claimBy ? 'lapsed' : 'open';
}

/** A line is claimed as soon as any of it is, and lapsed once nothing of it can be claimed any more. */
function outcomeOf(
  portions: readonly Portion[],
  rounded: Rational,
  rule: OnClaim,
  valuedAt: EpochSeconds,
): ClaimOutcome {
  if (portions.length === 0) return notNeeded;
  const distinct = (facts: 'factIds' | 'lateFactIds'): string[] => [
    ...new Set(portions.flatMap((portion) => portion[facts])),
  ];
  const factIds = distinct('factIds');
  const limits = portions.map((portion) => portion.claimBy);
  const claimBy = limits.every((limit) => limit !== undefined) ? Math.max(...limits) : undefined;
  const amount = Rational.sum(portions.map((portion) => portion.claimed));
  const isPart = amount.compare(rounded) < 0;
  return {
    status: statusOf({ factIds, claimBy }, valuedAt),
    claimBy,
    amount: factIds.length > 0 && isPart ? amount : undefined,
    factIds,
    lateFactIds: distinct('lateFactIds').filter((fact) => !factIds.includes(fact)),
    portions: !isClaimedByEvent(rule)
      ? []
      : portions.map(({ source: _, notBefore: __, ...portion }) => ({
          ...portion,
          status: statusOf(portion, valuedAt),
        })),
  };
}

/** The claims made for the period by the instant of valuation: those of single levels, then those of all of it. */
function claimsFor({ world: { environment, timeline }, period }: PeriodContext): Claim[] {
  const made = timeline
    .facts('CreditClaimed')
    .filter(
      ({ fact, effectiveAt }) =>
        fact.period === period.label && wholeSecond(effectiveAt) <= environment.valuedAt,
    );
  const ofLevels = made.filter(({ fact }) => fact.serviceLevel !== undefined);
  return [...ofLevels, ...made.filter(({ fact }) => fact.serviceLevel === undefined)];
}

function isFor({ fact: { serviceLevel } }: Claim, source: LineSource): boolean {
  if (serviceLevel === undefined) return true;
  return source.kind === 'service-level' && namesLevel([serviceLevel], source);
}

function takeUp({ fact, effectiveAt }: Claim, portions: readonly Portion[], { terms }: TermsVersion): void {
  const { currency, rounding } = terms;
  const at = wholeSecond(effectiveAt);
  let left =
    fact.amount === undefined
      ? undefined
      : Rational.parse(fact.amount).rounded(currency.decimalPlaces, rounding);
  for (const one of portions) {
    if (one.notBefore !== undefined && at < one.notBefore) {
      one.earlyFactIds.push(fact.id);
      continue;
    }
    if (one.claimBy !== undefined && at > one.claimBy) {
      one.lateFactIds.push(fact.id);
      continue;
    }
    const rest = one.amount.minus(one.claimed);
    const taken = left === undefined ? rest : Rational.min(left, rest);
    left = left?.minus(taken);
    if (left !== undefined && !taken.isPositive) continue;
    one.claimed = one.claimed.plus(taken);
    one.factIds.push(fact.id);
  }
}
