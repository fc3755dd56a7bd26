import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultUsers, type Users } from './access.js';
import { appendCall } from './append-call.js';
import { batchAppendCall } from './batch-append-call.js';
import { type CertificateAndKey, makeCertificate } from './certificate.js';
import { type Features, gossip, type Member, supportedMethods } from './cluster-services.js';
import { deleteCall, tombstoneCall } from './delete-call.js';
import { EventLog } from './event-log.js';
import { Faults } from './faults.js';
import type { Endpoint, ProtocolNode } from './node.js';
import { GossipService, ServerFeaturesService, StreamsService } from './protocol.js';
import { readCall } from './read-call.js';

export interface ProtocolServerOptions {
  /** A free one where absent. */
  readonly port?: number;
  /** What is stored; its own and empty where absent. The nodes of a cluster share one. */
  readonly log?: EventLog;
  /** TLS and passwords where true; then calls without a valid password are refused. */
  readonly secure?: boolean;
  readonly users?: Users;
  /** Data, metadata and twice the type's length of one append's events together; 1 MiB, the real server's default. */
  readonly maxAppendBytes?: number;
  /** HTTP/2 streams on one connection at once; 100, as Kestrel has it. */
  readonly maxConcurrentStreams?: number;
  readonly features?: Features;
  /** Set by a cluster. */
  readonly certificate?: CertificateAndKey;
  readonly leaderElsewhere?: () => Endpoint | undefined;
  readonly members?: () => readonly Member[];
}

/** One node that speaks the protocol of EventStoreDB / KurrentDB, in this process, over the real wire. */
export interface ProtocolServer extends Endpoint {
  /** For the official client: `esdb://…`, with the password and the certificate where it is secure. */
  readonly url: string;
  readonly log: EventLog;
  readonly faults: Faults;
  /** The PEM file to trust; undefined on an insecure node. */
  readonly certificateFile: string | undefined;
  /** Calls served, by kind: `append`, `batch-append`, `read`, `read-all`, `subscription`, `subscription-all`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Connections now open. */
  readonly connections: number;
  /** Destroys every connection; the node goes on. */
  cutConnections(): void;
  /** The node is gone: connections are destroyed, new ones refused. What is stored is kept. */
  stop(): Promise<void>;
  /** The node is there again, on the same port with the same events. */
  start(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** Events of up to 16 MiB are legal, and Kestrel is given some room for what is around them. */
const maxMessageBytes = 17 * 1024 * 1024;

export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const log = options.log ?? new EventLog();
  const faults = new Faults();
  const calls = new Map<string, number>();
  const sockets = new Map<string, Socket>();
  const certificate = options.secure === true ? (options.certificate ?? makeCertificate()) : undefined;
  const folder =
    certificate === undefined ? undefined : await mkdtemp(join(tmpdir(), 'tallystick-protocol-'));
  const certificateFile = folder === undefined ? undefined : join(folder, 'ca.pem');
  if (certificateFile !== undefined) await writeFile(certificateFile, certificate!.certificate);

  const node: ProtocolNode = {
    log,
    faults,
    users: certificate === undefined ? undefined : (options.users ?? defaultUsers),
    maxAppendBytes: options.maxAppendBytes ?? 1024 * 1024,
    leaderElsewhere: options.leaderElsewhere ?? (() => undefined),
    cutConnection: (peer) => sockets.get(peer)?.destroy(),
    count: (call) => calls.set(call, (calls.get(call) ?? 0) + 1),
  };
  const instance = randomUUID();
  const alone = (): readonly Member[] => [{ id: instance, host, port, state: 'leader', alive: true }];
  const grpc = grpcServer(node, options, () => gossip((options.members ?? alone)(), Date.now()));
  const injector = grpc.createConnectionInjector(
    certificate === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(certificate.certificate), private_key: Buffer.from(certificate.key) },
        ]),
  );

  // The listener is our own, so that connections can be cut one by one and the port closed and opened again.
  const listener = createServer((socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(peer, socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(peer));
    injector.injectConnection(socket);
  });
  const listen = async (on: number): Promise<void> => {
    listener.listen(on, host);
    await once(listener, 'listening');
  };
  await listen(options.port ?? 0);
  const { port } = listener.address() as AddressInfo;

  const cutConnections = () => {
    for (const socket of sockets.values()) socket.destroy();
  };
  let stopped: Promise<unknown> = Promise.resolve();
  const stop = async (): Promise<void> => {
    if (listener.listening) {
      stopped = once(listener, 'close');
      listener.close();
      cutConnections();
    }
    await stopped;
  };
  const start = async (): Promise<void> => {
    await stopped;
    if (!listener.listening) await listen(port);
  };
  return {
    host,
    port,
    url: connectionString([`${host}:${port}`], certificateFile, node.users),
    log,
    faults,
    certificateFile,
    calls,
    get connections() {
      return sockets.size;
    },
    cutConnections,
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await stop();
      injector.destroy();
      grpc.forceShutdown();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

export function connectionString(
  hosts: readonly string[],
  certificateFile: string | undefined,
  users: Users | undefined,
): string {
  if (certificateFile === undefined) return `esdb://${hosts.join(',')}?tls=false`;
  const [user] = Object.entries((users ?? defaultUsers).passwords);
  const credentials = user!.map(encodeURIComponent).join(':');
  return `esdb://${credentials}@${hosts.join(',')}?tls=true&tlsCAFile=${encodeURIComponent(certificateFile)}`;
}

function grpcServer(
  node: ProtocolNode,
  options: ProtocolServerOptions,
  members: () => ReturnType<typeof gossip>,
): Server {
  const server = new Server({
    'grpc.max_concurrent_streams': options.maxConcurrentStreams ?? 100,
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': maxMessageBytes,
  });
  const streams: IStreamsServer = {
    read: (call) => void readCall(node, call),
    append: (call, answer) => void appendCall(node, call, answer),
    batchAppend: (call) => batchAppendCall(node, call),
    delete: (call, answer) => void deleteCall(node, call, answer),
    tombstone: (call, answer) => void tombstoneCall(node, call, answer),
  };
  const gossipServer: IGossipServer = { read: (_call, answer) => answer(null, members()) };
  const features: IServerFeaturesServer = {
    getSupportedMethods: (_call, answer) => supportedMethods(options.features ?? 'batch-append', answer),
  };
  server.addService(StreamsService, streams);
  server.addService(GossipService, gossipServer);
  server.addService(ServerFeaturesService, features);
  return server;
}
