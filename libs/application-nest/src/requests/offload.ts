/**
 * Works out heavy requests elsewhere than in the thread that answers (`performHeavyRequest` there), so that others need
 * not wait for it. Requests have been checked; requests and results are plain data.
 */
export interface Offload {
  run(request: object): Promise<unknown>;
}

/** The injection token of the offload; without one, every request is worked out where it is handled. */
export const OFFLOAD = Symbol('tallystick offload');
