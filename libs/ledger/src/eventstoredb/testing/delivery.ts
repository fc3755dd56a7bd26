import type { ServerWritableStream } from '@grpc/grpc-js';
import type {
  ReadReq as ReadRequest,
  ReadResp as ReadResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from './event-log.js';
import type { DealtFault } from './faults.js';
import { eventResponse } from './messages.js';
import type { ProtocolNode } from './node.js';

export type ReadCall = ServerWritableStream<ReadRequest, ReadResponse>;

/** What a delivery leaves to do: go on, stop without ending the call, or end it now. */
export type Delivered = 'more' | 'silent' | 'end';

/** Writes one call's messages at the pace of its reader, and lets the fault dealt to the call strike on the way. */
export class Delivery {
  readonly #node: ProtocolNode;
  readonly #call: ReadCall;
  readonly #dealt: DealtFault | undefined;
  #events = 0;
  #held: StoredEvent | undefined;

  constructor(node: ProtocolNode, call: ReadCall, dealt: DealtFault | undefined) {
    this.#node = node;
    this.#call = call;
    this.#dealt = dealt;
  }

  async write(message: ReadResponse): Promise<void> {
    if (this.#call.cancelled || this.#call.write(message)) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        this.#call.off('drain', go).off('cancelled', go);
        resolve();
      };
      this.#call.on('drain', go).on('cancelled', go);
    });
  }

  async event(event: StoredEvent): Promise<Delivered> {
    const fault = this.#dealt?.fault;
    const due = fault !== undefined && 'afterEvents' in fault && fault.afterEvents === this.#events;
    this.#events += 1;
    const held = this.#held;
    this.#held = undefined;
    if (due) {
      this.#dealt!.strike();
      switch (fault.kind) {
        case 'cut-connection':
          this.#node.cutConnection(this.#call.getPeer());
          return 'silent';
        case 'stalled-stream':
          return 'silent';
        case 'short-read':
          return 'end';
        case 'missing-event':
          return 'more';
        case 'reordered-delivery':
          this.#held = event;
          return 'more';
        case 'duplicate-delivery':
          await this.write(eventResponse(event));
          break;
        case 'altered-event':
          await this.write(eventResponse(altered(event)));
          return 'more';
      }
    }
    await this.write(eventResponse(event));
    if (held !== undefined) await this.write(eventResponse(held));
    return 'more';
  }

  /** The event held back, where the last one was: nothing followed that could come before it. */
  async flush(): Promise<void> {
    if (this.#held !== undefined) await this.write(eventResponse(this.#held));
    this.#held = undefined;
  }
}

function altered(event: StoredEvent): StoredEvent {
  const data = Uint8Array.from(event.data);
  const middle = Math.floor(data.length / 2);
  if (data[middle] !== undefined) data[middle] ^= 1;
  return { ...event, data };
}
