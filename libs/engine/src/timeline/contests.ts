import { compareText } from '@tallystick/quantities';
import type { Contest } from './contest.js';
import { ticketEventNames } from './event-kinds.js';
import { type FactRecord, inEffectiveOrder } from './fact-record.js';
import type { FactStore } from './fact-store.js';
import { rowsOfFacts } from './removals.js';

/**
 * The contests and how each stands, from facts in any order, in the order in which they were raised. A settlement
 * closes what was contested before it; a fact contested again after that has a further contest.
 */
export function contestsOf(
  store: FactStore,
  upTo: number,
  records: readonly FactRecord<'FactContested' | 'ContestSettled'>[],
): readonly Contest[] {
  const contests: Contest[] = [];
  const subjects = subjectsOf(
    store,
    upTo,
    records.map(({ fact }) => fact.fact),
  );
  const byFact = Map.groupBy([...records].sort(inEffectiveOrder), ({ fact }) => fact.fact);
  for (const [factId, ofFact] of byFact) {
    let open: Contest | undefined;
    for (const { fact, effectiveAt, position } of ofFact) {
      if (fact.type === 'FactContested') {
        open ??= {
          factId,
          subject: subjects.get(factId),
          status: 'open',
          contestedBy: fact.assertedBy.party,
          reason: fact.reason,
          contestedAt: effectiveAt,
          settledAt: undefined,
          factIds: [],
          lastPosition: 0,
        };
      }
      if (open === undefined) {
        continue;
      }
      open = {
        ...open,
        factIds: [...open.factIds, fact.id],
        lastPosition: Math.max(open.lastPosition, position),
      };
      if (fact.type === 'ContestSettled') {
        contests.push({ ...open, status: fact.outcome, settledAt: effectiveAt });
        open = undefined;
      }
    }
    if (open !== undefined) {
      contests.push(open);
    }
  }
  return contests.sort((a, b) => a.contestedAt - b.contestedAt || compareText(a.factId, b.factId));
}

/** What the contested facts are, as far as they are recorded up to the position. */
function subjectsOf(
  store: FactStore,
  upTo: number,
  factIds: readonly string[],
): ReadonlyMap<string, Contest['subject']> {
  const subjects = new Map<string, Contest['subject']>();
  for (const [factId, rows] of rowsOfFacts(store, factIds)) {
    const row = rows.find((candidate) => store.events.position[candidate]! <= upTo);
    if (row !== undefined) {
      subjects.set(factId, {
        type: ticketEventNames[store.events.kind[row]!]!,
        ticket: store.ticketKey(store.events.ticket[row]!),
      });
    }
  }
  const wanted = new Set(factIds);
  for (const records of store.others.values()) {
    for (const { fact, position } of records) {
      if (position <= upTo && wanted.has(fact.id)) {
        subjects.set(fact.id, { type: fact.type, ticket: 'ticket' in fact ? fact.ticket : undefined });
      }
    }
  }
  return subjects;
}
