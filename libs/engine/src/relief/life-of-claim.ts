import { type EpochSeconds } from '@tallystick/quantities';
import type { ClockEnvironment } from '../clocks/index.js';
import { sideOf } from '../history/party-names.js';
import type { ObligationBook } from '../obligations/obligation-book.js';
import { offsetInstant } from '../obligations/offset-instant.js';
import type { Relief } from '../timeline/index.js';
import { decideRelief } from './decide-relief.js';
import { extentGranted } from './extents.js';
import type { ReliefLife } from './relief-life.js';

/**
 * What became of one relief by the instant of valuation, under the terms in force when the provider became aware;
 * nothing where nothing of it had happened by then. What is granted without a claim cannot be out of time.
 */
export function lifeOfClaim(
  environment: ClockEnvironment,
  zone: ObligationBook['zone'],
  { relief, claims, decisions, factIds }: Relief,
): ReliefLife | undefined {
  const { valuedAt } = environment;
  const known = <One extends { readonly at: EpochSeconds }>(all: readonly One[]): One[] =>
    all.filter(({ at }) => at <= valuedAt);
  const claim = known(claims).at(-1);
  const heard = known(decisions);
  const isKnown = new Set([...known(claims), ...heard].map(({ factId }) => factId));
  const first = claim?.awareAt ?? heard[0]?.from ?? heard[0]?.at;
  if (first === undefined) return undefined;
  const versionIndex = environment.versionAt(first);
  const version = environment.version(versionIndex);
  const rules = version.terms.relief;
  const { claimWithin, undecided } = rules;
  const claimBy =
    claim === undefined || claimWithin === undefined
      ? undefined
      : offsetInstant(environment, versionIndex, zone, claimWithin, claim.awareAt);
  const inTime = claim === undefined || claimBy === undefined || claim.noticeGivenAt <= claimBy;
  const decideBy =
    claim === undefined || undecided === undefined || !inTime
      ? undefined
      : offsetInstant(environment, versionIndex, zone, undecided.after, claim.noticeGivenAt);
  return {
    key: relief,
    cause: claim?.cause,
    lateness: undefined,
    version,
    rules,
    ...decideRelief({
      rules,
      claimed: claim?.extent,
      inTime,
      silenceAfter: decideBy !== undefined && decideBy < valuedAt ? decideBy : undefined,
      decisions: heard.map((decision) => ({
        decision,
        side: sideOf(decision.party, version.terms),
        extent: decision.kind === 'granted' ? extentGranted(decision, claim) : undefined,
      })),
    }),
    claimed: claim?.extent,
    running: false,
    serviceLevels: claim?.serviceLevels,
    awareAt: claim?.awareAt,
    noticeGivenAt: claim?.noticeGivenAt,
    claimBy,
    decideBy,
    factIds: factIds.filter((id) => isKnown.has(id)),
  };
}
