import type { Principal } from '@tallystick/access';

/**
 * What every resolver is given beside its arguments: who asks, and the request's own loaders. One a request; on a
 * WebSocket one for each operation.
 */
export interface RequestContext {
  readonly principal: Principal;
  /** Names the request in logs, traces and error answers. */
  readonly requestId: string;
  /** What this request has read already, by the loader's own key (graphql/loader.ts); empty at its beginning. */
  readonly loaders: Map<unknown, unknown>;
  /** Aborts when nobody waits for the answer any more: its time is over, or who asked has gone. */
  readonly signal: AbortSignal;
}
