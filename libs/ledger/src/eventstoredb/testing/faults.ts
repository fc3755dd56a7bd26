/** What a call is to the faults: the way in, the way out, or the way out that never ends. */
export type CallKind = 'append' | 'read' | 'subscription';

/** What goes wrong with one call. All but `slow-answer` and `refused` strike once the call is under way. */
export type Fault = FaultKind & {
  /** The calls that it may strike; all that it can where absent. */
  readonly on?: readonly CallKind[];
  /** How many calls it strikes; 1 where absent. */
  readonly times?: number;
};

type FaultKind =
  /** The append is committed; then no answer ever, an answer that nothing is known, or no connection. */
  | {
      readonly kind: 'lost-acknowledgement';
      readonly answer: 'silence' | 'unavailable' | 'timeout' | 'cut-connection';
    }
  /** Nothing is done, and the answer says so; `timeout` leaves the client in doubt. */
  | { readonly kind: 'refused'; readonly reason: 'not-ready' | 'busy' | 'timeout' }
  /** Nothing is done, and the answer names another node as the leader. */
  | { readonly kind: 'leader-moved'; readonly host: string; readonly port: number }
  | { readonly kind: 'slow-answer'; readonly milliseconds: number }
  | DeliveryFault;

/** What goes wrong after so many events of one read or subscription. */
type DeliveryFault = {
  readonly kind:
    /** The connection is destroyed. */
    | 'cut-connection'
    /** The call ends as if everything had been said. */
    | 'short-read'
    /** Nothing more comes, and nothing ends. */
    | 'stalled-stream'
    | 'duplicate-delivery'
    /** An event comes after the one that follows it. */
    | 'reordered-delivery'
    | 'missing-event'
    /** One bit of an event's data is another. */
    | 'altered-event';
  readonly afterEvents: number;
};

const canStrike: Readonly<Record<Fault['kind'], readonly CallKind[]>> = {
  'lost-acknowledgement': ['append'],
  refused: ['append', 'read', 'subscription'],
  'leader-moved': ['append', 'read', 'subscription'],
  'slow-answer': ['append', 'read', 'subscription'],
  'cut-connection': ['read', 'subscription'],
  'short-read': ['read', 'subscription'],
  'stalled-stream': ['read', 'subscription'],
  'duplicate-delivery': ['read', 'subscription'],
  'reordered-delivery': ['read', 'subscription'],
  'missing-event': ['read', 'subscription'],
  'altered-event': ['read', 'subscription'],
};

/** A fault that a call has been dealt. It counts only once it has struck. */
export class DealtFault {
  readonly fault: Fault;
  #struck = false;
  readonly #onStrike: () => void;
  readonly #onSpared: () => void;

  constructor(fault: Fault, onStrike: () => void, onSpared: () => void) {
    this.fault = fault;
    this.#onStrike = onStrike;
    this.#onSpared = onSpared;
  }

  strike(): void {
    if (!this.#struck) {
      this.#struck = true;
      this.#onStrike();
    }
  }

  /** At the end of a call: a fault that found no occasion, such as a cut after more events than there are, waits on. */
  settle(): void {
    if (!this.#struck) this.#onSpared();
  }
}

/** The faults that wait for calls, in the order in which they were asked for, and those that have struck. */
export class Faults {
  /** The kinds that have struck, in order: a test of a fault shows by it that there was one. */
  readonly struck: Fault['kind'][] = [];
  #waiting: Fault[] = [];

  /** The next calls that these can strike are struck, one fault a call. */
  next(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      for (let time = 0; time < (fault.times ?? 1); time += 1) this.#waiting.push(fault);
    }
  }

  clear(): void {
    this.#waiting = [];
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** The first waiting fault for such a call, which is then no longer waiting. */
  deal(call: CallKind): DealtFault | undefined {
    const index = this.#waiting.findIndex(
      ({ kind, on }) => (on ?? canStrike[kind]).includes(call) && canStrike[kind].includes(call),
    );
    if (index === -1) return undefined;
    const [fault] = this.#waiting.splice(index, 1);
    return new DealtFault(
      fault!,
      () => this.struck.push(fault!.kind),
      () => this.#waiting.unshift(fault!),
    );
  }
}
