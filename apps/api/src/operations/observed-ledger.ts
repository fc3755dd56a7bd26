import type { Services } from '@tallystick/application';
import type { ReadModels } from '@tallystick/read-models';
import type { Metrics } from './metrics.js';
import { secondsSince } from './seconds-since.js';
import type { Tracing } from './tracing.js';

type Ledger = Services['ledger'];

/** The same ledger, with its appends counted, timed and traced, and its reads counted. */
export function observedLedger(
  ledger: Ledger,
  metrics: Pick<Metrics, 'append' | 'read'>,
  tracing: Pick<Tracing, 'span'>,
): Ledger {
  const append: Ledger['append'] = (agreement, expected, facts) =>
    tracing.span('ledger append', { 'tally.facts': facts.length }, async () => {
      const began = performance.now();
      try {
        const result = await ledger.append(agreement, expected, facts);
        metrics.append(result.repeated ? 'repeated' : 'recorded', facts.length, secondsSince(began));
        return result;
      } catch (error) {
        metrics.append('refused', facts.length, secondsSince(began));
        throw error;
      }
    });
  return observed(ledger, { append }, ledgerReads, (read) => metrics.read('ledger', read));
}

const ledgerReads = ['agreements', 'head', 'headAt', 'read', 'factsAt', 'positionAt', 'positionsOf'] as const;
const viewReads = ['page', 'count', 'aggregate', 'byKeys', 'statement'] as const;

/** The same read models, with their reads counted. */
export function observedReadModels(readModels: ReadModels, metrics: Metrics): ReadModels {
  return observed(readModels, {}, viewReads, (read) => metrics.read('views', read));
}

/** The same object, with some methods replaced and the calls of others counted. */
function observed<Target extends object>(
  observedTarget: Target,
  replaced: Partial<Target>,
  counted: readonly (keyof Target & string)[],
  count: (method: string) => void,
): Target {
  const own = new Map<PropertyKey, unknown>(Object.entries(replaced));
  return new Proxy(observedTarget, {
    get(target, key) {
      if (!own.has(key)) {
        const value: unknown = Reflect.get(target, key, target);
        // Its fields are private: it must be called as itself.
        own.set(key, typeof value === 'function' ? methodOf(target, key, value) : value);
      }
      return own.get(key);
    },
  });

  function methodOf(target: Target, key: PropertyKey, value: object): unknown {
    const bound = (value as (...args: unknown[]) => unknown).bind(target);
    if (!(counted as readonly PropertyKey[]).includes(key)) return bound;
    return (...args: unknown[]) => {
      count(String(key));
      return bound(...args);
    };
  }
}
