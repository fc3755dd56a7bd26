import { compareText, type EpochSeconds, parseInstant, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from './fact-record.js';
import type { Relief, ReliefClaim, ReliefDecision } from './service-records.js';

type ReliefRecord = FactRecord<'ReliefClaimed' | 'ReliefGranted' | 'ReliefRefused'>;

/** Everything recorded of each relief, from facts in any order, in the order of their keys. */
export function reliefsOf(records: readonly ReliefRecord[]): readonly Relief[] {
  const byKey = Map.groupBy([...records].sort(inEffectiveOrder), ({ fact }) => fact.relief);
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([key, ofKey]) => reliefOf(key, ofKey));
}

function reliefOf(relief: string, records: readonly ReliefRecord[]): Relief {
  const claims: ReliefClaim[] = [];
  const decisions: ReliefDecision[] = [];
  for (const record of records) {
    const at = wholeSecond(record.effectiveAt);
    if (isClaim(record)) claims.push(claimOf(record, at));
    else decisions.push(decisionOf(record, at));
  }
  return {
    relief,
    claims,
    decisions,
    factIds: records.map(({ fact }) => fact.id),
    lastPosition: Math.max(...records.map(({ position }) => position)),
  };
}

function isClaim(record: ReliefRecord): record is FactRecord<'ReliefClaimed'> {
  return record.fact.type === 'ReliefClaimed';
}

function claimOf({ fact }: FactRecord<'ReliefClaimed'>, at: EpochSeconds): ReliefClaim {
  const { cause, tickets, services, serviceLevels, id: factId } = fact;
  const from = second(fact.from);
  return {
    at,
    cause,
    extent: { from, until: second(fact.until), tickets, services },
    serviceLevels,
    awareAt: second(fact.awareAt) ?? from,
    noticeGivenAt: second(fact.noticeGivenAt) ?? at,
    factId,
  };
}

function decisionOf({ fact }: ReliefRecord, at: EpochSeconds): ReliefDecision {
  const common = { at, party: fact.assertedBy.party, factId: fact.id };
  const none = { from: undefined, until: undefined, tickets: undefined, services: undefined };
  if (fact.type !== 'ReliefGranted') return { kind: 'refused', ...common, ...none };
  const { from, until, tickets, services } = fact;
  return { kind: 'granted', ...common, from: second(from), until: second(until), tickets, services };
}

function second(text: string): EpochSeconds;
function second(text: string | undefined): EpochSeconds | undefined;
function second(text: string | undefined): EpochSeconds | undefined {
  return text === undefined ? undefined : wholeSecond(parseInstant(text));
}
