import type { RequestHandler } from './request-handler.js';

/** A request that may be worked out elsewhere: made from its fields, by a handler of nothing but the services. */
export interface HeavyRequest {
  readonly request: new (fields: never) => object;
  readonly handler: new () => RequestHandler<never, unknown>;
}
