import type { RequestScope } from '../http/request-scope.js';
import type { RecordedWork } from '../work/record-work.js';
import type { Metrics } from './metrics.js';
import type { Tracing } from './tracing.js';

/** Told what a thread did for a request, once that is over. */
export type TellWork = (work: RecordedWork, scope: RequestScope | undefined) => void;

/** Puts what a thread did below the span of the request that it did it for, and among the figures. */
export function tellWork(metrics: Metrics, tracing: Tracing): TellWork {
  return ({ span, inside, appends }, scope) => {
    const parent = tracing.past(span, scope?.trace);
    for (const each of inside) tracing.past(each, parent);
    for (const append of appends) metrics.append(...append);
  };
}
