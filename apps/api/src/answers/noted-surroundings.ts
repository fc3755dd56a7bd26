import type { Services } from '@tallystick/application';
import type { ReadModels, ViewName, ViewScope } from '@tallystick/read-models';
import { currentScope } from '../http/request-scope.js';
import type { Surroundings } from '../surroundings.js';
import type { Basis, Store } from './basis.js';
import type { Stamps } from './stamps.js';

type Ledger = Services['ledger'];

/**
 * The same surroundings, which note in the basis of the answer being made what of them is used. Only what is named here
 * can be part of an answer that is kept; all else makes it one that is not, so that what is added later is safe.
 */
export function notedSurroundings(surroundings: Surroundings, stamps: Stamps): Surroundings {
  const services = guarded<Services>(surroundings.services, {
    ledger: notedLedger(surroundings.services.ledger, stamps),
    zones: surroundings.services.zones,
  });
  return guarded<Surroundings>(surroundings, {
    services,
    readModels: notedReadModels(surroundings.readModels, stamps),
    configuration: surroundings.configuration,
    logger: surroundings.logger,
  });
}

function notedLedger(ledger: Ledger, stamps: Stamps): Ledger {
  const noted = (agreement: string) => noteAll('ledger', [agreement], stamps);
  return guarded<Ledger>(ledger, {
    agreements: async () => {
      await noteAll('all ledgers', [''], stamps);
      return ledger.agreements();
    },
    head: async (agreement) => {
      await noted(agreement);
      return stamps.heads.head(agreement);
    },
    headAt: async (agreement, position) => {
      await noted(agreement);
      return ledger.headAt(agreement, position);
    },
    read: (agreement, range) =>
      basis() === undefined ? ledger.read(agreement, range) : readNoted(agreement, range),
    factsAt: async (agreement, positions) => {
      await noted(agreement);
      return ledger.factsAt(agreement, positions);
    },
    positionAt: async (agreement, instant) => {
      await noted(agreement);
      return ledger.positionAt(agreement, instant);
    },
    positionsOf: async (agreement, ids) => {
      await noted(agreement);
      return ledger.positionsOf(agreement, ids);
    },
  });

  async function* readNoted(agreement: string, range: Parameters<Ledger['read']>[1]) {
    await noted(agreement);
    yield* ledger.read(agreement, range);
  }
}

function notedReadModels(readModels: ReadModels, stamps: Stamps): ReadModels {
  const notedScope = async (view: ViewName, { agreements, knownAt }: ViewScope): Promise<void> => {
    await noteAll(`view ${view}`, agreements, stamps);
    // Which facts were known at an instant, the ledger says.
    if (knownAt !== undefined) await noteAll('ledger', agreements, stamps);
  };
  return guarded<ReadModels>(readModels, {
    page: async (view, query, signal) => {
      await notedScope(view, query);
      const noteAsOf = await asOfNote(query, stamps);
      return withNoted(await readModels.page(view, query, signal), noteAsOf);
    },
    count: async (view, query, signal) => {
      await notedScope(view, query);
      return readModels.count(view, query, signal);
    },
    aggregate: async (view, query, signal) => {
      await notedScope(view, query);
      const noteAsOf = await asOfNote(query, stamps);
      return withNoted(await readModels.aggregate(view, query, signal), noteAsOf);
    },
    byKeys: async (view, keys) => {
      const agreements = keys.map(([agreement]) => String(agreement));
      await noteAll(`view ${view}`, agreements, stamps);
      return readModels.byKeys(view, keys);
    },
    statement: async (agreement, period) => {
      await noteAll('views', [agreement], stamps);
      return readModels.statement(agreement, period);
    },
    // Waiting reads nothing; what is read after it is noted then.
    waitFor: (agreement, position, milliseconds) => readModels.waitFor(agreement, position, milliseconds),
  });
}

/** Notes how far the rows were before they were read: for whoever says so in an answer. */
async function asOfNote({ agreements }: ViewScope, stamps: Stamps): Promise<() => void> {
  const noting = basis();
  if (noting === undefined) return () => undefined;
  const before = new Map<string, string | undefined>();
  for (const agreement of agreements) before.set(agreement, await stamps.of('views', agreement));
  return () => before.forEach((stamp, agreement) => noting.note('views', agreement, stamp));
}

/** The same answer, which notes when it is asked what it is as of. */
function withNoted<Answer extends { readonly asOf: unknown }>(answer: Answer, note: () => void): Answer {
  return {
    ...answer,
    get asOf() {
      note();
      return answer.asOf;
    },
  };
}

function basis(): Basis | undefined {
  return currentScope()?.basis;
}

async function noteAll(store: Store, agreements: readonly string[], stamps: Stamps): Promise<void> {
  const noting = basis();
  if (noting === undefined) return;
  for (const agreement of new Set(agreements)) {
    noting.note(store, agreement, await stamps.of(store, agreement));
  }
}

/** The same object, with what is noted by itself; the use of anything else makes an answer unkeepable. */
function guarded<Target extends object>(target: Target, noted: Partial<Target>): Target {
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(_, key) {
      if (Object.hasOwn(noted, key)) return noted[key as keyof Target];
      basis()?.noteUnkeepable();
      if (!bound.has(key)) {
        const value: unknown = Reflect.get(target, key, target);
        // Its fields may be private: it must be called as itself.
        bound.set(key, typeof value === 'function' ? value.bind(target) : value);
      }
      return bound.get(key);
    },
  });
}
