import { type EndPoint, EventStoreDBClient } from '@eventstore/db-client';

type Channel = Awaited<ReturnType<ClosableClient['getChannel']>>;

type Settings = ConstructorParameters<typeof EventStoreDBClient>[0];

/** One node, some nodes of a cluster, or a name that stands for all of them. */
export type Nodes =
  { readonly endpoint: EndPoint } | { readonly endpoints: EndPoint[] } | { readonly discover: EndPoint };

/** The official client, which ends its calls when it is disposed of but leaves the connection open, and the process with it. */
export class ClosableClient extends EventStoreDBClient {
  #channel: Channel | undefined;
  #closed = false;

  constructor(
    settings: Nodes & { readonly throwOnAppendFailure: boolean; readonly defaultDeadline: number },
    channel: ConstructorParameters<typeof EventStoreDBClient>[1],
  ) {
    // The constructor has an overload for each kind of nodes, and none for any of them.
    super(settings as Settings, channel);
    const { getChannel } = this;
    this.getChannel = async () => {
      if (this.#closed) throw new Error('Channel has been closed by the ledger');
      this.#channel = await getChannel();
      return this.#channel;
    };
  }

  close(): void {
    this.#closed = true;
    // What it promises may never come: it waits for calls that nobody reads any more. All are cancelled at once.
    void this.dispose();
    this.#channel?.close();
    this.#channel = undefined;
  }
}
