import type { Services } from '@tallystick/application';
import { type Metrics, secondsSince } from './metrics.js';
import type { Tracing } from './tracing.js';

type Ledger = Services['ledger'];

/** The same ledger, with its appends counted, timed and traced. */
export function observedLedger(ledger: Ledger, metrics: Metrics, tracing: Tracing): Ledger {
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
  const own = new Map<PropertyKey, unknown>([['append', append]]);
  return new Proxy(ledger, {
    get(target, key) {
      if (!own.has(key)) {
        const value: unknown = Reflect.get(target, key, target);
        // Its fields are private: it must be called as itself.
        own.set(key, typeof value === 'function' ? (value.bind(target) as unknown) : value);
      }
      return own.get(key);
    },
  });
}
