import { compareText, parseInstant, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from './fact-record.js';
import type { Relief, ReliefExtent } from './service-records.js';

/**
 * The relief claims and what became of each, from facts in any order, in the order of their keys. The last decision
 * counts. A grant without a claim, and without an interval of its own, grants nothing and stays `claimed`.
 */
export function reliefsOf(
  records: readonly FactRecord<'ReliefClaimed' | 'ReliefGranted' | 'ReliefRefused'>[],
): readonly Relief[] {
  const byKey = Map.groupBy([...records].sort(inEffectiveOrder), ({ fact }) => fact.relief);
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([key, ofKey]) => reliefOf(key, ofKey));
}

function reliefOf(
  relief: string,
  records: readonly FactRecord<'ReliefClaimed' | 'ReliefGranted' | 'ReliefRefused'>[],
): Relief {
  const claim = records.findLast(({ fact }) => fact.type === 'ReliefClaimed') as
    FactRecord<'ReliefClaimed'> | undefined;
  const decision = records.findLast(({ fact }) => fact.type !== 'ReliefClaimed') as
    FactRecord<'ReliefGranted' | 'ReliefRefused'> | undefined;
  const claimed: ReliefExtent | undefined =
    claim === undefined
      ? undefined
      : {
          from: wholeSecond(parseInstant(claim.fact.from)),
          until: wholeSecond(parseInstant(claim.fact.until)),
          tickets: claim.fact.tickets,
          services: claim.fact.services,
        };
  const granted =
    decision?.fact.type === 'ReliefGranted'
      ? extentGranted(decision as FactRecord<'ReliefGranted'>, claimed)
      : undefined;
  const noticeGivenAt = claim?.fact.noticeGivenAt;
  return {
    relief,
    cause: claim?.fact.cause,
    status:
      granted !== undefined ? 'granted' : decision?.fact.type === 'ReliefRefused' ? 'refused' : 'claimed',
    claimed,
    granted,
    serviceLevels: claim?.fact.serviceLevels,
    awareAt: claim?.fact.awareAt === undefined ? undefined : wholeSecond(parseInstant(claim.fact.awareAt)),
    noticeGivenAt:
      claim === undefined
        ? undefined
        : wholeSecond(noticeGivenAt === undefined ? claim.effectiveAt : parseInstant(noticeGivenAt)),
    factIds: records.map(({ fact }) => fact.id),
    lastPosition: Math.max(...records.map(({ position }) => position)),
  };
}

function extentGranted(
  { fact }: FactRecord<'ReliefGranted'>,
  claimed: ReliefExtent | undefined,
): ReliefExtent | undefined {
  const from = fact.from === undefined ? claimed?.from : wholeSecond(parseInstant(fact.from));
  const until = fact.until === undefined ? claimed?.until : wholeSecond(parseInstant(fact.until));
  if (from === undefined || until === undefined || from >= until) {
    return undefined;
  }
  return {
    from,
    until,
    tickets: fact.tickets ?? claimed?.tickets,
    services: fact.services ?? claimed?.services,
  };
}
