import type { Fact } from '@tallystick/facts';
import { compareText, parseInstant, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from './fact-record.js';
import type { Change } from './service-records.js';

export const changeFactTypes = [
  'ChangeRequested',
  'ChangeApproved',
  'ChangeRejected',
  'ChangeScheduled',
  'ChangeStarted',
  'ChangeFinished',
  'UnauthorisedChangeFound',
] as const;
type ChangeFact = Fact<(typeof changeFactTypes)[number]>;

const unknown: Omit<Change, 'change' | 'factIds' | 'lastPosition'> = Object.freeze({
  service: undefined,
  changeType: undefined,
  requestedAt: undefined,
  approvedAt: undefined,
  rejectedAt: undefined,
  scheduled: undefined,
  startedAt: undefined,
  finishedAt: undefined,
  outcome: undefined,
  unauthorisedAt: undefined,
});

/** What is known of each change, from facts in any order; in the order of their keys, those without one last. */
export function changesOf(
  records: readonly FactRecord<(typeof changeFactTypes)[number]>[],
): readonly Change[] {
  const changes = new Map<string, Change>();
  const withoutKey: Change[] = [];
  for (const record of [...records].sort(inEffectiveOrder)) {
    const fact = record.fact as ChangeFact;
    const before: Change = (fact.change === undefined ? undefined : changes.get(fact.change)) ?? {
      ...unknown,
      change: fact.change,
      factIds: [],
      lastPosition: 0,
    };
    const after: Change = {
      ...before,
      ...stated(fact, record),
      factIds: [...before.factIds, fact.id],
      lastPosition: Math.max(before.lastPosition, record.position),
    };
    if (fact.change === undefined) {
      withoutKey.push(after);
    } else {
      changes.set(fact.change, after);
    }
  }
  return [...[...changes.values()].sort((a, b) => compareText(a.change!, b.change!)), ...withoutKey];
}

function stated(fact: ChangeFact, record: FactRecord): Partial<Change> {
  const at = wholeSecond(record.effectiveAt);
  const service = 'service' in fact && fact.service !== undefined ? { service: fact.service } : {};
  switch (fact.type) {
    case 'ChangeRequested':
      return {
        ...service,
        requestedAt: at,
        ...(fact.changeType === undefined ? {} : { changeType: fact.changeType }),
      };
    case 'ChangeApproved':
      return { approvedAt: at };
    case 'ChangeRejected':
      return { rejectedAt: at };
    case 'ChangeScheduled':
      return {
        ...service,
        scheduled: {
          from: wholeSecond(parseInstant(fact.from)),
          until: wholeSecond(parseInstant(fact.until)),
          noticeGivenAt: wholeSecond(
            fact.noticeGivenAt === undefined ? record.effectiveAt : parseInstant(fact.noticeGivenAt),
          ),
        },
      };
    case 'ChangeStarted':
      return { startedAt: at };
    case 'ChangeFinished':
      return { finishedAt: at, outcome: fact.outcome };
    case 'UnauthorisedChangeFound':
      return { ...service, unauthorisedAt: at };
  }
}
