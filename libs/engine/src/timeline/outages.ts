import type { Fact } from '@tallystick/facts';
import { compareText, type EpochSeconds, Rational, wholeSecond } from '@tallystick/quantities';
import type { FactRecord } from './fact-record.js';
import { inEffectiveOrder } from './fact-record.js';
import type { Outage } from './service-records.js';

type OutageRecord = FactRecord<'OutageBegan' | 'OutageEnded' | 'ServiceDegraded'>;

interface OpenOutage {
  readonly outage: string;
  readonly service: string;
  readonly from: EpochSeconds;
  site: string | undefined;
  cause: string | undefined;
  until: EpochSeconds | undefined;
  readonly shares: { readonly from: EpochSeconds; readonly share: Rational }[];
  readonly factIds: string[];
  lastPosition: number;
}

/**
 * The outages of all services from their facts in any order, sorted by start, service and key.
 *
 * OutageBegan starts an interval on its service, and so does ServiceDegraded where none runs; either changes the share
 * of one that runs. OutageEnded ends every interval of its key that runs, on all services. An end that is stated at
 * the same instant as its beginning comes after it, whatever the ledger order. An end with nothing to end has no effect.
 */
export function outagesOf(records: readonly OutageRecord[]): readonly Outage[] {
  const byKey = Map.groupBy(records, ({ fact }) => fact.outage);
  const outages: Outage[] = [];
  for (const ofKey of byKey.values()) {
    outages.push(...outagesOfOneKey([...ofKey].sort(inEffectiveOrder)));
  }
  return outages.sort(
    (a, b) => a.from - b.from || compareText(a.service, b.service) || compareText(a.outage, b.outage),
  );
}

function outagesOfOneKey(records: readonly OutageRecord[]): readonly Outage[] {
  const ended: OpenOutage[] = [];
  const running = new Map<string, OpenOutage>();
  let endWithoutOutage: FactRecord<'OutageEnded'> | undefined;
  for (const record of records) {
    const { fact } = record;
    if (fact.type === 'OutageEnded') {
      endWithoutOutage = running.size === 0 ? (record as FactRecord<'OutageEnded'>) : undefined;
      for (const outage of running.values()) {
        ended.push(end(outage, record));
      }
      running.clear();
      continue;
    }
    const outage = running.get(fact.service);
    if (outage !== undefined) {
      change(outage, fact, record);
      continue;
    }
    const started = start(fact, record);
    if (endWithoutOutage?.effectiveAt === record.effectiveAt) {
      ended.push(end(started, endWithoutOutage));
    } else {
      running.set(fact.service, started);
    }
  }
  return [...ended, ...running.values()];
}

function start(fact: Fact<'OutageBegan' | 'ServiceDegraded'>, record: FactRecord): OpenOutage {
  const from = wholeSecond(record.effectiveAt);
  return {
    outage: fact.outage,
    service: fact.service,
    from,
    site: fact.type === 'OutageBegan' ? fact.site : undefined,
    cause: fact.type === 'OutageBegan' ? fact.cause : undefined,
    until: undefined,
    shares: [{ from, share: shareOf(fact) }],
    factIds: [fact.id],
    lastPosition: record.position,
  };
}

function change(outage: OpenOutage, fact: Fact<'OutageBegan' | 'ServiceDegraded'>, record: FactRecord): void {
  const from = wholeSecond(record.effectiveAt);
  const share = shareOf(fact);
  const last = outage.shares.at(-1)!;
  if (last.from === from) {
    outage.shares.pop();
  }
  if (outage.shares.at(-1)?.share.equals(share) !== true) {
    outage.shares.push({ from, share });
  }
  if (fact.type === 'OutageBegan') {
    outage.site ??= fact.site;
    outage.cause ??= fact.cause;
  }
  note(outage, record);
}

function end(outage: OpenOutage, record: FactRecord): OpenOutage {
  outage.until = wholeSecond(record.effectiveAt);
  note(outage, record);
  return outage;
}

function note(outage: OpenOutage, record: FactRecord): void {
  outage.factIds.push(record.fact.id);
  outage.lastPosition = Math.max(outage.lastPosition, record.position);
}

function shareOf(fact: Fact<'OutageBegan' | 'ServiceDegraded'>): Rational {
  return fact.shareAffected === undefined ? Rational.one : Rational.parse(fact.shareAffected);
}
