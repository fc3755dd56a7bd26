import type { LatenessRelief } from '../obligations/occurrence.js';
import type { ReliefLife } from './relief-life.js';

/**
 * The relief that the terms give the provider for the lateness of another party, without a claim or a decision: for the
 * ticket that it stood in the way of, or for everything.
 */
export function lifeOfLateness(lateness: LatenessRelief): ReliefLife {
  const { occurrence, from, until, running, ticket } = lateness;
  const { id, key, version, factIds } = occurrence;
  return {
    key: `obligation.${id}.${key}`,
    cause: `obligation ${id}`,
    lateness,
    version,
    rules: version.terms.relief,
    state: 'granted',
    settledBy: 'terms',
    claimed: undefined,
    granted: { from, until, tickets: ticket === undefined ? undefined : [ticket], services: undefined },
    running,
    serviceLevels: undefined,
    awareAt: undefined,
    noticeGivenAt: undefined,
    claimBy: undefined,
    decideBy: undefined,
    decisions: [],
    factIds,
  };
}
