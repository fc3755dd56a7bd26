import { type EpochSeconds, Rational, wholeSecond } from '@tallystick/quantities';
import type { ClaimRule, TermsVersion } from '@tallystick/terms';
import { isNamed } from '../credits/named-level.js';
import type { LineSource } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import { offsetAfterDay, offsetInstant } from '../obligations/offset-instant.js';
import type { FactRecord } from '../timeline/index.js';
import type { ClaimOutcome } from './claim-outcome.js';

type OnClaim = Extract<ClaimRule, { kind: 'on-claim' }>;
type Claim = FactRecord<'CreditClaimed'>;

/** A line of credits, and what of it can be claimed. */
export interface ClaimableLine {
  readonly source: LineSource;
  readonly rounded: Rational;
}

/** What is claimed of one line while claims are taken up. */
interface Claimed {
  readonly line: ClaimableLine;
  amount: Rational;
  readonly factIds: string[];
  readonly lateFactIds: string[];
}

const notNeeded: ClaimOutcome = Object.freeze({
  status: 'not-needed',
  claimBy: undefined,
  amount: undefined,
  factIds: Object.freeze([]),
  lateFactIds: Object.freeze([]),
});

/**
 * Whether the credits of a period were claimed in time, where they have to be. A claim at the last instant is in time,
 * one a second later is not; as long as a claim can still be in time, and until the statement is issued that its limit
 * counts from, it is open. A line that comes to nothing needs no claim.
 *
 * A claim names a service level or the whole period, obligations and points among it, and may name less than is due:
 * claims add up, those of a level before those of the period, and an amount is taken up by the lines in their order.
 */
export function claimsOf(
  context: PeriodContext,
  governing: TermsVersion,
  lines: readonly ClaimableLine[],
): ClaimOutcome[] {
  const { claim: rule } = governing.terms.credits;
  if (rule.kind === 'automatic') return lines.map(() => notNeeded);
  const { environment } = context.world;
  const claimBy = limitOf(context, governing, rule);
  const claimed = lines.map((line): Claimed => {
    return { line, amount: Rational.zero, factIds: [], lateFactIds: [] };
  });
  for (const claim of claimsFor(context)) {
    const named = claimed.filter(({ line }) => line.rounded.isPositive && isFor(claim, line.source));
    const isLate = claimBy !== undefined && wholeSecond(claim.effectiveAt) > claimBy;
    if (isLate) named.forEach((one) => one.lateFactIds.push(claim.fact.id));
    else takeUp(claim, named, governing);
  }
  const isOver = claimBy !== undefined && environment.valuedAt > claimBy;
  return claimed.map(({ line, amount, factIds, lateFactIds }): ClaimOutcome => {
    if (!line.rounded.isPositive) return notNeeded;
    const isPart = amount.compare(line.rounded) < 0;
    return {
      status: factIds.length > 0 ? 'claimed' : isOver ? 'lapsed' : 'open',
      claimBy,
      amount: factIds.length > 0 && isPart ? amount : undefined,
      factIds,
      lateFactIds,
    };
  });
}

/** The last instant at which a claim for the period is in time; absent until the statement that it counts from. */
function limitOf(
  { world: { environment, timeline, zone }, period }: PeriodContext,
  governing: TermsVersion,
  { within, from }: OnClaim,
): EpochSeconds | undefined {
  const version = environment.terms.versions.indexOf(governing);
  if (from === 'period-end') return offsetAfterDay(environment, version, zone, within, period.to);
  // Where two statements of a period are recorded the first one stands, as it does for adjustments.
  const issued = timeline.issuedStatements.find(({ fact }) => fact.period === period.label);
  if (issued === undefined || wholeSecond(issued.effectiveAt) > environment.valuedAt) return undefined;
  return offsetInstant(environment, version, zone, within, wholeSecond(issued.effectiveAt));
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
  return source.kind === 'service-level' && isNamed([serviceLevel], source.id);
}

function takeUp({ fact }: Claim, claimed: readonly Claimed[], { terms }: TermsVersion): void {
  const { currency, rounding } = terms;
  let left =
    fact.amount === undefined
      ? undefined
      : Rational.parse(fact.amount).rounded(currency.decimalPlaces, rounding);
  for (const one of claimed) {
    const rest = one.line.rounded.minus(one.amount);
    const taken = left === undefined ? rest : Rational.min(left, rest);
    left = left?.minus(taken);
    if (left !== undefined && !taken.isPositive) continue;
    one.amount = one.amount.plus(taken);
    one.factIds.push(fact.id);
  }
}
