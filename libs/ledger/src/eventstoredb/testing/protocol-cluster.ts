import { randomUUID } from 'node:crypto';
import { makeCertificate } from './certificate.js';
import type { Member } from './cluster-services.js';
import { EventLog } from './event-log.js';
import {
  connectionString,
  type ProtocolServer,
  type ProtocolServerOptions,
  startProtocolServer,
} from './protocol-server.js';

/** Nodes that tell of one another by gossip and share one log, as replication would have it in the end. */
export interface ProtocolCluster {
  /** Names every node: the client asks them by gossip who leads. */
  readonly url: string;
  readonly nodes: readonly ProtocolServer[];
  readonly log: EventLog;
  readonly leader: ProtocolServer;
  /** Another node leads from now on. A stopped node is told of as dead. */
  moveLeader(to: number): void;
  stopNode(index: number): Promise<void>;
  startNode(index: number): Promise<void>;
  close(): Promise<void>;
}

export async function startProtocolCluster(
  options: Omit<ProtocolServerOptions, 'port' | 'log' | 'leaderElsewhere' | 'members'> & {
    readonly nodes?: number;
  } = {},
): Promise<ProtocolCluster> {
  const log = new EventLog();
  const certificate = options.secure === true ? makeCertificate() : undefined;
  const nodes: ProtocolServer[] = [];
  const ids: string[] = [];
  const stopped = new Set<number>();
  let leading = 0;
  const members = (): readonly Member[] =>
    nodes.map(({ host, port }, index) => ({
      id: ids[index]!,
      host,
      port,
      state: index === leading ? 'leader' : 'follower',
      alive: !stopped.has(index),
    }));
  for (let index = 0; index < (options.nodes ?? 3); index += 1) {
    ids.push(randomUUID());
    nodes.push(
      await startProtocolServer({
        ...options,
        log,
        ...(certificate === undefined ? {} : { certificate }),
        members,
        leaderElsewhere: () => (index === leading ? undefined : nodes[leading]),
      }),
    );
  }
  const hosts = nodes.map(({ host, port }) => `${host}:${port}`);
  return {
    url: connectionString(hosts, nodes[0]!.certificateFile, options.users),
    nodes,
    log,
    get leader() {
      return nodes[leading]!;
    },
    moveLeader: (to) => {
      leading = to;
    },
    stopNode: async (index) => {
      stopped.add(index);
      await nodes[index]!.stop();
    },
    startNode: async (index) => {
      await nodes[index]!.start();
      stopped.delete(index);
    },
    close: async () => {
      for (const node of nodes) await node.close();
    },
  };
}
