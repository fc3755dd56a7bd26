import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../graphql/request-context.js';

/** How many of its answers a loader keeps: a WebSocket's context lives for hours. */
const keptAnswers = 5_000;

export interface LoaderDefinition<Key, Value> {
  /** Reads many at once, in the order of the keys; an Error in place of one that cannot be read. */
  readonly read: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;
  /** What tells keys apart. */
  readonly keyOf: (key: Key) => string;
  /** Whether an answer stays right for ever, so that it may be kept. Else only those of one moment share a read. */
  readonly immutable: boolean;
}

/**
 * The request's own loader by its name: everything that is asked of it in one tick is one read.
 *
 * @param name a value that stands for it, e.g. a symbol of the module.
 */
export function loaderOf<Key, Value>(
  context: Pick<RequestContext, 'loaders'>,
  name: unknown,
  define: () => LoaderDefinition<Key, Value>,
): DataLoader<Key, Value, string> {
  const existing = context.loaders.get(name);
  if (existing !== undefined) return existing as DataLoader<Key, Value, string>;
  const { read, keyOf, immutable } = define();
  const loader = new DataLoader<Key, Value, string>(read, {
    cacheKeyFn: keyOf,
    cacheMap: immutable ? new LRUCache<string, Promise<Value>>({ max: keptAnswers }) : null,
    cache: immutable,
    maxBatchSize: 10_000,
  });
  context.loaders.set(name, loader);
  return loader;
}
