import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '@opentelemetry/api';
import type { Basis } from '../answers/basis.js';

/** What belongs to the request being answered, wherever its work has got to. */
export interface RequestScope {
  readonly requestId: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The span that is being worked in; undefined where no traces are made. */
  readonly trace: Context | undefined;
  /** What the answer rests on, where it may be kept. */
  readonly basis?: Basis | undefined;
}

const scopes = new AsyncLocalStorage<RequestScope>();

export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** The scope of the request that the caller works for; undefined for work of the server's own. */
export function currentScope(): RequestScope | undefined {
  return scopes.getStore();
}
