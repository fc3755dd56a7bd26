import type { FactStore } from './fact-store.js';
import { type FactRecord, inLedgerOrder } from './fact-record.js';
import { readFactId, writeFactId } from './fact-id-words.js';

/** The facts that no longer count: retracted, or contested with success. */
export interface Removals {
  readonly factIds: ReadonlySet<string>;
  /** Rows of the event columns that are among them. */
  readonly rows: ReadonlySet<number>;
}

const none: Removals = Object.freeze({ factIds: new Set<string>(), rows: new Set<number>() });

/**
 * Which facts are taken out, up to a ledger position. A retraction takes effect whatever was recorded first; it can
 * itself be retracted, as the settlement of a contest can, so the latest recorded ones are heard first.
 */
export function removalsOf(store: FactStore, upTo: number): Removals {
  const removers: FactRecord[] = [
    ...(store.others.get('FactRetracted') ?? []),
    ...(store.others.get('ContestSettled') ?? []),
  ].filter(({ position }) => position <= upTo);
  if (removers.length === 0) {
    return none;
  }
  const factIds = new Set<string>();
  for (const { fact } of removers.sort(inLedgerOrder).reverse()) {
    if (factIds.has(fact.id)) {
      continue;
    }
    if (fact.type === 'FactRetracted' || (fact.type === 'ContestSettled' && fact.outcome === 'upheld')) {
      factIds.add(fact.fact);
    }
  }
  const rows = new Set<number>();
  for (const found of rowsOfFacts(store, factIds).values()) {
    found.forEach((row) => rows.add(row));
  }
  return { factIds, rows };
}

/** The rows of ticket events by fact id, found by one pass over the id column: such questions are rare. */
export function rowsOfFacts(
  store: FactStore,
  factIds: Iterable<string>,
): ReadonlyMap<string, readonly number[]> {
  const words = new Uint32Array(4);
  const lastWords = new Set<number>();
  const wanted = new Set<string>(factIds);
  for (const factId of wanted) {
    writeFactId(factId, words, 0);
    lastWords.add(words[3]!);
  }
  const found = new Map<string, number[]>();
  if (wanted.size === 0) {
    return found;
  }
  const { id, count } = store.events;
  for (let row = 0; row < count; row += 1) {
    // The last word of an id is spread evenly; the first one is a time stamp and would match whole batches.
    if (lastWords.has(id[row * 4 + 3]!)) {
      const factId = readFactId(id, row * 4);
      if (wanted.has(factId)) {
        const rows = found.get(factId);
        if (rows === undefined) {
          found.set(factId, [row]);
        } else {
          rows.push(row);
        }
      }
    }
  }
  return found;
}
